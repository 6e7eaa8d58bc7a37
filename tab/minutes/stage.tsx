import { useEffect, useState } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { type GuidanceView, type ItemView } from '../../bot/minutes/api.ts';
import { decides } from '../../bot/minutes/model/meeting.ts';
import { plainTime } from '../platform/dates.ts';
import { useTab } from '../platform/tab.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateRows: 'auto minmax(0, 1fr)',
    gap: '4vh',
    minHeight: '100vh',
    padding: '5vh 5vw',
    fontSize: 'clamp(20px, 3vw, 48px)',
    lineHeight: 1.35,
  },
  top: { display: 'flex', justifyContent: 'space-between', gap: '2vw', fontSize: '0.7em' },
  quiet: { color: tokens.colorNeutralForeground2 },
  clock: { fontVariantNumeric: 'tabular-nums' },
  item: {
    '& h1': { margin: 0, fontSize: '1.6em', lineHeight: 1.2, fontWeight: tokens.fontWeightSemibold },
    '& h2': { margin: '4vh 0 0', fontSize: '0.7em', color: tokens.colorNeutralForeground2 },
    '& p': { margin: 0, whiteSpace: 'pre-wrap' },
    '& ol, & ul': { margin: '2vh 0 0', paddingLeft: '1.4em', fontSize: '0.8em' },
  },
});

/** What the room sees: the item being taken, its decision as it is written, and the clock. */
export function Stage() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const item = useItemOfTheRoom();
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <span className={styles.quiet}>{view.title}</span>
        <Clock />
      </div>
      {item && (
        <article className={styles.item} aria-live="off">
          <div className={styles.quiet}>
            {item.number !== null && `${item.number} · `}
            {view.kinds[item.kind].name}
          </div>
          <h1>{item.title.text}</h1>
          {item.access.level !== 'exempt' && item.guidance && <Asked guidance={item.guidance} />}
          {/* What is exempt from public access does not stand on a wall. */}
          {decides(item.kind) && item.access.level !== 'exempt' && item.decision.text.trim() !== '' && (
            <>
              <h2>{t('minutes.decision')}</h2>
              <p>{item.decision.text}</p>
            </>
          )}
        </article>
      )}
    </div>
  );
}

/** What the room is to see and to talk about, while nothing has been decided. */
function Asked({ guidance }: { guidance: GuidanceView }) {
  const { t } = useTab();
  const { film, steps, questions } = guidance;
  return (
    <>
      {film && <p>{t('minutes.guidance.film', { title: film.title })}</p>}
      {steps.length > 0 && (
        <ol>
          {steps.map(({ text, minutes }) => (
            <li key={text}>
              {text} {t('minutes.item.planned', { minutes })}
            </li>
          ))}
        </ol>
      )}
      {questions.length > 0 && (
        <ul>
          {questions.map((question) => (
            <li key={question}>{question}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Where the chair or the minute taker writes; the last such item while they pause. */
function useItemOfTheRoom(): ItemView | undefined {
  const { state, view } = useMeeting();
  const [last, setLast] = useState<string>();
  const leaders = [view.chair.id, view.minuteTaker?.id];
  const writers = state.present.filter(({ item }) => item !== null);
  const now = (writers.find(({ id }) => leaders.includes(id)) ?? writers[0])?.item ?? undefined;
  useEffect(() => {
    if (now !== undefined) setLast(now);
  }, [now]);
  return view.items.find(({ id }) => id === (now ?? last)) ?? view.items[0];
}

const tickMs = 5_000;

function Clock() {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(new Date());
    }, tickMs);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return <time className={useStyles().clock}>{plainTime(now)}</time>;
}
