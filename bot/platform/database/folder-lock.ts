import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Fault } from '../log.ts';

/** Another process already works on the folder. */
export class DatabaseLocked extends Fault {
  override readonly name = 'DatabaseLocked';
  readonly folder: string;

  constructor(folder: string, holder: string | undefined) {
    super(
      `The data folder ${folder} is already in use by another service${holder ? ` (process ${holder})` : ''}. ` +
        'Only one service may work on it: stop the other one, set DATA_DIR to another folder, or set DATABASE_URL ' +
        'to a PostgreSQL server, which several services can share.',
    );
    this.folder = folder;
  }
}

/**
 * Locks the folder until the answered function is called or the process ends, however it ends. The lock is the one
 * SQLite takes on a file of its own: the kernel's, the same on Linux, macOS and Windows, and seen across containers.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const holderFile = join(folder, 'service.pid');
  const lock = new DatabaseSync(join(folder, 'service.lock'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new DatabaseLocked(folder, holderOf(holderFile));
  }
  writeFileSync(holderFile, String(process.pid), { mode: 0o600 });
  return () => {
    lock.close();
  };
}

function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === 5;
}

/** Only for the message; the lock itself does not depend on it. */
function holderOf(file: string): string | undefined {
  try {
    return /^\d+$/.exec(readFileSync(file, 'utf8').trim())?.[0];
  } catch {
    return undefined;
  }
}
