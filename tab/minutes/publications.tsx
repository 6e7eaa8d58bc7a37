import { useEffect } from 'react';
import { Button, Link, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { ClockRegular } from '@fluentui/react-icons/svg/clock';
import { type PublicationView } from '../../bot/minutes/api.ts';
import { AskConsent } from '../platform/ask-consent.tsx';
import { clockTime } from '../platform/dates.ts';
import { Fault } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  section: {
    display: 'grid',
    justifyItems: 'start',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
    '& h2': { margin: 0, fontSize: tokens.fontSizeBase300 },
    '& p': { margin: 0 },
  },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  row: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: tokens.spacingHorizontalS,
    '& svg': { fontSize: '20px' },
  },
  reason: { color: tokens.colorNeutralForeground2 },
  done: { color: tokens.colorStatusSuccessForeground1 },
  waiting: { color: tokens.colorStatusWarningForeground1 },
});

const lookMs = 2 * 60_000;

/** Where the finished minutes went; what waits says why and what one can do. */
export function Publications() {
  const { t } = useTab();
  const { view, session } = useMeeting();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const publish = (body?: object) => {
    run(() => session.act('publish', body));
  };
  useLook();
  // The notice came before the minutes; it stands by the agenda.
  const published = view.publications.filter(({ kind }) => kind !== 'notice');
  const waits = published.some(({ state }) => state === 'waiting');
  if (published.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="publications-title">
      <h2 id="publications-title" tabIndex={-1}>
        {t('minutes.published')}
      </h2>
      {waits && <p>{t('minutes.published.safe')}</p>}
      <ul className={styles.list}>
        {published.map((publication) => (
          <li key={publication.id} className={styles.row}>
            <Publication
              publication={publication}
              again={
                view.may.lead && !busy
                  ? () => {
                      publish({ again: publication.id });
                    }
                  : undefined
              }
            />
          </li>
        ))}
      </ul>
      {view.may.lead && published.some(({ consent }) => consent) && <AskConsent given={publish} />}
      {waits && (
        <Button
          disabledFocusable={busy}
          onClick={() => {
            publish();
          }}
        >
          {busy ? t('minutes.published.busy') : t('minutes.published.try')}
        </Button>
      )}
      {fault && <Fault error={fault} />}
    </section>
  );
}

/** What people change in Planner comes in while the page is looked at; no use telling when that fails once. */
function useLook() {
  const { view, session } = useMeeting();
  const has = view.publications.some(({ kind, state }) => kind === 'task' && state === 'done');
  useEffect(() => {
    if (!has) return;
    const look = () => {
      if (document.visibilityState === 'visible') session.act('look').catch(() => undefined);
    };
    look();
    const timer = setInterval(look, lookMs);
    return () => {
      clearInterval(timer);
    };
  }, [has, session]);
}

interface PublicationProps {
  readonly publication: PublicationView;
  readonly again: (() => void) | undefined;
}

function Publication({ publication, again }: PublicationProps) {
  const { t } = useTab();
  const styles = useStyles();
  const { kind, title, state, link, deleted } = publication;
  const done = state === 'done' && !deleted;
  const Icon = done ? CheckmarkCircleRegular : ClockRegular;
  const name =
    kind === 'summary' ? t('minutes.published.summary') : t(`minutes.published.${kind}`, { title });
  return (
    <>
      <Icon
        className={done ? styles.done : styles.waiting}
        role="img"
        aria-label={t(
          deleted
            ? 'minutes.published.deleted'
            : done
              ? 'minutes.published.done'
              : 'minutes.published.waiting',
        )}
      />
      <div>
        {link === null ? (
          name
        ) : (
          <Link href={link} target="_blank" rel="noreferrer" inline>
            {name}
          </Link>
        )}
        {!done && <Waiting publication={publication} again={again} />}
      </div>
    </>
  );
}

/** Why it waits, when it is tried next, and what the chair can do where nobody knows if it arrived. */
function Waiting({ publication, again }: PublicationProps) {
  const { reason, nextTryAt, mayHaveArrived, deleted } = publication;
  const { t } = useTab();
  return (
    <>
      <div className={useStyles().reason}>
        {reason ?? t('minutes.published.soon')}{' '}
        {reason !== null &&
          !deleted &&
          nextTryAt !== null &&
          t('minutes.published.next', { time: clockTime(t, nextTryAt) })}
      </div>
      {(mayHaveArrived || deleted) && again && (
        <Button size="small" onClick={again}>
          {t(deleted ? 'minutes.published.remake' : 'minutes.published.again')}
        </Button>
      )}
    </>
  );
}
