import { setTimeout as pause } from 'node:timers/promises';
import { KeyVaultFault } from './faults.ts';
import { type Secrets } from './secrets.ts';

/** Ends secrets for good. A deleted secret can be brought back until it is purged. */
export interface Erasing {
  /** From then on nobody reads it; it may still have to be purged. */
  remove(name: string): Promise<void>;
  /** Resolves when it cannot be brought back. */
  erase(name: string): Promise<void>;
  /** The same for all that was removed, here or by a process that is gone. */
  eraseAll(): Promise<void>;
}

const lookEveryMs = 500;
/** Key Vault takes seconds to delete and again to purge; after this something is wrong. */
const eraseWithinMs = 90_000;
/** A deleted secret shows up among the deleted ones within seconds. Longer than this, and another instance has purged it. */
const showsWithinMs = 20_000;

export function vaultErasing(secrets: Secrets, isOurs: (name: string) => boolean): Erasing {
  /** Removed by this process, and not yet seen to be gone. */
  const removed = new Set<string>();

  const erase = async (name: string): Promise<void> => {
    const began = Date.now();
    let seen = !removed.has(name);
    for (;;) {
      if (await secrets.isDeleted(name)) {
        seen = true;
        await secrets.purge(name);
      } else if (seen || Date.now() - began > showsWithinMs) {
        removed.delete(name);
        return;
      }
      if (Date.now() - began > eraseWithinMs)
        throw new KeyVaultFault(
          'The key vault has deleted a round key but not purged it in time, so that it could be brought back. It is tried again; look at the state of the vault if this goes on.',
        );
      await pause(lookEveryMs);
    }
  };

  return {
    async remove(name) {
      if ((await secrets.remove(name)) === 'recoverable') removed.add(name);
    },
    erase,
    async eraseAll() {
      const names = new Set([...removed, ...(await secrets.deletedNames()).filter(isOurs)]);
      await Promise.all([...names].map(erase));
    },
  };
}
