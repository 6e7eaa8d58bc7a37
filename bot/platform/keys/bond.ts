import { type Ids } from '../ids.ts';
import { Fault } from '../log.ts';
import { type Keys } from './keys.ts';

/** The keys of another database, or the database of other keys: going on would lose the answers of open rounds. */
class KeyBondFault extends Fault {
  override readonly name = 'KeyBondFault';
}

/** One side of the bond. */
export interface Bonded {
  bond(): Promise<string | undefined>;
  /** Keeps the id unless there is one. */
  keepBond(id: string): Promise<void>;
}

/**
 * One value that lies outside the database and every backup, as the keys do: it survives when a backup is restored.
 */
interface Marked {
  mark(): Promise<string | undefined>;
  /** Durable when it resolves. */
  keepMark(value: string): Promise<void>;
}

/** A place where round keys lie, as app.ts knows it. */
export interface KeyPlace extends Keys, Bonded, Marked {
  /** Rejects when keys cannot be written or read. */
  check(): Promise<void>;
  /** The setting that names it. */
  readonly setting: 'KEY_DIR' | 'KEY_VAULT_URL';
  /** What somebody does by hand to give a new place the id of the old one: half a sentence. */
  bondByHand(id: string): string;
}

type BoundKeys = Pick<KeyPlace, 'bond' | 'keepBond' | 'list' | 'setting' | 'bondByHand'>;

/**
 * Database and key place carry the same id, made at the first start. Without it a service with the wrong place would
 * find no keys for its open rounds and drop their answers, or destroy the keys of another's. Rejects with `KeyBondFault`.
 */
export async function checkBond(database: Bonded, keys: BoundKeys, ids: Ids): Promise<void> {
  const known = await database.bond();
  const { setting } = keys;
  if (known === undefined) {
    if ((await keys.bond()) !== undefined && (await keys.list()).length > 0)
      throw new KeyBondFault(
        `${setting} holds the round keys of another database. Set ${setting} to a place of its own, or DATA_DIR or DATABASE_URL to the database that belongs to it.`,
      );
    // The keys first: an id that only the database has would look like lost keys.
    await keys.keepBond(ids());
    await database.keepBond((await keys.bond()) ?? '');
  }
  if ((await database.bond()) === (await keys.bond())) return;
  throw new KeyBondFault(
    `${setting} is not the place that belongs to this database: answers of open rounds would be lost. Set KEY_DIR or KEY_VAULT_URL to what it was before. If that place is gone for good, ${keys.bondByHand(known ?? '')}; open rounds then end without a result, and leaders' notes cannot be read.`,
  );
}

/**
 * While the service runs: keys can be written and read, and it is still the place that belongs to the database. A volume
 * that went away leaves an empty folder, which takes new keys gladly.
 */
export async function checkKeys(database: Bonded, keys: Pick<KeyPlace, 'bond' | 'check'>): Promise<void> {
  await keys.check();
  if ((await database.bond()) !== (await keys.bond()))
    throw new KeyBondFault('The place of the keys is not the one that the service was started with.');
}
