import { useEffect, useRef } from 'react';
import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle';
import { isOpen } from '../../bot/minutes/model/meeting.ts';
import { presents } from '../../bot/minutes/model/presenting.ts';
import { clockTime, fullDate, plainTime } from '../platform/dates.ts';
import { Fault } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { useAct } from '../platform/use-act.ts';
import { stateName } from './choices.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  header: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '& h1': {
      margin: 0,
      fontSize: tokens.fontSizeBase400,
      lineHeight: tokens.lineHeightBase400,
      fontWeight: tokens.fontWeightSemibold,
    },
  },
  line: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  grow: { flexGrow: 1 },
});

export function MeetingHeader({ keys }: { keys?: () => void }) {
  const { t, say } = useTab();
  const { view, writable, session, current, commands } = useMeeting();
  const styles = useStyles();
  const { busy, fault, run } = useAct();
  const started = view.state !== 'draft' && view.state !== 'called';
  return (
    <header className={styles.header}>
      <h1>{view.title}</h1>
      <div className={styles.quiet}>
        {view.number !== null && `${t('minutes.number', { number: view.number })} · `}
        {fullDate(t, view.startsAt)} {clockTime(t, view.startsAt)}
      </div>
      <div className={styles.line}>
        <Badge appearance="tint" color={view.state === 'in-progress' ? 'success' : 'informative'}>
          {view.correcting ? t('minutes.state.correcting') : stateName(t, view.state)}
        </Badge>
        <Saved />
        <span className={styles.grow} />
        {writable && !started && view.may.lead && (
          <Button
            id="start"
            size="small"
            appearance="primary"
            aria-keyshortcuts="Alt+S"
            disabled={busy}
            onClick={() => {
              run(async () => {
                await session.act('start');
                say(t('minutes.started'));
                if (current) commands.goTo(current.id, 'notes');
              });
            }}
          >
            {t('minutes.start')}
          </Button>
        )}
        {keys && (
          <Button
            size="small"
            appearance="subtle"
            icon={<QuestionCircleRegular />}
            aria-label={t('minutes.keys.title')}
            title={t('minutes.keys.title')}
            onClick={keys}
          />
        )}
      </div>
      {fault && <Fault error={fault} />}
    </header>
  );
}

function Saved() {
  const { t, say, me } = useTab();
  const { state, writable, view } = useMeeting();
  const styles = useStyles();
  const { saving, savedAt } = state;
  const told = useRef<'saved' | 'waiting'>('saved');
  useEffect(() => {
    // Every pause in typing saves; only losing and finding the connection is news.
    if (saving === 'saving' || saving === told.current) return;
    told.current = saving;
    say(t(saving === 'waiting' ? 'minutes.save.waiting' : 'minutes.save.again'));
  }, [saving, say, t]);
  if (!isOpen(view)) return null;
  const presenting = view.items.some((item) => presents(view, item, me.id));
  if (!writable && !presenting && saving === 'saved')
    return <span className={styles.quiet}>{t('minutes.save.reads')}</span>;
  if (saving === 'waiting') {
    return (
      <Badge appearance="tint" color="warning">
        {t('minutes.save.waiting')}
      </Badge>
    );
  }
  const time = savedAt && plainTime(savedAt);
  return (
    <span className={styles.quiet} data-saving={saving}>
      {saving === 'saving' ? t('minutes.save.saving') : time ? t('minutes.save.saved', { time }) : ''}
    </span>
  );
}
