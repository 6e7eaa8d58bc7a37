import { type Kysely } from 'kysely';

/** Something a store can run its SQL on: the database itself, or one transaction of it. */
export interface Connection {
  /** The tables as the store knows them. Times are ISO 8601 text in UTC, JSON is text, truth is 0 or 1. */
  tables<Tables>(): Kysely<Tables>;
}

/** SQLite in DATA_DIR, or a PostgreSQL server; the same contract suite holds for both. */
export interface Database extends Connection {
  readonly engine: 'sqlite' | 'postgres';
  /**
   * Durable when the promise resolves; rolled back whole when `work` rejects. Inside, use only the given
   * connection: the embedded database has a single one, and waiting for it inside a transaction never ends.
   */
  transaction<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result>;
  /**
   * Runs `work` if nobody else (in any process) holds `name`, and answers whether it ran. A session lock,
   * not a lease: it ends with the process that held it.
   */
  exclusive(name: string, work: () => Promise<void>): Promise<boolean>;
  /** Tells every listener of the topic, in every instance. At most once, small texts, no person's answer. */
  notify(topic: string, message: string): Promise<void>;
  /** Answers a function that stops listening. */
  listen(topic: string, listener: (message: string) => void): () => void;
  /**
   * Clears from the disk what has been deleted, as far as the engine can: the write-ahead log of the embedded
   * database still holds it otherwise. A server decides for itself.
   */
  forget?(): Promise<void>;
  /** Rejects when the database cannot answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** How many rows of a table with states are in each, of every tenant. */
export async function countStates(
  connection: Connection,
  table: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await connection
    .tables<Record<string, { state: string }>>()
    .selectFrom(table)
    .select((of) => ['state', of.fn.countAll().as('count')])
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}

/** Many rows are written a hundred at a time: SQLite takes 32,766 values in a statement. */
export function batches<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / 100) }, (_, at) =>
    rows.slice(at * 100, at * 100 + 100),
  );
}
