import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { Fault } from '../log.ts';
import { databaseFile } from './embedded.ts';
import { lockFolder } from './folder-lock.ts';

/** There is nothing to back up, or the file to restore is no whole database of ours. */
class BackupFault extends Fault {
  override readonly name = 'BackupFault';
}

/** All in one step: a service that writes meanwhile would make a slower copy begin again and again. */
const PAGES_AT_ONCE = 2 ** 30;

/** Copies the embedded database, as it stands at one moment, into a file that is whole or not there. The service may run. */
export async function backUp(folder: string, file: string): Promise<void> {
  const path = join(resolve(folder), databaseFile);
  if (!existsSync(path)) throw new BackupFault(`There is no database in ${folder}.`);
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const source = new DatabaseSync(path, { timeout: 5000 });
  try {
    await backup(source, part, { rate: PAGES_AT_ONCE });
  } finally {
    source.close();
  }
  // Names and notes lie in it.
  chmodSync(part, 0o600);
  renameSync(part, file);
}

/**
 * Puts a backup in the place of the database, which is set aside. Refuses while a service runs, and anything that is
 * no whole database of ours.
 */
export function restore(folder: string, file: string): void {
  checkWhole(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(resolve(folder));
  try {
    const path = join(resolve(folder), databaseFile);
    const part = `${path}.part`;
    copyFileSync(file, part);
    chmodSync(part, 0o600);
    const aside = existsSync(path) ? `${path}.before-${Date.now().toString(36)}` : undefined;
    // What was not yet in the file goes along: beside another database it would be taken for part of that one.
    for (const tail of ['-wal', '-shm', ''])
      if (aside !== undefined && existsSync(path + tail)) renameSync(path + tail, aside + tail);
    renameSync(part, path);
  } finally {
    unlock();
  }
}

function checkWhole(file: string): void {
  if (!existsSync(file)) throw new BackupFault(`${file} cannot be read. Name a file that backup has made.`);
  const found = new DatabaseSync(file, { readOnly: true });
  try {
    const [check] = found.prepare('pragma integrity_check').all();
    if (check?.['integrity_check'] !== 'ok') throw new BackupFault(`${file} is damaged.`);
    found.prepare('select id from key_bond').all();
  } catch (error) {
    if (error instanceof BackupFault) throw error;
    throw new BackupFault(`${file} is no backup of Lederpuls.`, { cause: error });
  } finally {
    found.close();
  }
}
