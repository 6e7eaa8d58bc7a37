import { type Packs } from '../../content/packs.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Connection, type Database } from '../../platform/database/database.ts';
import { dayIn, mondayOf, weekAfter, weekOf } from '../model/calendar.ts';
import { nextProgramme, type WantedProgramme } from '../model/programme-changes.ts';
import { type Programme, type Round } from '../model/programme.ts';
import { type Rhythm, type Slot, slotOf, upcoming, WEEKS_APART } from '../model/rhythm.ts';
import { channelStore } from '../store/channels.ts';
import { type KeptProgramme, programmeStore } from '../store/programmes.ts';
import { roundStore } from '../store/rounds.ts';
import { progressOf } from './deciding.ts';

/** A programme of one channel, whose every week somebody has planned: a week that is not named has no post. */
interface PlannedProgramme {
  readonly tenant: string;
  readonly id: string;
  /** The programme whose days and hours it takes over while it is new. */
  readonly like: string | null;
}

export interface PlannedActions {
  /** The weeks that it can still post in, and those that it has had. Give the connection inside a transaction. */
  plannable(programme: PlannedProgramme, connection?: Connection): Promise<Plannable>;
  /** By week, the id of the entry of `pack`; none at all stops it. */
  keepPlanned(
    connection: Connection,
    programme: PlannedProgramme & {
      readonly name: string;
      readonly pack: string;
      readonly weeks: ReadonlyMap<string, string>;
    },
  ): Promise<void>;
  /**
   * The channel follows that programme from its next post on. With `from` only if it still follows that one. Answers
   * what it followed before; `undefined` = nothing was changed.
   */
  hand(
    connection: Connection,
    channel: { readonly tenant: string; readonly id: string },
    way: { readonly from?: string; readonly to: string | null },
  ): Promise<string | null | undefined>;
}

interface Plannable {
  readonly zone: string;
  readonly free: readonly Slot[];
  readonly rounds: readonly Round[];
}

interface Parts {
  readonly database: Database;
  readonly packs: Packs;
  readonly clock: Clock;
}

/** A course, with a summer in it. */
const WEEKS_AHEAD = 80;

const standard: Omit<WantedProgramme, 'tenant' | 'id' | 'pack' | 'startWeek'> = {
  ...{ zone: 'Europe/Oslo', postOn: 1, postAt: '08:30', closeOn: 5, closeAt: '15:00', lateHours: 8 },
  ...{ every: 'week', nth: 1, onHoliday: 'next', quiet: ['july', 'christmas', 'easter'], daysOff: [] },
  state: 'running',
};

export function plannedActions({ database, clock }: Parts): PlannedActions {
  return {
    async plannable(programme, connection = database) {
      const { tenant, id } = programme;
      const known = (await programmeStore(connection).of(tenant)).find((one) => one.id === id);
      const frame = await frameOf(connection, programme, known);
      const { now, last } = await progressOf(connection, { tenant, id }, clock.now());
      const rhythm = { ...frame, startWeek: weekOf(dayIn(frame.zone, now)), changes: new Map() };
      const free = upcoming(rhythm, now, { last, count: WEEKS_AHEAD });
      const rounds = (await roundStore(connection).of(tenant)).filter((round) => round.programme === id);
      return {
        zone: frame.zone,
        free: free.filter(({ skip, opensAt }) => skip === undefined && opensAt > now),
        rounds,
      };
    },

    async keepPlanned(connection, { weeks, name, pack, ...programme }) {
      const { tenant, id } = programme;
      const known = await programmeStore(connection).hold(tenant, id);
      const [first] = [...weeks.keys()].sort();
      if (first === undefined && known === undefined) return;
      const frame = await frameOf(connection, programme, known);
      const progress = await progressOf(connection, { tenant, id }, clock.now());
      const [startWeek = ''] = [known?.startWeek, first].filter((week) => week !== undefined).sort();
      const wanted = { ...frame, tenant, id, pack, startWeek, state: stateWith(weeks, known) };
      const next = nextProgramme(known, wanted, progress);
      await programmeStore(connection).keep({
        ...next,
        ...{ name, dayNames: frame.dayNames },
        content: { hidden: [], chosen: Object.fromEntries(weeks) },
        changes: leftOut(next, weeks, progress.last),
      });
    },

    async hand(connection, { tenant, id }, { from, to }) {
      const channel = await channelStore(connection).hold(tenant, id);
      if (channel === undefined) return undefined;
      const before = channel.programme ?? null;
      if (before === to || before !== (from ?? before)) return undefined;
      await channelStore(connection).keep({ ...channel, programme: to ?? undefined });
      return before;
    },
  };
}

function stateWith(weeks: ReadonlyMap<string, string>, known: KeptProgramme | undefined): Programme['state'] {
  if (weeks.size === 0) return 'stopped';
  return known?.state === 'paused' ? 'paused' : 'running';
}

type Frame = Omit<WantedProgramme, 'tenant' | 'id' | 'pack' | 'startWeek'> & Pick<KeptProgramme, 'dayNames'>;

/** A new one posts on the days of the programme that the channel follows, week by week. */
async function frameOf(
  connection: Connection,
  { tenant, like }: PlannedProgramme,
  known: KeptProgramme | undefined,
): Promise<Frame> {
  if (known !== undefined) return known;
  const other = (await programmeStore(connection).of(tenant)).find(({ id }) => id === like);
  if (other === undefined) return { ...standard, dayNames: {} };
  const weekly = other.every === 'working-day' ? standard : other;
  return {
    ...standard,
    ...{ zone: other.zone, lateHours: other.lateHours, onHoliday: other.onHoliday },
    ...{ quiet: other.quiet, daysOff: other.daysOff, dayNames: other.dayNames },
    ...{ postOn: weekly.postOn, postAt: weekly.postAt, closeOn: weekly.closeOn, closeAt: weekly.closeAt },
  };
}

/** Past weeks stay as they were; so many after the last planned one are left out that nothing comes by itself. */
function leftOut(
  rhythm: Rhythm,
  weeks: ReadonlyMap<string, string>,
  last: string | undefined,
): Rhythm['changes'] {
  const changes = new Map([...rhythm.changes].filter(([week]) => last !== undefined && week <= last));
  const end = [...weeks.keys()].sort().at(-1);
  if (end === undefined) return changes;
  const usual = { ...rhythm, changes: new Map<string, string>() };
  const until = weekAfter(end, 2 * WEEKS_APART);
  const from = last === undefined ? rhythm.startWeek : weekAfter(last);
  for (let week = from; mondayOf(week) <= mondayOf(until); week = weekAfter(week))
    if (!weeks.has(week) && slotOf(usual, week) !== undefined) changes.set(week, 'skip');
  return changes;
}
