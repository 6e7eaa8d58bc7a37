import { useEffect, useState } from 'react';
import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { type GuidanceView, type ItemView } from '../../bot/minutes/api.ts';
import { decides } from '../../bot/minutes/model/meeting.ts';
import { plainTime } from '../platform/dates.ts';
import { useTab } from '../platform/tab.ts';
import { ItemTime } from './clock.tsx';
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
    overflowWrap: 'anywhere',
  },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: '1vh 2vw',
    fontSize: '0.7em',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  clock: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '1vw',
    fontVariantNumeric: 'tabular-nums',
    // What the panel shows small, the room reads from afar.
    '& > *': { fontSize: 'inherit', lineHeight: 1.4, height: 'auto' },
  },
  item: {
    '& h1': { margin: 0, fontSize: '1.6em', lineHeight: 1.2, fontWeight: tokens.fontWeightSemibold },
    '& h2': { margin: '4vh 0 0', fontSize: '0.7em', color: tokens.colorNeutralForeground2 },
    '& p': { margin: 0, whiteSpace: 'pre-wrap' },
    '& ol, & ul': { margin: '2vh 0 0', paddingLeft: '1.4em', fontSize: '0.8em' },
    '& li + li': { marginTop: '1vh' },
  },
  film: {
    fontSize: 'inherit',
    lineHeight: 'inherit',
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'underline',
  },
});

/** What the room sees: the item being taken, what is proposed, the decision as it is written, and the clock. */
export function Stage() {
  const { view } = useMeeting();
  const styles = useStyles();
  const item = useItemOfTheRoom();
  const running = view.state === 'in-progress' && item?.id === view.course.item;
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <span className={styles.quiet}>{view.title}</span>
        <span className={styles.clock}>
          {running && <ItemTime item={item} />}
          <WallClock />
        </span>
      </div>
      {item && <ItemOfTheRoom item={item} />}
    </div>
  );
}

/** What is exempt from public access does not stand on a wall: not even its title. */
function ItemOfTheRoom({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  if (item.access.level === 'exempt') {
    return (
      <article className={styles.item}>
        <h1>{t('minutes.stage.exempt')}</h1>
      </article>
    );
  }
  return (
    <article className={styles.item}>
      <div className={styles.quiet}>
        {item.number !== null && `${item.number} · `}
        {view.kinds[item.kind].name}
      </div>
      <h1>{item.title.text.trim() === '' ? t('minutes.item.untitled') : item.title.text}</h1>
      {item.guidance && <Asked guidance={item.guidance} />}
      <Words label={t('minutes.stage.proposal')} text={item.proposal.text} />
      {decides(item.kind) && <Words label={t('minutes.decision')} text={item.decision.text} />}
    </article>
  );
}

function Words({ label, text }: { label: string; text: string }) {
  if (text.trim() === '') return null;
  return (
    <>
      <h2>{label}</h2>
      <p>{text}</p>
    </>
  );
}

/** What the room is to see and to talk about. */
function Asked({ guidance }: { guidance: GuidanceView }) {
  const { t } = useTab();
  const { film, steps, questions } = guidance;
  return (
    <>
      {film && <Film {...film} />}
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
        <>
          <h2>{t('minutes.guidance.questions')}</h2>
          <ul>
            {questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Film({ title, link }: NonNullable<GuidanceView['film']>) {
  const { t } = useTab();
  const styles = useStyles();
  const named = t('minutes.guidance.film', { title });
  return (
    <p>
      {link === null ? (
        named
      ) : (
        <Link inline href={link} target="_blank" rel="noreferrer" className={styles.film}>
          {named}
        </Link>
      )}
    </p>
  );
}

/** The item that is being taken; before the meeting begins, where the chair or the minute taker writes. */
function useItemOfTheRoom(): ItemView | undefined {
  const { state, view } = useMeeting();
  const [last, setLast] = useState<string>();
  const leaders = [view.chair.id, view.minuteTaker?.id];
  const writers = state.present.filter(({ item }) => item !== null);
  const written = (writers.find(({ id }) => leaders.includes(id)) ?? writers[0])?.item ?? undefined;
  useEffect(() => {
    if (written !== undefined) setLast(written);
  }, [written]);
  const taken = view.items.find(({ id }) => id === view.course.item);
  return taken ?? view.items.find(({ id }) => id === (written ?? last)) ?? view.items[0];
}

const tickMs = 5_000;

function WallClock() {
  const { session } = useMeeting();
  const [now, setNow] = useState(session.now);
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(session.now());
    }, tickMs);
    return () => {
      clearInterval(timer);
    };
  }, [session]);
  return <time>{plainTime(new Date(now))}</time>;
}
