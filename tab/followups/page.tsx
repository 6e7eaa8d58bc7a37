import { useCallback, useState } from 'react';
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
  const { value, error, again } = useLoad(
    useCallback(() => api.get<FollowUpsReply>('/api/minutes/followups'), [api]),
  );
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

/** A done one stays where it was, so that a wrong press can be taken back. */
function FollowUpRow({ followUp }: { followUp: FollowUp }) {
  const { api, t, say } = useTab();
  const styles = useStyles();
  const [done, setDone] = useState(followUp.status === 'done');
  const { busy, fault, run } = useAct();
  const { text, due, overdue, meeting } = followUp;
  const toggle = () => {
    run(async () => {
      await api.post(`/api/minutes/followups/${followUp.id}`, { done: !done });
      setDone(!done);
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
