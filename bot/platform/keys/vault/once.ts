import { setTimeout as pause } from 'node:timers/promises';
import { KeyVaultFault } from './faults.ts';
import { type Erasing } from './erasing.ts';
import { type Secrets, type Version } from './secrets.ts';

/** A secret that is made once and never changed, whoever asks for it first. */
export interface OnceSecrets {
  read(name: string): Promise<string | undefined>;
  /** Answers the value that stands, or makes it. Everybody gets the same. */
  keep(name: string, make: () => string): Promise<string>;
}

/** The vault tells the time of a version to the second; after this nothing can come into that second any more. */
const settleMs = 1100;
const looksMax = 5;
const makeWithinMs = 60_000;

/**
 * Key Vault has no "create if there is none": a second writer makes a second version. So whoever finds nothing puts
 * a candidate that is switched off, waits until no candidate can be as old, and switches the oldest on; all who look
 * then choose the same. Only a version that is switched on is ever read, so that one call reads a settled secret, and
 * a candidate that comes late, from a process that had slept, stays off.
 *
 * What Key Vault leaves open: two candidates of the same second of which one writer is not shown the other's within
 * `settleMs`. Then both might be switched on; whoever sees two keeps the older. Openings of rounds are one at a time
 * by the database's lock, so that it would take a lost lock as well.
 */
export function onceSecrets(secrets: Secrets, erasing: Erasing): OnceSecrets {
  const asked = new Map<string, Promise<string>>();

  const read = async (name: string): Promise<string | undefined> => {
    const newest = await secrets.get(name);
    if (newest === 'none') return undefined;
    if (newest !== 'off') return newest.value;
    const chosen = oldest((await secrets.versions(name)).filter(({ enabled }) => enabled));
    const found = chosen && (await secrets.get(name, chosen.version));
    return typeof found === 'object' ? found.value : undefined;
  };

  const make = async (name: string, value: () => string): Promise<string> => {
    const began = Date.now();
    while (Date.now() - began < makeWithinMs) {
      const found = await read(name);
      if (found !== undefined) return found;
      const made = await secrets.put(name, value(), false);
      if (made === 'deleted') await erasing.erase(name);
      await pause(settleMs);
      // A candidate that a killed service has left may be chosen: nobody has ever read it.
      await choose(secrets, name);
    }
    throw new KeyVaultFault(
      'The key vault did not keep a new round key in time. It is tried again; look at the state of the vault if this goes on.',
    );
  };

  return {
    read,
    keep(name, value) {
      const running = asked.get(name) ?? make(name, value).finally(() => asked.delete(name));
      asked.set(name, running);
      return running;
    },
  };
}

/** Switches the oldest candidate on, and all but the oldest off should there be more; then looks again. */
async function choose(secrets: Secrets, name: string): Promise<void> {
  for (let looks = 0; looks < looksMax; looks++) {
    const versions = await secrets.versions(name);
    const on = versions.filter(({ enabled }) => enabled);
    const chosen = oldest(on.length > 0 ? on : versions);
    if (chosen === undefined || on.length === 1) return;
    if (on.length === 0) await secrets.enable(name, chosen.version, true);
    for (const { version } of on) if (version !== chosen.version) await secrets.enable(name, version, false);
  }
}

function oldest(versions: readonly Version[]): Version | undefined {
  return versions.toSorted((a, b) => a.created - b.created || (a.version < b.version ? -1 : 1))[0];
}
