import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Migration } from 'kysely/migration';
import { Pool, types, type PoolConfig } from 'pg';
import { AnsweringClient, ANSWER_MS, STATEMENT_MS } from './answering-client.ts';
import { type Database } from './database.ts';
import { guardedTables } from './guard.ts';
import { migrate } from './migrate.ts';
import { migrations as all } from './migrations/migrations.ts';
import { noticeChannel, noticePayload, serverSession, type Session } from './session.ts';

interface ServerOptions {
  readonly migrations?: Readonly<Record<string, Migration>> | undefined;
  /** Asked at each connection; `undefined` = the password, if any, stands in the address. */
  readonly token?: (() => Promise<string>) | undefined;
  /** How long a question waits for the server's answer. */
  readonly answerMs?: number;
}

/** A PostgreSQL server, which several instances share. Answers when it can be reached and the schema is up to date. */
export async function serverDatabase(
  url: string,
  { migrations = all, token, answerMs = ANSWER_MS }: ServerOptions = {},
): Promise<Database> {
  const config: PoolConfig = {
    ...place(url, token),
    application_name: 'lederpuls',
    connectionTimeoutMillis: 5000,
    statement_timeout: STATEMENT_MS,
    query_timeout: answerMs,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    types: { getTypeParser: parserAsSqlite },
  };
  const pool = new Pool({ ...config, max: 10, Client: AnsweringClient });
  // The pool drops the broken connection itself; without a listener the error would end the process.
  pool.on('error', () => undefined);
  const base = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const session = await serverSession(config);
    try {
      await makeBlobType(base);
      await migrate(base, migrations);
      return served(base, session);
    } catch (error) {
      await session.close();
      throw error;
    }
  } catch (error) {
    await base.destroy();
    await endPool(pool);
    throw error;
  }
}

/** A token travels encrypted or, where the address says `sslmode=disable`, on a line that is safe by itself. */
function place(url: string, token: ServerOptions['token']): PoolConfig {
  if (token === undefined) return { connectionString: url };
  const { hostname, port, username, pathname, searchParams } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
    ssl: searchParams.get('sslmode') !== 'disable',
    password: token,
  };
}

/** Kysely ends only a pool that it has used. */
async function endPool(pool: Pool): Promise<void> {
  if (!pool.ended) await pool.end();
}

/** Gives PostgreSQL the name that SQLite has for bytes, so that one step of the schema fits both. */
async function makeBlobType(base: Kysely<unknown>): Promise<void> {
  await sql`do $$ begin create domain blob as bytea; exception when duplicate_object or unique_violation then null; end $$`.execute(
    base,
  );
}

function served(base: Kysely<unknown>, session: Session): Database {
  const { tables, transaction, refuseInside } = guardedTables(base);
  return {
    engine: 'postgres',
    tables,
    transaction,
    async exclusive(name, work) {
      refuseInside();
      return session.exclusive(name, work);
    },
    async notify(topic, message) {
      refuseInside();
      await sql`select pg_notify(${noticeChannel}, ${noticePayload(topic, message)})`.execute(base);
    },
    listen: (topic, listener) => session.listen(topic, listener),
    async check() {
      refuseInside();
      await sql`select count(*) from kysely_migration`.execute(base);
    },
    async close() {
      await session.close();
      await base.destroy();
    },
  };
}

const asNumber = (text: string) => Number(text);
const asText = (text: string) => text;

/** Values come out as SQLite gives them: numbers for counts and sums, 0 or 1 for truth, text for dates. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [types.builtins.BOOL]: (text) => (text === 't' ? 1 : 0),
  [types.builtins.BYTEA]: (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
  [types.builtins.INT8]: asNumber,
  [types.builtins.NUMERIC]: asNumber,
  [types.builtins.DATE]: asText,
  [types.builtins.TIMESTAMP]: asText,
  [types.builtins.TIMESTAMPTZ]: asText,
  [types.builtins.JSON]: asText,
  [types.builtins.JSONB]: asText,
};

function parserAsSqlite(type: number, format?: 'text' | 'binary'): (value: string) => unknown {
  const standard = types.getTypeParser as (type: number, format?: string) => (value: string) => unknown;
  return (format === 'binary' ? undefined : parsers[type]) ?? standard(type, format);
}
