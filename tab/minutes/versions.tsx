import { useCallback } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { type DifferenceView, type VersionsReply } from '../../bot/minutes/api/series.ts';
import {
  type AttendanceState,
  type ItemKind,
  type MeetingView,
  type Outcome,
} from '../../bot/minutes/api.ts';
import { fullDate } from '../platform/dates.ts';
import { Fault, Loading } from '../platform/notices.tsx';
import { Table } from '../platform/table.tsx';
import { useTab } from '../platform/tab.ts';
import { type TextKey, type Translate } from '../platform/texts.ts';
import { useLoad } from '../platform/use-load.ts';
import { allAttendance, allKinds, allOutcomes, attendanceName, outcomeName } from './choices.ts';
import { useMeeting } from './meeting.ts';

const useStyles = makeStyles({
  versions: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    paddingTop: tokens.spacingVerticalS,
    '& h3': { margin: 0, fontSize: tokens.fontSizeBase300 },
    '& p': { margin: 0 },
    '& td': { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', verticalAlign: 'top' },
  },
});

/** Every version, newest first, with what changed since the one before, side by side. */
export function Versions() {
  const { t, api } = useTab();
  const { view } = useMeeting();
  const styles = useStyles();
  const load = useCallback(
    () => api.get<VersionsReply>(`/api/minutes/meetings/${view.id}/versions`),
    [api, view.id],
  );
  const { value, error, again } = useLoad(load);
  if (error) return <Fault error={error} again={again} />;
  if (!value) return <Loading />;
  return (
    <div className={styles.versions}>
      {value.versions.toReversed().map(({ version, at, by, reason, changes }) => (
        <section key={version}>
          <h3>{t('minutes.version', { version, date: fullDate(t, at), name: by })}</h3>
          {reason !== '' && <p>{t('minutes.version.reason', { reason })}</p>}
          {version > 1 && changes.length === 0 && <p>{t('minutes.version.same')}</p>}
          {changes.length > 0 && (
            <Table
              caption={t('minutes.version.changes', { version })}
              head={[t('minutes.version.where'), t('minutes.version.before'), t('minutes.version.after')]}
              rows={changes.map((change) => ({
                key: `${change.item ?? ''} ${change.field}`,
                cells: rowOf(t, view, change),
              }))}
              stack
            />
          )}
        </section>
      ))}
      {value.followUps.length > 0 && <SincePlanner followUps={value.followUps} />}
    </div>
  );
}

/** The minutes stay as they were finished; what has come of their follow-ups stands beside them. */
function SincePlanner({ followUps }: Pick<VersionsReply, 'followUps'>) {
  const { t } = useTab();
  return (
    <section>
      <h3>{t('minutes.planner')}</h3>
      <Table
        caption={t('minutes.planner.caption')}
        head={[t('minutes.planner.what'), t('minutes.planner.here'), t('minutes.planner.there')]}
        rows={followUps.map((one, index) => ({ key: String(index), cells: plannerRow(t, one) }))}
        stack
      />
    </section>
  );
}

function plannerRow(t: Translate, one: VersionsReply['followUps'][number]): readonly string[] {
  const { text, at, field, here, planner, kept } = one;
  const words = { text, field: t(`minutes.planner.${field}`), date: fullDate(t, at) };
  const about = t('minutes.planner.about', words);
  if (field === 'task') return [about, t('minutes.planner.stands'), t('minutes.planner.gone')];
  const cell = (side: typeof kept, value: string) => {
    const said = plannerWords(t, field, value);
    return kept === side ? t('minutes.planner.counts', { value: said }) : said;
  };
  return [about, cell('here', here), cell('planner', planner)];
}

function plannerWords(t: Translate, field: 'title' | 'due' | 'done', value: string): string {
  if (field === 'done') return t(value === 'true' ? 'minutes.planner.isDone' : 'minutes.planner.isOpen');
  if (value === '') return '–';
  return field === 'due' ? fullDate(t, value) : value;
}

const fields: Readonly<Record<string, TextKey>> = {
  place: 'minutes.place',
  chair: 'minutes.chair',
  minuteTaker: 'minutes.minute-taker',
  language: 'minutes.language',
  title: 'minutes.item.title',
  kind: 'minutes.item.kind',
  presenter: 'minutes.item.presenter',
  problem: 'minutes.preparation.problem',
  alternatives: 'minutes.preparation.alternatives',
  needs: 'minutes.preparation.needs',
  proposal: 'minutes.preparation.proposal',
  papers: 'minutes.papers',
  notes: 'minutes.notes',
  decision: 'minutes.decision',
  outcome: 'minutes.outcome',
  access: 'minutes.access',
  followUps: 'minutes.follow-ups',
};

function rowOf(
  t: Translate,
  view: MeetingView,
  { item, field, before, after }: DifferenceView,
): readonly string[] {
  const name = fieldName(t, field);
  const words = (value: string) => (value === '' ? '–' : inWords(t, view, field, value));
  return [item === null ? name : `${item}: ${name}`, words(before), words(after)];
}

function fieldName(t: Translate, field: string): string {
  const [, about, person] = /^(attendance|deputy|away)\.(.*)$/.exec(field) ?? [];
  if (person !== undefined)
    return about === 'deputy' ? t('minutes.attendance.deputy', { name: person }) : person;
  const key = fields[field];
  return key ? t(key) : field;
}

/** What is kept as a code, in the words it is chosen by. */
function inWords(t: Translate, view: MeetingView, field: string, value: string): string {
  if (field === 'kind' && allKinds.includes(value as ItemKind)) return view.kinds[value as ItemKind].name;
  if (field === 'outcome' && allOutcomes.includes(value as Outcome)) return outcomeName(t, value as Outcome);
  if (field.startsWith('attendance.') && allAttendance.includes(value as AttendanceState))
    return attendanceName(t, value as AttendanceState);
  if (field.startsWith('away.')) return t(`minutes.version.away.${value}` as TextKey);
  if (field === 'access') {
    const [level = '', ...basis] = value.split(' ');
    return [t(`minutes.access.${level}` as TextKey), ...basis].join(' ');
  }
  return value;
}
