import { Fault } from '../log.ts';

/**
 * Keys of rounds and of people's notes: 32 random bytes each, kept outside the database, its log and every backup.
 * Destroying the key is what makes what was sealed with it unreadable for good.
 */
export interface Keys {
  /** Makes the key durable, or answers the one that is there: opening a round may be repeated after a crash. */
  create(id: string): Promise<Uint8Array>;
  /** `undefined` when there is none (any more). */
  read(id: string): Promise<Uint8Array | undefined>;
  /** From then on nobody reads it. Destroying what is not there is fine. */
  destroy(id: string): Promise<void>;
  /**
   * Resolves when nothing that was destroyed can be brought back, also by a process that is gone. For a place that
   * only hides what is destroyed at first; elsewhere `destroy` has done it all.
   */
  erase?(): Promise<void>;
  /** Ids of the living keys. */
  list(): Promise<readonly string[]>;
}

export const keyBytes = 32;

/** What every place of keys can take as a name; `a` and `A` may be one name there. */
export function checkedKeyId(id: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,99}$/.test(id))
    throw new Fault('A key id holds small letters, digits and dashes, at most 100.');
  return id;
}
