import { createWriteStream, renameSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { backUp, restore } from './platform/database/backup.ts';
import { type Database } from './platform/database/database.ts';
import { type DatabasePlace, openDatabase } from './platform/database/open.ts';
import { exportDatabase, importDatabase } from './platform/database/transfer.ts';
import { Fault } from './platform/log.ts';

/** Moving between the embedded database and a server: every table, one JSON line a row. Round keys stay where they are. */
export const moves = ['export', 'import', 'backup', 'restore'] as const;
export type Move = (typeof moves)[number];

/**
 * `npm run bot -- backup <file>`, also while the service runs, and `npm run bot -- restore <file>`, of the embedded
 * database; a server has tools of its own. `npm run bot -- export <file>` and `npm run bot -- import <file>`, while no service runs on the database. A file is
 * whole or not there; an import fills an empty database whole or not at all. Rejects with a `Fault` that says why.
 */
export async function moveData(place: DatabasePlace, move: Move, file: string): Promise<void> {
  if (move === 'backup' || move === 'restore') {
    await copyWhole(place, move, file);
    return;
  }
  const database = await openDatabase(place);
  try {
    if (move === 'import') {
      await importFrom(database, file);
      return;
    }
    const part = `${file}.part`;
    // Names and notes lie in it: for the one who moves the data only.
    const target = createWriteStream(part, { mode: 0o600, flush: true });
    await pipeline(Readable.from(lines(exportDatabase(database))), target);
    renameSync(part, file);
  } finally {
    await database.close();
  }
}

async function copyWhole(
  { dataDir, databaseUrl }: DatabasePlace,
  move: 'backup' | 'restore',
  file: string,
): Promise<void> {
  if (databaseUrl !== undefined)
    throw new Fault('DATABASE_URL is set: back the server up with pg_dump, see infra/README.md.');
  if (move === 'backup') await backUp(dataDir, file);
  else restore(dataDir, file);
}

async function importFrom(database: Database, file: string): Promise<void> {
  const handle = await open(file).catch((error: unknown) => {
    throw new Fault(`${file} cannot be read. Name a file that export has made.`, { cause: error });
  });
  try {
    await importDatabase(database, handle.readLines());
  } finally {
    await handle.close();
  }
}

async function* lines(texts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of texts) yield text.endsWith('\n') ? text : `${text}\n`;
}
