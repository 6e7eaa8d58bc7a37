import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const NAME = '.mark';

/**
 * One value beside the round keys: outside the database and every backup, so that it survives when a backup is
 * restored. Written whole or not at all, and durable when `keep` resolves.
 */
export function directoryMark(folder: string): {
  read(): Promise<string | undefined>;
  keep(value: string): Promise<void>;
} {
  const path = join(resolve(folder), NAME);
  return {
    async read() {
      try {
        return (await readFile(path, 'utf8')).trim();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },

    async keep(value) {
      await mkdir(resolve(folder), { recursive: true, mode: 0o700 });
      const draft = `${path}.draft`;
      const file = await open(draft, 'w', 0o600);
      try {
        await file.writeFile(`${value}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
      if (process.platform === 'win32') return;
      const place = await open(resolve(folder), 'r');
      await place.sync().finally(() => place.close());
    },
  };
}
