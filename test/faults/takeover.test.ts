import { loadPacks } from '../../bot/content/packs.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { serverDatabase } from '../../bot/platform/database/server.ts';
import { postgresForTests, sharedServerVariable, type PostgresForTests } from '../support/postgres.ts';
import { calendarFrom } from './calendar.ts';
import { sleeperStage, type StandStill } from './sleeper.ts';

const packs = loadPacks('bot/content/packs');
const calendar = calendarFrom('2026-09-28', 60);
const due = calendar.filter(({ quiet }) => !quiet);

// The set-up has then printed why there is no server and what to do about it.
const onServer = process.env[sharedServerVariable] === '' ? describe.skip : describe;

onServer('a service that stands still and loses its lock to another one', () => {
  let server: PostgresForTests;
  let sleeping: Database;
  let awake: Database;
  beforeAll(async () => {
    server = await postgresForTests();
  }, 600_000);
  beforeEach(async () => {
    if ('notRun' in server) throw new Error(server.notRun);
    const url = await server.freshDatabase();
    sleeping = await serverDatabase(url);
    awake = await serverDatabase(url);
  }, 600_000);
  afterEach(async () => {
    await sleeping.close();
    await awake.close();
  });
  afterAll(async () => {
    if ('stop' in server) await server.stop();
  });

  it.each([
    // Stopped, or moved to another machine.
    { what: 'statement', forMs: 600_000, atLeast: 10 },
    // Our own deadline cuts off what is on its way longer than that.
    { what: 'call', forMs: 14_900, atLeast: 2 },
  ] as const satisfies readonly (StandStill & { atLeast: number })[])(
    'at any $what posts nothing again when it runs on',
    async ({ atLeast, ...still }) => {
      const stage = await sleeperStage({ packs, sleeping, awake, calendar });
      const reached: boolean[] = [];
      for (const [point, week] of due.entries())
        reached.push(await stage.standStillIn(week, still, point + 1));
      expect(reached.filter(Boolean).length).toBeGreaterThan(atLeast);
      // In the last weeks it ran through: every point has had its turn.
      expect(reached.slice(-5)).toEqual([false, false, false, false, false]);
      expect(await stage.tally()).toMatchObject({ duplicates: 0, missed: 0, wronglyTold: 0 });
    },
    300_000,
  );
});
