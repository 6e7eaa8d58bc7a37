import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Connection, type Database } from '../../../bot/platform/database/database.ts';
import { embeddedDatabase } from '../../../bot/platform/database/embedded.ts';
import { serverDatabase } from '../../../bot/platform/database/server.ts';
import { exportDatabase } from '../../../bot/platform/database/transfer.ts';
import { directoryKeys } from '../../../bot/platform/keys/directory.ts';
import { type Keys } from '../../../bot/platform/keys/keys.ts';
import { type Round } from '../../../bot/programme/model/programme.ts';
import { ballotStore } from '../../../bot/pulses/store/ballots.ts';
import { type DiskFile, filesIn, holding, readable, relink } from './disk.ts';
import { house, type House } from './house.ts';
import { keyNameOf } from './sealed.ts';

/** What a thief of the disk finds while a round is open, and after it has closed. */
export interface Stolen {
  readonly people: number;
  /** While open, without the key folder: answers that can be read, and people named beside an answer. */
  readonly openReadable: number;
  /** While open: sealed bodies of different lengths tell of comments and changes. */
  readonly openLengths: number;
  /** While open, with the key folder: this is what the key protects. */
  readonly openWithKey: number;
  /** After closing, with everything that is on the disk and a backup taken then. */
  readonly closedLinked: number;
  readonly closedRead: number;
  /** Known tokens, bodies and the key itself, looked for byte by byte. */
  readonly closedLeftOvers: number;
  /** Rows that show which press wrote them, or in which order: while open, and after closing. */
  readonly openRowsOfPresses: number;
  readonly closedRowsOfPresses: number;
}

export interface Disk {
  readonly database: Database;
  readonly keys: Keys;
  /** Everything a thief of the data has, and of the key folder. */
  data(): Promise<readonly DiskFile[]>;
  keyFiles(): Promise<readonly DiskFile[]>;
  close(): Promise<void>;
}

const tenant = 'etaten';

/** Weakened: `sealed` false writes answers as they are; `forgets` false keeps the key and what was deleted. */
interface Care {
  readonly sealed: boolean;
  readonly forgets: boolean;
}

export async function steal(
  disk: Disk,
  people: number,
  care: Care = { sealed: true, forgets: true },
): Promise<Stolen> {
  const at = house(
    care.forgets ? disk.database : forgetful(disk.database),
    care.forgets ? disk.keys : undying(disk.keys),
  );
  if (!care.forgets && disk.database.engine === 'sqlite')
    await sql`pragma secure_delete = off`.execute(disk.database.tables());
  const names = Array.from({ length: people }, (_, number) => `leder-${number}`);
  const homes = new Map(names.map((name) => [name, 'etat']));
  await at.settle(tenant, [{ id: 'etat', name: 'Etaten', kind: 'agency', parent: undefined }], homes);
  const round = await at.open(tenant, 1, ['agree5']);
  const before = await newestWrite(disk.database);
  if (care.sealed) await pressAll(at, round, names);
  else await writePlainly(disk.database, round, names);
  const after = await newestWrite(disk.database);

  const refs = names.map((id) => ({ tenant, id }));
  const sealedRounds = [{ tenant, id: round.id, comments: false }];
  const rows = await ballotStore({ connection: disk.database, engine: disk.database.engine }).all(round);
  const key = Buffer.from((await disk.keys.read(keyNameOf(round))) ?? []);
  const open = { data: await disk.data(), keys: await disk.keyFiles() };
  const openRowsOfPresses = await rowsWritten(disk.database, before, after);
  await at.close(round);
  const closed = [...(await disk.data()), ...(await disk.keyFiles()), await backup(disk.database)];
  const { people: closedLinked, read: closedRead } = relink(closed, refs, sealedRounds);
  return {
    people,
    openReadable: Math.min(people, readable(open.data) + holding(open.data, [key, key.toString('hex')])),
    openLengths: new Set(rows.map(({ body }) => body.length)).size,
    openWithKey: relink([...open.data, ...open.keys], refs, sealedRounds).read,
    closedLinked,
    closedRead: closedRead + readable(closed),
    closedLeftOvers: holding(closed, [
      ...[key, key.toString('hex'), key.toString('base64')],
      // What PostgreSQL keeps of deleted rows is unreadable without the key; what the embedded one keeps is a fault.
      ...(disk.database.engine === 'sqlite'
        ? rows.flatMap(({ token, body }) => [token, Buffer.from(body).subarray(0, 64)])
        : []),
    ]),
    openRowsOfPresses,
    closedRowsOfPresses: await rowsWritten(disk.database, before, after),
  };
}

