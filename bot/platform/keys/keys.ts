/**
 * Round keys: 32 random bytes each, kept outside the database, its log and every backup. Destroying the key
 * is what makes the answers of a closed round unreadable for good.
 */
export interface Keys {
  /** Makes the key durable, or answers the one that is there: opening a round may be repeated after a crash. */
  create(id: string): Promise<Uint8Array>;
  /** `undefined` when there is none (any more). */
  read(id: string): Promise<Uint8Array | undefined>;
  /** Overwrites, removes and makes that durable. Destroying what is not there is fine. */
  destroy(id: string): Promise<void>;
  /** Ids of the living keys. */
  list(): Promise<readonly string[]>;
}
