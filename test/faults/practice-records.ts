import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { type Connection } from '../../bot/platform/database/database.ts';
import { nodeSqliteDialect } from '../../bot/platform/database/sqlite-dialect.ts';
import { serverDatabase } from '../../bot/platform/database/server.ts';

/** The database of a service that runs, opened beside it to be read. */
export async function besideService(place: {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
}): Promise<Connection & { close(): Promise<void> }> {
  if (place.databaseUrl !== undefined) return serverDatabase(place.databaseUrl);
  const raw = new DatabaseSync(join(place.dataDir, 'service', 'lederpuls.sqlite'), {
    readOnly: true,
    timeout: 5000,
  });
  const tables = new Kysely<unknown>({ dialect: nodeSqliteDialect(raw) });
  return { tables: <Tables>() => tables as Kysely<Tables>, close: () => tables.destroy() };
}
