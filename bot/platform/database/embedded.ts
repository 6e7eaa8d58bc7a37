import { EventEmitter } from 'node:events';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { type Migration } from 'kysely/migration';
import { Fault } from '../log.ts';
import { type Database } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { guardedTables } from './guard.ts';
import { migrate } from './migrate.ts';
import { migrations as all } from './migrations/migrations.ts';
import { nodeSqliteDialect } from './sqlite-dialect.ts';

export const databaseFile = 'lederpuls.sqlite';

/**
 * SQLite in the folder, for one process: rejects at once with `DatabaseLocked` when another one has it.
 * Answers when the schema is up to date.
 */
export async function embeddedDatabase(
  folder: string,
  migrations: Readonly<Record<string, Migration>> = all,
): Promise<Database> {
  const unlock = lockFolder(resolve(folder));
  try {
    const file = join(resolve(folder), databaseFile);
    const raw = openFile(file);
    const { ino } = statSync(file);
    const base = new Kysely<unknown>({ dialect: nodeSqliteDialect(raw) });
    try {
      await migrate(base, migrations);
    } catch (error) {
      raw.close();
      throw error;
    }
    const whole = () => isSameFile(file, ino);
    return embedded(base, whole, async () => {
      raw.exec('pragma wal_checkpoint(truncate)');
      await base.destroy();
      unlock();
    });
  } catch (error) {
    unlock();
    throw error;
  }
}

function openFile(file: string): DatabaseSync {
  const raw = new DatabaseSync(file, { timeout: 5000, enableForeignKeyConstraints: true });
  raw.exec('pragma journal_mode = wal');
  // FULL: what has been acknowledged survives a power cut. secure_delete: what was deleted is overwritten.
  raw.exec('pragma synchronous = full');
  raw.exec('pragma secure_delete = on');
  return raw;
}

/** A file that was taken away is written to all the same, until the service stops and it is gone. */
function isSameFile(file: string, ino: number): boolean {
  return statSync(file, { throwIfNoEntry: false })?.ino === ino;
}

function embedded(base: Kysely<unknown>, isWhole: () => boolean, close: () => Promise<void>): Database {
  const { tables, transaction, refuseInside } = guardedTables(base);
  const held = new Set<string>();
  const notices = new EventEmitter();
  notices.setMaxListeners(0);
  return {
    engine: 'sqlite',
    tables,
    transaction,
    async exclusive(name, work) {
      refuseInside();
      if (held.has(name)) return false;
      held.add(name);
      try {
        await work();
        return true;
      } finally {
        held.delete(name);
      }
    },
    async notify(topic, message) {
      refuseInside();
      // Later, as it would arrive from another instance: a listener never runs inside the caller's work.
      setImmediate(() => notices.emit(topic, message));
      await Promise.resolve();
    },
    listen(topic, listener) {
      notices.on(topic, listener);
      return () => notices.off(topic, listener);
    },
    async forget() {
      refuseInside();
      await sql`pragma wal_checkpoint(truncate)`.execute(base);
    },
    async check() {
      refuseInside();
      await sql`select count(*) from kysely_migration`.execute(base);
      if (!isWhole()) throw new Fault('The file of the database has been taken away.');
    },
    close,
  };
}
