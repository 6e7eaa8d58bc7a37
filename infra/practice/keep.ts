import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Keep } from './graph-door.ts';

const delayMs = 250;

/** Written beside and renamed, so that a kill leaves the old file or the new one. */
function writeWhole(path: string, bytes: Uint8Array): void {
  const beside = `${path}.new`;
  const file = openSync(beside, 'w', 0o600);
  try {
    let written = 0;
    while (written < bytes.length) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Keeps practice's state in a folder. `flush` writes what waits and is called when practice stops. */
export function folderKeep(folder: string): Keep & { flush(): void } {
  const files = join(folder, 'files');
  mkdirSync(files, { recursive: true, mode: 0o700 });
  const waiting = new Map<string, { snapshot: () => unknown; timer: NodeJS.Timeout }>();

  const snapshotPath = (name: string) => join(folder, `${encodeURIComponent(name)}.json`);
  const bytesPath = (name: string) => join(files, encodeURIComponent(name));

  function write(name: string): void {
    const due = waiting.get(name);
    if (due === undefined) return;
    clearTimeout(due.timer);
    waiting.delete(name);
    writeWhole(snapshotPath(name), Buffer.from(JSON.stringify(due.snapshot())));
  }

  return {
    load(name) {
      const bytes = readIfThere(snapshotPath(name));
      return bytes === undefined ? undefined : (JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown);
    },
    save(name, snapshot) {
      const due = waiting.get(name);
      if (due !== undefined) {
        due.snapshot = snapshot;
        return;
      }
      const timer = setTimeout(() => {
        write(name);
      }, delayMs);
      waiting.set(name, { snapshot, timer });
    },
    saveBytes(name, bytes) {
      writeWhole(bytesPath(name), bytes);
    },
    loadBytes: (name) => readIfThere(bytesPath(name)),
    removeBytes(name) {
      rmSync(bytesPath(name), { force: true });
    },
    flush() {
      for (const name of [...waiting.keys()]) write(name);
    },
  };
}
