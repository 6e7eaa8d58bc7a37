import { type Database } from './database.ts';
import { embeddedDatabase } from './embedded.ts';
import { serverDatabase } from './server.ts';

/** The server when an address is set, else SQLite in the folder. Rejects with a `Fault` that says the cure. */
export function openDatabase(place: {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
}): Promise<Database> {
  return place.databaseUrl === undefined
    ? embeddedDatabase(place.dataDir)
    : serverDatabase(place.databaseUrl);
}
