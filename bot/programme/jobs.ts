import { type Packs } from '../content/packs.ts';
import { type Clock } from '../platform/clock.ts';
import { type Connection, type Database } from '../platform/database/database.ts';
import { type DueWork } from '../platform/jobs/jobs.ts';
import { type ProgrammeActions } from './actions.ts';
import { contentOrder } from './model/content-order.ts';
import { dueWeeks, type Slot } from './model/rhythm.ts';
import { type LeaderChannel, type Round } from './model/programme.ts';
import { type RoundPart } from './slots.ts';
import { type KeptProgramme, programmeStore } from './store/programmes.ts';
import { roundStore } from './store/rounds.ts';

interface RoundParts {
  readonly database: Database;
  readonly programme: ProgrammeActions;
  readonly packs: Packs;
  readonly clock: Clock;
  /** In this order. */
  readonly parts: () => readonly RoundPart[];
}

/**
 * Opens, skips and closes what is due. Every step may be cut off and done again: what lies outside the database
 * is made before the transaction and settled after it, and again at the next start.
 */
export function roundWork(given: RoundParts): DueWork {
  const { database, clock, parts } = given;
  let toSettle = true;

  const settle = async () => {
    if (!toSettle) return;
    for (const part of parts()) await part.settled?.();
    toSettle = false;
  };
  const moved = async (transition: Promise<boolean>): Promise<number> => {
    if (!(await transition)) return 0;
    toSettle = true;
    await settle();
    return 1;
  };

  return {
    name: 'rounds',
    discreet: true,
    async run() {
      await settle();
      const now = clock.now();
      let count = 0;
      const faults: unknown[] = [];
      const attempt = async (transition: () => Promise<number>) => {
        // One round that cannot move must not hold the others back.
        try {
          count += await transition();
        } catch (fault) {
          faults.push(fault);
        }
      };
      for (const round of await roundStore(database).toClose(now))
        await attempt(() => moved(close(given, round)));
      for (const programme of await programmeStore(database).running())
        await attempt(async () => {
          const newest = await roundStore(database).newestWeek(programme.tenant, programme.id);
          const due = dueWeeks(programme, programme.since, now, newest);
          for (const slot of due.skip) count += await skip(given, programme, slot);
          return due.open === undefined ? 0 : await moved(open(given, programme, due.open));
        });
      if (faults.length > 0) throw new AggregateError(faults, 'Some rounds could not be moved');
      return count;
    },
  };
}

async function roundOf(
  { packs, database }: RoundParts,
  programme: KeptProgramme,
  slot: Slot,
): Promise<Round> {
  const history = await roundStore(database).history(programme);
  // A pack that is withheld has nothing to tell: its weeks wait, and are skipped in the end.
  const pack = packs.find(programme.pack);
  return {
    tenant: programme.tenant,
    // Round keys are kept by this id for all tenants together.
    id: `${programme.id}-${slot.week}-${programme.tenant}`,
    programme: programme.id,
    week: slot.week,
    pack: programme.pack,
    entry: pack === undefined ? '' : contentOrder(pack, programme.content, history)(slot.week).id,
    opensAt: slot.opensAt,
    closesAt: slot.closesAt,
    state: 'open',
    reason: undefined,
  };
}

async function open(given: RoundParts, programme: KeptProgramme, slot: Slot): Promise<boolean> {
  if (given.packs.find(programme.pack) === undefined) return false;
  const round = await roundOf(given, programme, slot);
  // Until a channel is ready the week waits; when its late window ends it is skipped.
  if ((await ready(given, programme)).length === 0) return false;
  for (const part of given.parts()) await part.prepare?.(round);
  return await given.database.transaction(async (connection) => {
    const channels = await ready(given, programme, connection);
    if (channels.length === 0 || !(await isStillDue(given, connection, programme, slot))) return false;
    if (!(await roundStore(connection).add(round, channels))) return false;
    for (const part of given.parts()) await part.opened?.(connection, round, channels);
    return true;
  });
}

/** Nobody has stopped the programme or changed the week or its content since it was read; from here on nobody can. */
async function isStillDue(
  { clock }: Pick<RoundParts, 'clock'>,
  connection: Connection,
  { tenant, id, pack, content }: KeptProgramme,
  slot: Slot,
): Promise<boolean> {
  const programme = await programmeStore(connection).hold(tenant, id);
  if (programme?.state !== 'running' || programme.pack !== pack) return false;
  if (JSON.stringify(programme.content) !== JSON.stringify(content)) return false;
  const newest = await roundStore(connection).newestWeek(tenant, id);
  const due = dueWeeks(programme, programme.since, clock.now(), newest);
  const now = [due.open, ...due.skip].find((one) => one?.week === slot.week);
  return (
    now?.skip === slot.skip &&
    now?.opensAt.getTime() === slot.opensAt.getTime() &&
    now.closesAt.getTime() === slot.closesAt.getTime()
  );
}

async function ready(
  given: RoundParts,
  programme: KeptProgramme,
  connection?: Connection,
): Promise<readonly LeaderChannel[]> {
  const channels = await given.programme.readiness(programme.tenant, connection);
  return channels
    .filter(({ channel, why }) => why === undefined && channel.programme === programme.id)
    .map(({ channel }) => channel);
}

async function skip(
  given: RoundParts,
  programme: KeptProgramme,
  slot: Slot & { readonly skip: string },
): Promise<number> {
  const missed = slot.skip === 'programme.reason.missed';
  const reason = (missed ? await whyNobody(given, programme) : undefined) ?? slot.skip;
  const round: Round = { ...(await roundOf(given, programme, slot)), state: 'skipped', reason };
  return await given.database.transaction(async (connection) => {
    if (!(await isStillDue(given, connection, programme, slot))) return 0;
    return (await roundStore(connection).add(round, [])) ? 1 : 0;
  });
}

/** Why no channel of the programme could have had the post. */
async function whyNobody(given: RoundParts, programme: KeptProgramme): Promise<string | undefined> {
  if (given.packs.find(programme.pack) === undefined) return 'programme.reason.no-pack';
  const mine = (await given.programme.readiness(programme.tenant)).filter(
    ({ channel }) => channel.programme === programme.id,
  );
  if (mine.some(({ why }) => why === undefined)) return undefined;
  const involvement = ['programme.reason.discussion-missing', 'programme.reason.discussion-outdated'];
  return (
    involvement.find((reason) => mine.some(({ why }) => why === reason)) ?? 'programme.reason.no-channel'
  );
}

function close(given: RoundParts, round: Round): Promise<boolean> {
  return given.database.transaction(async (connection) => {
    if (!(await roundStore(connection).close(round))) return false;
    const channels = await given.programme.roundChannels(round, connection);
    for (const part of given.parts())
      await part.closed?.(connection, { ...round, state: 'closed' }, channels);
    return true;
  });
}
