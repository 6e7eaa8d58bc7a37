import { sql } from 'kysely';
import { type Database } from '../../../bot/platform/database/database.ts';
import { serverDatabase } from '../../../bot/platform/database/server.ts';
import { LockLost } from '../../../bot/platform/database/session.ts';
import { postgresForTests, sharedServerVariable, type PostgresForTests } from '../../support/postgres.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const onServer = process.env[sharedServerVariable] === '' ? describe.skip : describe;

onServer('two services on one PostgreSQL', () => {
  let server: PostgresForTests;
  let first: Database;
  let second: Database;

  beforeAll(async () => {
    server = await postgresForTests();
  });

  afterAll(async () => {
    if ('url' in server) await server.stop();
  });

  beforeEach(async () => {
    if ('notRun' in server) throw new Error(`PostgreSQL: not run — ${server.notRun}`);
    const url = await server.emptyDatabase();
    [first, second] = await Promise.all([serverDatabase(url), serverDatabase(url)]);
  });

  afterEach(async () => {
    await first.close();
    await second.close();
  });

  /** As when the server restarts: every connection of both services breaks but the one that says so. */
  const breakConnections = () =>
    sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.execute(first.tables<unknown>());

  it('can start at the same time on an empty database', async () => {
    await expect(Promise.all([first.check(), second.check()])).resolves.toHaveLength(2);
  });

  it('hold a lock one at a time', async () => {
    const done = Promise.withResolvers<undefined>();
    const holding = first.exclusive('posts', () => done.promise);
    await pause(100);
    expect(await second.exclusive('posts', () => Promise.resolve())).toBe(false);
    done.resolve(undefined);
    await holding;
    expect(await second.exclusive('posts', () => Promise.resolve())).toBe(true);
  });

  it('hear each other’s notices, and again after the connection broke', async () => {
    const heard: string[] = [];
    second.listen('minutes', (message) => heard.push(message));
    await first.notify('minutes', 'æ');
    await pause(200);
    await breakConnections();
    await pause(1000);
    await first.notify('minutes', 'ø');
    await pause(200);
    expect(heard).toEqual(['æ', 'ø']);
  });

  it('learn that a lock was lost while its work ran, and can take it again', async () => {
    const losing = first.exclusive('posts', async () => {
      await breakConnections();
      await pause(100);
    });
    await expect(losing).rejects.toThrow(LockLost);
    await pause(1000);
    expect(await first.exclusive('posts', () => Promise.resolve())).toBe(true);
  });

  it('refuse a notice that PostgreSQL cannot carry', async () => {
    await expect(first.notify('minutes', 'x'.repeat(8000))).rejects.toThrow(/too long/);
  });

  it('say within seconds that the server cannot be reached', async () => {
    const began = Date.now();
    await expect(serverDatabase('postgres://postgres@127.0.0.1:1/none')).rejects.toThrow();
    expect(Date.now() - began).toBeLessThan(6000);
  });
});
