import { postgresForTests, sharedServerVariable, type PostgresForTests } from '../support/postgres.ts';
import { type PracticeYear } from './contestant.ts';
import { livePracticeYear } from './practice-year.ts';
import { brokenPromises, closingTable } from './table.ts';

/** Real kills of the real service; `npm run soak` asks for more, and for a whole year. */
const KILLS = Number(process.env['KILLS'] ?? 100);
const WEEKS = Number(process.env['WEEKS'] ?? 4);
/** A fifth of them where two services share a server. */
const SHARED = 0.2;
const IS_LONG = process.env['KILLS'] !== undefined;

const usual = {
  ...{ seed: 20_261_123, channels: 60, answering: 2, from: '2026-11-30', faultShare: 0.1 },
  ...(IS_LONG ? { tell: (text: string) => process.stdout.write(`${text}\n`) } : {}),
};

async function expectKept(year: PracticeYear): Promise<void> {
  const outcome = await livePracticeYear(year);
  const broken = brokenPromises(outcome);
  if (broken.length > 0 || IS_LONG) process.stdout.write(`${closingTable([outcome])}\n`);
  expect(broken).toEqual([]);
  expect(outcome.kills).toBeGreaterThanOrEqual(year.kills);
  expect(outcome.answers?.acknowledged).toBeGreaterThan(0);
}

describe('the service, killed at any moment of its weeks', () => {
  it('posts each card once or says why not, and loses no acknowledged answer', async () => {
    const kills = Math.ceil(KILLS * (1 - SHARED));
    await expectKept({ ...usual, name: 'one service', kills, weeks: WEEKS });
  }, 86_400_000);
});

// The set-up has then printed why there is no server and what to do about it.
const onServer = process.env[sharedServerVariable] === '' ? describe.skip : describe;

onServer('two services on one PostgreSQL, one of them held or killed at any moment', () => {
  let server: PostgresForTests;
  beforeAll(async () => {
    server = await postgresForTests();
  }, 600_000);
  afterAll(async () => {
    if ('stop' in server) await server.stop();
  });

  it('post each card once or say why not, and lose no acknowledged answer', async () => {
    if ('notRun' in server) throw new Error(server.notRun);
    const kills = Math.ceil(KILLS * SHARED);
    const weeks = Math.max(2, Math.ceil(WEEKS * SHARED));
    const services = { count: 2, databaseUrl: await server.freshDatabase() };
    await expectKept({ ...usual, name: 'two services', kills, weeks, services });
  }, 86_400_000);
});
