import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { serverDatabase } from '../../bot/platform/database/server.ts';
import { startThrowAway } from './postgres-cluster.ts';

/** A PostgreSQL server for tests, or why there is none and what to do about it. */
export type PostgresForTests =
  | {
      readonly url: string;
      /** Makes a database with every table where the run has one to copy, else an empty one; answers its address. */
      freshDatabase(): Promise<string>;
      /** Makes a database without tables and answers its address. */
      emptyDatabase(): Promise<string>;
      /** Drops what was made here, and stops the server if it was started here. */
      stop(): Promise<void>;
    }
  | { readonly notRun: string };

/** Carries the address of the shared server from Jest's global setup to its workers. */
export const sharedServerVariable = 'TEST_SHARED_POSTGRES';

/** Carries the name of the database with every table, which each test's own is a copy of. */
const patternVariable = 'TEST_POSTGRES_PATTERN';

/** In this order: `TEST_DATABASE_URL`, the run's shared server, a throw-away server of our own. */
export async function postgresForTests(): Promise<PostgresForTests> {
  const url = process.env['TEST_DATABASE_URL'] ?? process.env[sharedServerVariable];
  if (url !== undefined && url !== '') return serverAt(url, () => Promise.resolve());
  const started = await startThrowAway();
  return 'notRun' in started ? started : serverAt(started.url, started.stop);
}

/** For Jest's global setup: every worker then shares one server. Prints why when there is none. */
export async function startPostgres(): Promise<(() => Promise<void>) | undefined> {
  const server = await postgresForTests();
  if ('notRun' in server) {
    console.log(`PostgreSQL: not run — ${server.notRun}`);
    process.env[sharedServerVariable] = '';
    return undefined;
  }
  process.env[sharedServerVariable] = server.url;
  process.env[patternVariable] = await makePattern(server);
  return () => server.stop();
}

/** Copying a database takes a fraction of the time of growing it step by step, and hundreds of tests want one. */
async function makePattern({ emptyDatabase }: { emptyDatabase: () => Promise<string> }): Promise<string> {
  const address = await emptyDatabase();
  await (await serverDatabase(address)).close();
  return new URL(address).pathname.slice(1);
}

function serverAt(url: string, stopServer: () => Promise<void>): PostgresForTests {
  const made = new Set<string>();

  async function make(from: string): Promise<string> {
    const name = `lederpuls_test_${randomUUID().replaceAll('-', '')}`;
    await onServer(url, `create database ${name} encoding 'UTF8' template ${from}`);
    made.add(name);
    const address = new URL(url);
    address.pathname = `/${name}`;
    return address.href;
  }

  return {
    url,
    freshDatabase: () => make(process.env[patternVariable] ?? 'template0'),
    emptyDatabase: () => make('template0'),
    async stop() {
      for (const name of made) await onServer(url, `drop database if exists ${name} with (force)`);
      made.clear();
      await stopServer();
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
