import { sql, type Kysely, type RawBuilder } from 'kysely';
import { Fault } from '../log.ts';
import { type Database } from './database.ts';
import { executedMigrations } from './migrate.ts';

/** The text is no whole export of this schema, or the database to fill is not empty. */
export class TransferFault extends Fault {
  override readonly name = 'TransferFault';
}

type Row = Record<string, unknown>;
type Rows = Kysely<Record<string, Row>>;

const format = 'lederpuls-export-1';
const batch = 200;

/**
 * Every table as JSON lines, as it stood at one moment: a head with the steps of the schema, the rows, and an end
 * with their number, so that half a file is never taken for a whole one. The embedded database does nothing else
 * meanwhile.
 */
export async function* exportDatabase(database: Database): AsyncGenerator<string, void, undefined> {
  const base = database.tables<Record<string, Row>>();
  const begin = base.startTransaction();
  const snapshot = await (
    database.engine === 'postgres'
      ? begin.setIsolationLevel('repeatable read').setAccessMode('read only')
      : begin
  ).execute();
  try {
    const migrations = await executedMigrations(snapshot as unknown as Kysely<unknown>);
    yield line({ format, migrations });
    let rows = 0;
    for (const table of await tablesOf(snapshot)) {
      for await (const row of rowsOf(database, snapshot, table)) {
        rows += 1;
        yield line({ table, row: encode(row) });
      }
    }
    yield line({ end: true, rows });
  } finally {
    await snapshot.rollback().execute();
  }
}

/** Fills an empty database with an export of the same schema: all of it, or nothing. Rejects with `TransferFault`. */
export async function importDatabase(database: Database, lines: AsyncIterable<string>): Promise<void> {
  await database.transaction(async (connection) => {
    const target = connection.tables<Record<string, Row>>();
    const tables = await tablesOf(target);
    await refuseFilled(target, tables);
    const restore = await setAsideForeignKeys(database, target);
    await fill(target, lines, new Set(tables));
    await restore();
  });
}

async function fill(target: Rows, lines: AsyncIterable<string>, tables: ReadonlySet<string>): Promise<void> {
  let read = 0;
  let started = false;
  let ended = false;
  let waiting: { table: string; rows: Row[] } = { table: '', rows: [] };
  const flush = async () => {
    if (waiting.rows.length > 0) await target.insertInto(waiting.table).values(waiting.rows).execute();
    waiting = { table: '', rows: [] };
  };
  for await (const text of lines) {
    if (text.trim() === '') continue;
    const entry = parse(text);
    if (!started) {
      await checkHead(target, entry);
      started = true;
    } else if (entry['end'] === true) {
      if (entry['rows'] !== read) throw new TransferFault('The export has lost rows on the way.');
      ended = true;
    } else {
      const table = String(entry['table']);
      if (!tables.has(table))
        throw new TransferFault(`The export has a table ${table} that this version lacks.`);
      if (table !== waiting.table || waiting.rows.length >= batch) await flush();
      waiting.table = table;
      waiting.rows.push(decode(entry['row'] as Row));
      read += 1;
    }
  }
  if (!ended) throw new TransferFault('The export is not whole: its last line is missing. Make it again.');
  await flush();
}

async function tablesOf(rows: Rows): Promise<readonly string[]> {
  const tables = await rows.introspection.getTables();
  return tables
    .filter((table) => !table.isView && !table.name.startsWith('sqlite_'))
    .map((table) => table.name)
    .sort();
}

/** A row at a time on SQLite, some hundreds on PostgreSQL: never a whole table in memory. */
async function* rowsOf(database: Database, snapshot: Rows, table: string): AsyncGenerator<Row> {
  if (database.engine === 'sqlite') {
    yield* snapshot.selectFrom(table).selectAll().stream();
    return;
  }
  await sql`declare export no scroll cursor for select * from ${sql.table(table)}`.execute(snapshot);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(batch)} from export`.execute(snapshot);
    yield* rows;
    if (rows.length < batch) break;
  }
  await sql`close export`.execute(snapshot);
}

/** Rows may come before those they point at; answers what checks all of them in the end. */
async function setAsideForeignKeys(database: Database, target: Rows): Promise<() => Promise<void>> {
  if (database.engine === 'sqlite') {
    // Checked at commit.
    await sql`pragma defer_foreign_keys = on`.execute(target);
    return () => Promise.resolve();
  }
  const { rows } = await sql<{ table: string; name: string; definition: string }>`
    select conrelid::regclass::text as "table", conname as "name", pg_get_constraintdef(oid) as "definition"
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`.execute(target);
  const alter = (table: string, change: RawBuilder<unknown>) =>
    sql`alter table ${sql.raw(table)} ${change}`.execute(target);
  for (const { table, name } of rows) await alter(table, sql`drop constraint ${sql.ref(name)}`);
  return async () => {
    for (const { table, name, definition } of rows)
      await alter(table, sql`add constraint ${sql.ref(name)} ${sql.raw(definition)}`);
  };
}

async function refuseFilled(target: Rows, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    if ((await target.selectFrom(table).selectAll().limit(1).execute()).length > 0)
      throw new TransferFault(`The database to fill is not empty (${table}). Import into a new one.`);
  }
}

async function checkHead(target: Rows, head: Row): Promise<void> {
  if (head['format'] !== format) throw new TransferFault('This is no export of Lederpuls.');
  const here = await executedMigrations(target as unknown as Kysely<unknown>);
  if (JSON.stringify(head['migrations']) !== JSON.stringify(here))
    throw new TransferFault('The export was made by another version. Export and import with the same one.');
}

/** JSON has no bytes. */
function encode(row: Row): Row {
  return mapValues(row, (value) =>
    value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
  );
}

function decode(row: Row): Row {
  return mapValues(row, (value) =>
    typeof value === 'object' && value !== null && 'base64' in value
      ? Buffer.from(String(value.base64), 'base64')
      : value,
  );
}

function mapValues(row: Row, change: (value: unknown) => unknown): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(value)]));
}

function parse(text: string): Row {
  try {
    return JSON.parse(text) as Row;
  } catch {
    throw new TransferFault('The export is not whole: a line cannot be read.');
  }
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
