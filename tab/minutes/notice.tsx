import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type PublicationView } from '../../bot/minutes/api.ts';
import { isComing, plannedTime } from '../../bot/minutes/model/meeting.ts';
import { noticeOf, saidIn } from '../../bot/minutes/model/notice.ts';
import { clockTime } from '../platform/dates.ts';
import { useTab } from '../platform/tab.ts';
import { type Translate } from '../platform/texts.ts';
import { Press } from './ask.tsx';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  time: { margin: 0, color: tokens.colorNeutralForeground2 },
  over: { color: tokens.colorStatusWarningForeground1, fontWeight: tokens.fontWeightSemibold },
  part: { display: 'grid', justifyItems: 'start', gap: tokens.spacingVerticalXS, '& p': { margin: 0 } },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** The agenda against the length of the meeting. */
export function AgendaTime() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const { planned, length } = plannedTime(view);
  if (planned === 0) return null;
  const over = length !== null && planned > length;
  return (
    <p className={mergeClasses(styles.time, over && styles.over)}>
      {length === null
        ? t('minutes.time.sum', { planned })
        : over
          ? t('minutes.time.over', { planned, length, over: planned - length })
          : t('minutes.time.within', { planned, length })}
    </p>
  );
}

/** The chair's: the notice goes to the chat with one press, says how that went, and can be sent as it is now. */
export function Notice() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  if (!view.may.lead || !isComing(view)) return null;
  if (view.state === 'draft') {
    return (
      <div className={styles.part}>
        <Press what="call" said={t('minutes.called')}>
          {t('minutes.call')}
        </Press>
        <p className={styles.quiet}>{t('minutes.call.hint')}</p>
      </div>
    );
  }
  return (
    <div className={styles.part}>
      <Sent notice={view.publications.find(({ kind }) => kind === 'notice')} />
    </div>
  );
}

function Sent({ notice }: { notice: PublicationView | undefined }) {
  const { t } = useTab();
  const { view } = useMeeting();
  const again = (text: string) => (
    <Press what="notice" small said={t('minutes.notice.asked')}>
      {text}
    </Press>
  );
  if (!notice) return again(t('minutes.notice.send'));
  if (notice.state === 'done') {
    const changed = notice.said !== undefined && notice.said !== saidIn(noticeOf(view, view.kinds));
    return (
      <>
        <p role="status">{t(changed ? 'minutes.notice.changed' : 'minutes.notice.sent')}</p>
        {changed && again(t('minutes.notice.update'))}
      </>
    );
  }
  return (
    <>
      <p role="status">{waitingText(t, notice)}</p>
      {notice.mayHaveArrived
        ? again(t('minutes.published.again'))
        : notice.reason !== null && again(t('minutes.published.try'))}
    </>
  );
}

/** Why it waits, and when it is tried next. */
function waitingText(t: Translate, { reason, nextTryAt }: PublicationView): string {
  if (reason === null) return t('minutes.notice.soon');
  if (nextTryAt === null) return reason;
  return `${reason} ${t('minutes.published.next', { time: clockTime(t, nextTryAt) })}`;
}
