import { useEffect, useRef, useState } from 'react';
import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ItemView } from '../../bot/minutes/api.ts';
import { paceOf, plannedMs, spentMs } from '../../bot/minutes/model/course.ts';
import { clockTime } from '../platform/dates.ts';
import { useTab } from '../platform/tab.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  strip: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
  },
  time: { fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  grow: { flexGrow: 1 },
  line: { flexBasis: '100%', margin: 0 },
});

const tickMs = 1_000;
const minuteMs = 60_000;

/** The service's time, each second while the clock goes. Use it in what shows the time and nothing else. */
function useServiceTime(): number {
  const { session, view } = useMeeting();
  const goes = view.state === 'in-progress' && view.course.since !== null;
  const [now, setNow] = useState(session.now);
  useEffect(() => {
    setNow(session.now());
    if (!goes) return;
    const timer = setInterval(() => {
      setNow(session.now());
    }, tickMs);
    return () => {
      clearInterval(timer);
    };
  }, [goes, session, view.course]);
  return now;
}

/** The item that is being taken against its plan, the sum, and when the meeting ends. Nothing before it has begun. */
export function MeetingClock() {
  const { t } = useTab();
  const { view, writable } = useMeeting();
  const styles = useStyles();
  const item = view.items.find(({ id }) => id === view.course.item);
  if (view.state !== 'in-progress' || !item) return <TeamsSays />;
  return (
    <section className={styles.strip} aria-label={t('minutes.clock')}>
      <span>{t('minutes.clock.item', { number: item.number ?? '' })}</span>
      <ItemTime item={item} />
      {view.course.since === null && <Badge appearance="tint">{t('minutes.clock.break')}</Badge>}
      <span className={styles.grow} />
      {writable && <Course item={item} />}
      <Forecast />
      <TeamsSays />
    </section>
  );
}

/** Another item, or a break: for whoever writes. */
function Course({ item }: { item: ItemView }) {
  const { t } = useTab();
  const { view, current, commands } = useMeeting();
  return (
    <>
      {current && current.id !== item.id && (
        <>
          <Button
            size="small"
            aria-keyshortcuts="Alt+T"
            onClick={() => {
              commands.takeUp(current.id);
            }}
          >
            {t('minutes.clock.take', { number: current.number ?? '' })}
          </Button>
          <Button size="small" appearance="subtle" aria-keyshortcuts="Alt+G" onClick={commands.follow}>
            {t('minutes.clock.follow')}
          </Button>
        </>
      )}
      <Button size="small" appearance="subtle" aria-keyshortcuts="Alt+K" onClick={commands.pause}>
        {t(view.course.since === null ? 'minutes.clock.on' : 'minutes.clock.pause')}
      </Button>
    </>
  );
}

/** `12:40 av 15 min`; past the plan also how much, in words and colour, told once and without a sound. */
export function ItemTime({ item }: { item: ItemView }) {
  const { t, say } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const now = useServiceTime();
  const spent = spentMs(view.course, item.id, now);
  const plan = plannedMs(item);
  const over = plan > 0 && spent > plan;
  const told = useRef<string>(null);
  useEffect(() => {
    if (!over || told.current === item.id) return;
    told.current = item.id;
    say(t('minutes.clock.over.said', { number: item.number ?? '' }));
  }, [item.id, item.number, over, say, t]);
  return (
    <>
      <span role="timer" className={styles.time}>
        {digits(spent)}
        {plan > 0 && ` ${t('minutes.clock.of', { minutes: item.plannedMinutes ?? 0 })}`}
      </span>
      {over && (
        <Badge appearance="tint" color="warning" data-over>
          {t('minutes.clock.over', { minutes: Math.max(1, Math.floor((spent - plan) / minuteMs)) })}
        </Badge>
      )}
    </>
  );
}

function Forecast() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const now = useServiceTime();
  const pace = paceOf(view, now);
  const late = view.endsAt === null ? 0 : Math.floor((pace.endsAt - Date.parse(view.endsAt)) / minuteMs);
  const sum = { spent: minutes(pace.spentMs), planned: minutes(pace.plannedMs) };
  return (
    <p className={styles.line}>
      <span className={styles.quiet}>
        {t('minutes.clock.sum', sum)} ·{' '}
        {t('minutes.clock.ends', { time: clockTime(t, new Date(pace.endsAt).toISOString()) })}
      </span>{' '}
      {late > 0 && (
        <Badge appearance="tint" color="warning">
          {t('minutes.clock.late', { minutes: late })}
        </Badge>
      )}
    </p>
  );
}

/** Teams starts and ends nothing here; it only reminds. */
function TeamsSays() {
  const { t } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const { inTeams } = view.course;
  const coming = view.state === 'draft' || view.state === 'called';
  if (!view.may.lead) return null;
  if (coming && inTeams === 'begun') return <p className={styles.strip}>{t('minutes.teams.begun')}</p>;
  if (view.state === 'in-progress' && inTeams === 'ended')
    return <p className={styles.line}>{t('minutes.teams.ended')}</p>;
  return null;
}

const minutes = (ms: number): number => Math.floor(ms / minuteMs);

/** `12:40`. */
function digits(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
