import { useCallback, useEffect, useState } from 'react';
import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { type FollowUpsReply } from '../../bot/minutes/api.ts';
import { shortDate } from '../platform/dates.ts';
import { Empty, Fault, Loading } from '../platform/notices.tsx';
import { PageFault, PageFrame } from '../platform/page.tsx';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { useLoad } from '../platform/use-load.ts';

type FollowUp = FollowUpsReply['followUps'][number];

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  what: { flex: '1 1 180px', minWidth: 0 },
  done: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
  from: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** My follow-ups from every meeting, overdue first. */
export function FollowUpsPage() {
  const { api, t } = useTab();
  const styles = useStyles();
  const { value, error, again, put } = useLoad(
    useCallback(() => api.get<FollowUpsReply>('/api/minutes/followups'), [api]),
  );
  useLook(put);
  if (error) return <PageFault title={t('followups.title')} error={error} again={again} />;
  if (!value) return <Loading />;
  return (
    <PageFrame title={t('followups.title')}>
      {value.followUps.length === 0 ? (
        <Empty title={t('followups.none.title')}>{t('followups.none.text')}</Empty>
      ) : (
        <ul className={styles.list}>
          {value.followUps.map((followUp) => (
            <FollowUpRow key={followUp.id} followUp={followUp} />
          ))}
        </ul>
      )}
    </PageFrame>
  );
}

const lookMs = 2 * 60_000;

/** What has been done in Planner comes in while the page is looked at; what is shown stays when that fails. */
function useLook(put: (reply: FollowUpsReply) => void) {
  const { api } = useTab();
  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      api.post<FollowUpsReply>('/api/minutes/followups/look', {}).then(put, () => undefined);
    };
    look();
    const timer = setInterval(look, lookMs);
    return () => {
      clearInterval(timer);
    };
  }, [api, put]);
}

/** A done one stays where it was, so that a wrong press can be taken back. */
function FollowUpRow({ followUp }: { followUp: FollowUp }) {
  const { api, t, say } = useTab();
  const styles = useStyles();
  const [pressed, setPressed] = useState<{ readonly on: FollowUp['status']; readonly done: boolean }>();
  // The press counts until another status comes, from Planner or from another window.
  const done = pressed?.on === followUp.status ? pressed.done : followUp.status === 'done';
  const { busy, fault, run } = useAct();
  const { text, due, overdue, meeting } = followUp;
  const toggle = () => {
    run(async () => {
      await api.post(`/api/minutes/followups/${followUp.id}`, { done: !done });
      setPressed({ on: followUp.status, done: !done });
      say(t(done ? 'followups.reopened' : 'followups.finished', { text }));
    });
  };
  const words = done
    ? ({ press: 'followups.reopen', named: 'followups.reopen.named' } as const)
    : ({ press: 'followups.done', named: 'followups.done.named' } as const);
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <div className={done ? styles.done : ''}>{text}</div>
        <div className={styles.from}>
          {t('followups.from', { meeting: meeting.title, date: shortDate(t, meeting.startsAt) })}
        </div>
        {fault && <Fault error={fault} />}
      </div>
      {due !== null && !done && <Due due={due} overdue={overdue} />}
      <Button
        icon={done ? null : <CheckmarkRegular />}
        disabledFocusable={busy}
        aria-label={t(words.named, { text })}
        onClick={toggle}
      >
        {t(words.press)}
      </Button>
    </li>
  );
}

function Due({ due, overdue }: { due: string; overdue: boolean }) {
  const { t } = useTab();
  return (
    <Badge appearance="tint" color={overdue ? 'danger' : 'informative'}>
      {t(overdue ? 'followups.overdue' : 'followups.due', { date: shortDate(t, due) })}
    </Badge>
  );
}
