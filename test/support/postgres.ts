import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { startThrowAway } from './postgres-cluster.ts';

/** A PostgreSQL server for tests, or why there is none and what to do about it. */
export type PostgresForTests =
  | {
      readonly url: string;
      /** Makes an empty database and answers its address. */
      freshDatabase(): Promise<string>;
      /** Drops what was made here, and stops the server if it was started here. */
      stop(): Promise<void>;
    }
  | { readonly notRun: string };

/** Carries the address of the shared server from Jest's global setup to its workers. */
export const sharedServerVariable = 'LEDERPULS_SHARED_POSTGRES';

/** In this order: `TEST_DATABASE_URL`, the run's shared server, a throw-away server of our own. */
export async function postgresForTests(): Promise<PostgresForTests> {
  const url = process.env['TEST_DATABASE_URL'] ?? process.env[sharedServerVariable];
  if (url !== undefined && url !== '') return serverAt(url, () => Promise.resolve());
  const started = await startThrowAway();
  return 'notRun' in started ? started : serverAt(started.url, started.stop);
}

/** For Jest's global setup: every worker then shares one server. Prints why when there is none. */
export async function startPostgres(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_DATABASE_URL']) return undefined;
  const started = await startThrowAway();
  if ('notRun' in started) {
    console.log(`PostgreSQL: not run — ${started.notRun}`);
    process.env[sharedServerVariable] = '';
    return undefined;
  }
  process.env[sharedServerVariable] = started.url;
  return started.stop;
}

function serverAt(url: string, stopServer: () => Promise<void>): PostgresForTests {
  const made = new Set<string>();
  return {
    url,
    async freshDatabase() {
      const name = `lederpuls_test_${randomUUID().replaceAll('-', '')}`;
      await onServer(url, `create database ${name} encoding 'UTF8' template template0`);
      made.add(name);
      const address = new URL(url);
      address.pathname = `/${name}`;
      return address.href;
    },
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