/** Through the real door; some change their mind, some withdraw. */
async function pressAll(at: House, round: Round, names: readonly string[]): Promise<void> {
  for (const [number, id] of names.entries()) {
    const visitor = { tenant, id, roles: [] };
    const data = { round: round.id, view: 0, value: 1 + (number % 5) };
    await at.press(visitor, 'etat', 'answer', data);
    if (number % 10 === 0) await at.press(visitor, 'etat', 'answer', { ...data, view: 1, value: 3 });
    if (number % 10 === 1) await at.press(visitor, 'etat', 'withdraw', { round: round.id, view: 1 });
  }
}

/** A build without a seal: the person's id and the answer, as most survey tables hold them. */
async function writePlainly(database: Database, round: Round, names: readonly string[]): Promise<void> {
  await database.transaction(async (connection) => {
    const store = ballotStore({ connection, engine: database.engine });
    for (const [number, name] of names.entries()) {
      const plain = { v: 1, u: 'etat', a: [1 + (number % 5)], n: number };
      await store.add(round, name, Buffer.from(JSON.stringify(plain)));
    }
  });
}

/** PostgreSQL numbers every transaction, and every row carries the number of its last. */
async function newestWrite(database: Database): Promise<bigint> {
  if (database.engine === 'sqlite') return 0n;
  const { rows } = await sql<{ at: string }>`select pg_current_xact_id()::text as at`.execute(
    database.tables(),
  );
  return BigInt(rows[0]?.at ?? 0);
}

/** After closing: rows in any table that one of the presses wrote. */
async function rowsWritten(database: Database, from: bigint, to: bigint): Promise<number> {
  if (database.engine === 'sqlite') return await rowsOf(database, ['pulse_ballot', 'pulse_reminder']);
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(
    database.tables(),
  );
  let found = 0;
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ at: string }>`select xmin::text as at from ${sql.table(name)}`.execute(
      database.tables(),
    );
    found += rows.filter(({ at }) => BigInt(at) > from && BigInt(at) < to).length;
  }
  return found;
}

async function rowsOf(connection: Connection, tables: readonly string[]): Promise<number> {
  let found = 0;
  for (const name of tables) {
    const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(name)}`.execute(
      connection.tables(),
    );
    found += Number(rows[0]?.rows);
  }
  return found;
}

/** As `npm run bot -- export` writes it. */
async function backup(database: Database): Promise<DiskFile> {
  const lines: string[] = [];
  for await (const line of exportDatabase(database)) lines.push(line);
  return { path: 'export', bytes: Buffer.from(lines.join('\n')) };
}

/** Keys that cannot die, and a log that is never cleared. */
function undying(keys: Keys): Keys {
  return { ...keys, destroy: () => Promise.resolve() };
}

function forgetful(database: Database): Database {
  const rest = Object.entries(database).filter(([name]) => name !== 'forget');
  return Object.fromEntries(rest) as unknown as Database;
}

export async function embeddedDisk(): Promise<Disk> {
  const data = await mkdtemp(join(tmpdir(), 'lederpuls-data-'));
  const keyFolder = await mkdtemp(join(tmpdir(), 'lederpuls-keys-'));
  const database = await embeddedDatabase(data);
  return {
    database,
    keys: await directoryKeys(keyFolder),
    data: () => filesIn(data),
    keyFiles: () => filesIn(keyFolder),
    async close() {
      await database.close();
      for (const folder of [data, keyFolder]) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Raw heap files and write-ahead log of the server, where they can be read. */
export async function serverDisk(url: string): Promise<Disk> {
  const keyFolder = await mkdtemp(join(tmpdir(), 'lederpuls-keys-'));
  const database = await serverDatabase(url);
  const place = await sql<{ folder: string; file: string }>`
    select current_setting('data_directory') as folder,
           (select 'base/' || oid from pg_database where datname = current_database()) as file`.execute(
    database.tables(),
  );
  const { folder = '', file = '' } = place.rows[0] ?? {};
  return {
    database,
    keys: await directoryKeys(keyFolder),
    async data() {
      await sql`checkpoint`.execute(database.tables());
      const files = [...(await filesIn(join(folder, file))), ...(await filesIn(join(folder, 'pg_wal')))];
      return files.map(({ path, bytes }) => ({ path, bytes: withoutEmptyBlocks(bytes) }));
    },
    keyFiles: () => filesIn(keyFolder),
    async close() {
      await database.close();
      await rm(keyFolder, { recursive: true, force: true });
    },
  };
}

/** A log file is made long before it is filled. */
function withoutEmptyBlocks(bytes: Buffer): Buffer {
  const block = 8192;
  const empty = Buffer.alloc(block);
  const blocks = Array.from({ length: Math.ceil(bytes.length / block) }, (_, at) =>
    bytes.subarray(at * block, (at + 1) * block),
  );
  return Buffer.concat(blocks.filter((one) => !one.equals(empty)));
}
