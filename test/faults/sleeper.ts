import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Packs } from '../../bot/content/packs.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { releaseEngine } from '../../bot/pulses/model/engine.ts';
import { keysInMemory } from '../pulses/world.ts';
import { numberedSteps, type Steps } from '../support/steps.ts';
import { channelId, setUpAgency, tenant } from './agency.ts';
import { type CalendarWeek } from './calendar.ts';
import { foundIn, recordsIn } from './evidence.ts';
import { scriptedTeams } from './scripted-teams.ts';
import { type Ground, startService } from './service.ts';
import { type PostTally, tallyPosts } from './tally.ts';

const MINUTE_MS = 60_000;
const SIZE = { channels: 2, answering: 0 };

export interface StandStill {
  /** After the n-th statement, or while the n-th call is on its way. */
  readonly what: 'statement' | 'call';
  readonly forMs: number;
}

function standingStill(what: StandStill['what'], at: number) {
  let count = 0;
  const reached = Promise.withResolvers<undefined>();
  const thawed = Promise.withResolvers<undefined>();
  const point = async (of: typeof what): Promise<void> => {
    if (of !== what || ++count !== at) return;
    reached.resolve(undefined);
    await thawed.promise;
  };
  const steps: Steps = {
    ...numberedSteps(() => false),
    async around(work) {
      await point('call');
      return work();
    },
    database: (database) => ({
      ...database,
      tables: <Tables>() =>
        database.tables<Tables>().withPlugin({
          transformQuery: ({ node }) => node,
          async transformResult({ result }) {
            await point('statement');
            return result;
          },
        }),
    }),
  };
  return { steps, reached: reached.promise, thaw: thawed.resolve };
}

/** Two services on one server: one stands still at a given point and loses its lock, the other takes over. */
export async function sleeperStage(given: {
  readonly packs: Packs;
  readonly sleeping: Database;
  readonly awake: Database;
  readonly calendar: readonly CalendarWeek[];
}) {
  const { packs, awake, calendar } = given;
  let nowMs = (calendar[0]?.opensAt.getTime() ?? 0) - 24 * 60 * MINUTE_MS;
  const teams = scriptedTeams({ nowMs: () => nowMs, strike: () => undefined });
  const clock = { now: () => new Date(nowMs) };
  const ground: Omit<Ground, 'database'> = {
    ...{ packs, teams, clock, keys: keysInMemory(), engine: releaseEngine, mark: { value: undefined } },
    ...{ machineNow: () => nowMs, draw: () => 0.5, members: () => [] },
  };
  await setUpAgency({ database: awake, packs, now: () => clock.now() }, SIZE, calendar[0]?.week ?? '');
  const other = startService(
    { ...ground, database: awake },
    numberedSteps(() => false),
  );
  const records = recordsIn(awake, tenant);

  /** The service that is awake does what is due until then. */
  async function carryOn(untilMs: number): Promise<void> {
    for (;;) {
      let moved = 0;
      await underLock(awake, async () => {
        moved = (await other.rounds.run()) + (await other.posts.run());
      });
      const next = moved > 0 ? nowMs : await records.nextAttemptMs();
      if (next === undefined || next > untilMs) return;
      nowMs = Math.max(nowMs, next);
    }
  }

  return {
    /** Answers whether the service got as far as that point at all. */
    async standStillIn(week: CalendarWeek, { what, forMs }: StandStill, at: number): Promise<boolean> {
      nowMs = week.opensAt.getTime();
      while ((await other.rounds.run()) > 0);
      const still = standingStill(what, at);
      const sleeper = startService({ ...ground, database: given.sleeping }, still.steps);
      const sleeping = underLock(given.sleeping, async () => {
        await sleeper.posts.run();
      });
      const wasReached = await Promise.race([still.reached.then(() => true), sleeping.then(() => false)]);
      if (wasReached) {
        await endLocksOn(awake);
        const until = nowMs + forMs;
        await carryOn(until);
        nowMs = until;
      }
      still.thaw(undefined);
      await sleeping;
      await carryOn(Infinity);
      nowMs = week.closesAt.getTime();
      await carryOn(Infinity);
      return wasReached;
    },

    async tally(): Promise<PostTally> {
      const found = teams.standing.map(({ channel, text }) => ({
        channel,
        card: JSON.parse(text) as unknown,
      }));
      return tallyPosts({
        calendar,
        channels: Array.from({ length: SIZE.channels }, (_one, number) => channelId(number)),
        ...{ rounds: await records.rounds(), ledger: await records.ledger(), without: () => undefined },
        found: foundIn(found),
        asks: ({ pack, entry }) => packs.entry(pack, entry).questions.length > 0,
      });
    },
  };
}

/** Asks until it has the lock: a session that was ended is soon there again. What the work comes to is not its matter. */
async function underLock(database: Database, work: () => Promise<void>): Promise<void> {
  const began = { yes: false };
  while (!began.yes) {
    const ran = await database
      .exclusive('work:posts', () => {
        began.yes = true;
        return work();
      })
      .catch(() => false);
    if (!ran) await pause(20);
  }
}

/** As a network that breaks: the server ends every session that holds a lock. */
async function endLocksOn(database: Database): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
    and database = (select oid from pg_database where datname = current_database())`.execute(
    database.tables<object>(),
  );
}
