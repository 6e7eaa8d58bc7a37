import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database } from '../../bot/platform/database/database.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { migrations as all } from '../../bot/platform/database/migrations/migrations.ts';
import { serverDatabase } from '../../bot/platform/database/server.ts';
import { postgresForTests, sharedServerVariable, type PostgresForTests } from './postgres.ts';

type Migrations = typeof all;

/**
 * Runs the tests on SQLite and on a real PostgreSQL. `open` answers an empty database with every table; it is
 * closed and removed after the test. Without a server the PostgreSQL half counts as skipped.
 */
// eslint-disable-next-line jest/no-export -- it is what test files call, not one of them
export function eachDatabase(
  define: (name: string, open: () => Promise<Database>) => void,
  migrations: Migrations = all,
): void {
  describe('on SQLite', () => {
    define('SQLite', onSqlite(migrations));
  });
  // The set-up has then printed why there is no server and what to do about it.
  const onServer = process.env[sharedServerVariable] === '' ? describe.skip : describe;
  onServer('on PostgreSQL', () => {
    define('PostgreSQL', onPostgres(migrations));
  });
}

function onSqlite(migrations: Migrations): () => Promise<Database> {
  const cleaners: (() => Promise<void>)[] = [];
  afterEach(() => runAll(cleaners));
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lederpuls-test-'));
    const database = await embeddedDatabase(folder, migrations);
    cleaners.push(async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    });
    return database;
  };
}

function onPostgres(migrations: Migrations): () => Promise<Database> {
  const cleaners: (() => Promise<void>)[] = [];
  let server: PostgresForTests | undefined;
  beforeAll(async () => {
    server = await postgresForTests();
  }, 60_000);
  afterEach(() => runAll(cleaners));
  afterAll(async () => {
    if (server !== undefined && 'url' in server) await server.stop();
  });
  return async () => {
    if (server === undefined || 'notRun' in server) {
      throw new Error(`PostgreSQL: not run — ${server?.notRun ?? 'open it inside a test'}`);
    }
    const address = await (migrations === all ? server.freshDatabase() : server.emptyDatabase());
    const database = await serverDatabase(address, { migrations });
    cleaners.push(() => database.close());
    return database;
  };
}

async function runAll(cleaners: (() => Promise<void>)[]): Promise<void> {
  for (const clean of cleaners.splice(0).reverse()) await clean();
}
