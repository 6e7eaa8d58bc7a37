import { type Database } from './database.ts';
import { embeddedDatabase } from './embedded.ts';
import { serverDatabase } from './server.ts';

export interface DatabasePlace {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  /** Asked for a password at each connection; `undefined` = it stands in the address. */
  readonly token?: (() => Promise<string>) | undefined;
}

/** The server when an address is set, else SQLite in the folder. Rejects with a `Fault` that says the cure. */
export function openDatabase(place: DatabasePlace): Promise<Database> {
  return place.databaseUrl === undefined
    ? embeddedDatabase(place.dataDir)
    : serverDatabase(place.databaseUrl, { token: place.token });
}
