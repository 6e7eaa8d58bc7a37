import { useCallback, useState } from 'react';
import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ComingReply, type ComingWeek } from '../../bot/programme/api/calendar.ts';
import { type SetupReply } from '../../bot/programme/api.ts';
import { weekName } from '../platform/dates.ts';
import { Fault, Loading, Notice } from '../platform/notices.tsx';
import { useTab } from '../platform/tab.ts';
import { type TextKey, type Translate } from '../platform/texts.ts';
import { useLoad } from '../platform/use-load.ts';
import { type EditingPart } from './part.ts';
import { capital, wallTime } from './wall-time.ts';
import { Week } from './week.tsx';
import { LeftOut } from './week-content.tsx';

const useStyles = makeStyles({
  calendar: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    gridTemplateColumns: 'minmax(0, 1fr)',
    '& h4': { margin: `${tokens.spacingVerticalS} 0 0`, fontSize: tokens.fontSizeBase300 },
    '& ol': { listStyleType: 'none', margin: 0, padding: 0 },
  },
  line: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  row: {
    display: 'grid',
    gridTemplateColumns: '4.5em 17em minmax(0, 1fr) auto',
    '@media (max-width: 700px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
    gap: `0 ${tokens.spacingHorizontalM}`,
    justifyContent: 'stretch',
    justifyItems: 'start',
    alignItems: 'center',
    width: '100%',
    maxWidth: 'none',
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
  },
  week: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  note: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

interface CalendarProps extends EditingPart {
  readonly programme: SetupReply['programmes'][number];
}

/** The next twenty posts of a programme, what is left out between them, and why. A press on a week opens it. */
export function Calendar({ programme, ...part }: CalendarProps) {
  const { api, t } = useTab();
  const styles = useStyles();
  const { setup } = part;
  const [opened, open] = useState<string>();
  const { value, error, again } = useLoad(
    useCallback(
      () => api.get<ComingReply>(`/api/setup/programmes/${encodeURIComponent(programme.id)}/coming`),
      // Whatever is decided on the page may change it.
      [api, programme.id, setup],
    ),
  );
  if (error) return <Fault error={error} again={again} />;
  if (!value) return <Loading />;
  return (
    <div className={styles.calendar}>
      {value.state !== 'running' && <Notice>{t(`setup.calendar.${value.state}`)}</Notice>}
      <p className={styles.quiet}>{lead(t, value)}</p>
      {[...Map.groupBy(value.weeks, ({ opens }) => opens.day.slice(0, 7))].map(([month, weeks]) => (
        <div key={month}>
          <h4>{monthName(t, month)}</h4>
          <ol>
            {weeks.map((week) => (
              <li key={week.week} className={styles.line}>
                <WeekRow
                  week={week}
                  isOpen={opened === week.week}
                  press={() => {
                    open(opened === week.week ? undefined : week.week);
                  }}
                />
                {opened === week.week && (
                  <Week programme={programme} week={week} entries={value.entries} {...part} />
                )}
              </li>
            ))}
          </ol>
        </div>
      ))}
      <LeftOut programme={programme} entries={value.entries} {...part} />
    </div>
  );
}

interface RowProps {
  readonly week: ComingWeek;
  readonly isOpen: boolean;
  readonly press: () => void;
}

function WeekRow({ week, isOpen, press }: RowProps) {
  const { t } = useTab();
  const styles = useStyles();
  const isLeftOut = week.state === 'skipped';
  return (
    <Button appearance="subtle" className={styles.row} aria-expanded={isOpen} onClick={press}>
      <span className={styles.week}>{capital(weekName(t, week.week))}</span>
      <span className={isLeftOut ? styles.quiet : ''}>{wallTime(t, week.opens)}</span>
      <span>
        {week.title ?? week.note}
        {week.title !== null && week.note !== null && <span className={styles.note}>{week.note}</span>}
      </span>
      <WeekState week={week} />
    </Button>
  );
}

const badges = {
  open: ['filled', 'brand', 'setup.week.open'],
  due: ['tint', 'warning', 'setup.week.due'],
  skipped: ['tint', 'informative', 'setup.week.skipped'],
  changed: ['tint', 'brand', 'setup.week.changed'],
  moved: ['tint', 'informative', 'setup.week.moved'],
  chosen: ['tint', 'brand', 'setup.week.chosen'],
} as const;

/** What is out of the ordinary, at a glance; the note says why. */
function badgeOf({ state, change, note, chosen }: ComingWeek): keyof typeof badges | undefined {
  if (state !== 'planned') return state;
  if (change !== null) return 'changed';
  if (chosen) return 'chosen';
  return note === null ? undefined : 'moved';
}

function WeekState({ week }: Pick<RowProps, 'week'>) {
  const { t } = useTab();
  const badge = badgeOf(week);
  if (badge === undefined) return null;
  const [appearance, color, text] = badges[badge];
  return (
    <Badge appearance={appearance} color={color}>
      {t(text)}
    </Badge>
  );
}

function lead(t: Translate, { channels, zone }: ComingReply): string {
  const reach =
    channels === 1 ? t('setup.calendar.channel') : t('setup.calendar.channels', { count: channels });
  return zone === 'Europe/Oslo' ? reach : `${reach} ${t('setup.calendar.zone', { zone })}`;
}

const monthName = (t: Translate, month: string) =>
  capital(`${t(`date.month.${String(Number(month.slice(5)))}` as TextKey)} ${month.slice(0, 4)}`);
