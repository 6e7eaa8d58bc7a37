import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { isComing } from '../../bot/minutes/model/meeting.ts';
import { fullDate, shortDate } from '../platform/dates.ts';
import { Fault } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { Ask, Press } from './ask.tsx';
import { MeetingLink } from './link.tsx';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalM,
    justifyItems: 'start',
    '& p': { margin: `0 0 ${tokens.spacingVerticalXXS}` },
  },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  presses: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  place: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start', '& p': { margin: 0 } },
});

/** What earlier meetings of the series have left to be done. */
export function EarlierFollowUps() {
  const { t } = useTab();
  const { view, writable } = useMeeting();
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {view.earlier.map(({ meeting, followUp, text, owner, due, fromItem }) => (
        <li key={followUp}>
          <p>{text}</p>
          <p className={styles.quiet}>
            {[
              owner === '' ? t('minutes.follow-up.nobody') : owner,
              ...(due === null ? [] : [t('minutes.document.due', { date: shortDate(t, due) })]),
              ...(fromItem === null ? [] : [t('minutes.earlier.from', { number: fromItem })]),
            ].join(' · ')}
          </p>
          {writable && (
            <Press
              what="follow-up"
              body={{ meeting, followUp, done: true }}
              small
              name={t('minutes.earlier.done.of', { text })}
              said={t('minutes.earlier.said', { text })}
            >
              {t('minutes.earlier.done')}
            </Press>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What waits for a meeting of the series. */
export function Queue() {
  const { t } = useTab();
  const { view, writable } = useMeeting();
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {view.queue.map(({ item, number, title, why }) => (
        <li key={item}>
          <p>
            {number !== null && `${number} `}
            {title}
          </p>
          <p className={styles.quiet}>{t(`minutes.queue.${why}`)}</p>
          <div className={styles.presses}>
            {writable && (
              <Press
                what="take"
                body={{ item }}
                small
                name={t('minutes.queue.take.of', { title })}
                said={t('minutes.queue.taken', { title })}
              >
                {t('minutes.queue.take')}
              </Press>
            )}
            {view.may.lead && (
              <Ask
                id={`drop-${item}`}
                what="drop"
                field="reason"
                body={{ item }}
                small
                name={t('minutes.queue.drop.of', { title })}
                open={t('minutes.queue.drop')}
                send={t('minutes.queue.drop.sure')}
                label={t('minutes.queue.drop.why')}
                said={t('minutes.queue.dropped', { title })}
              />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The meeting before and the one after; the chair plans the next one. */
export function Neighbours() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const { previous, next } = view;
  const week = new Date(Date.parse(view.startsAt) + 7 * 86_400_000).toISOString().slice(0, 10);
  return (
    <div className={styles.place}>
      {previous && (
        <p>
          {t('minutes.previous')} <MeetingLink to={previous.id}>{fullDate(t, previous.startsAt)}</MeetingLink>
        </p>
      )}
      {next && (
        <p>
          {t('minutes.next')} <MeetingLink to={next.id}>{fullDate(t, next.startsAt)}</MeetingLink>
        </p>
      )}
      {!next && view.may.lead && (
        <Ask
          id="next-meeting"
          what="next-meeting"
          field="date"
          first={week}
          open={t('minutes.next.plan')}
          send={t('minutes.next.make')}
          label={t('minutes.next.date')}
          hint={t('minutes.next.hint')}
          said={t('minutes.next.made')}
        />
      )}
    </div>
  );
}

/** In the item about it: the minutes of the meeting before, and the press that approves them. */
export function PreviousMinutes() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const { previous } = view;
  if (!previous) return <p className={styles.quiet}>{t('minutes.previous.none')}</p>;
  const waits = previous.state === 'for-approval' && previous.way === 'next-meeting';
  return (
    <div className={styles.place}>
      <p>
        <MeetingLink to={previous.id}>
          {t('minutes.previous.read', { date: fullDate(t, previous.startsAt) })}
        </MeetingLink>
      </p>
      {previous.state === 'approved' && <p>{t('minutes.previous.approved')}</p>}
      {previous.remarks > 0 && waits && <p>{t('minutes.previous.remarks', { count: previous.remarks })}</p>}
      {waits && <PreviousApproval previous={previous.id} />}
    </div>
  );
}

/** Approves other minutes than the ones on this page, so it asks the service by itself. */
function PreviousApproval({ previous }: { previous: string }) {
  const { t, api, say } = useTab();
  const { view, session } = useMeeting();
  const { busy, fault, run } = useAct();
  const styles = useStyles();
  if (isComing(view)) return <p className={styles.quiet}>{t('minutes.previous.soon')}</p>;
  if (!view.may.lead || view.state !== 'in-progress') return null;
  return (
    <>
      <Button
        appearance="primary"
        size="small"
        disabledFocusable={busy}
        onClick={() => {
          run(async () => {
            await session.settle();
            await api.post(`/api/minutes/meetings/${previous}/approve`, { within: view.id });
            say(t('minutes.previous.approved'));
          });
        }}
      >
        {t('minutes.previous.approve')}
      </Button>
      {fault && <Fault error={fault} />}
    </>
  );
}
