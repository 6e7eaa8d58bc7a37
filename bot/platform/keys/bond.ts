import { type Ids } from '../ids.ts';
import { Fault } from '../log.ts';

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

export interface BondedKeys extends Bonded {
  list(): Promise<readonly string[]>;
}

/**
 * Database and key folder carry the same id, made at the first start. Without it a service with the wrong folder would
 * find no keys for its open rounds and drop their answers, or destroy the keys of another's. Rejects with `KeyBondFault`.
 */
export async function checkBond(database: Bonded, keys: BondedKeys, ids: Ids): Promise<void> {
  const known = await database.bond();
  if (known === undefined) {
    if ((await keys.bond()) !== undefined && (await keys.list()).length > 0)
      throw new KeyBondFault(
        'KEY_DIR holds the round keys of another database. Set KEY_DIR to a folder of its own, or DATA_DIR or DATABASE_URL to the database that belongs to it.',
      );
    // The folder first: an id that only the database has would look like a lost folder.
    await keys.keepBond(ids());
    await database.keepBond((await keys.bond()) ?? '');
  }
  if ((await database.bond()) === (await keys.bond())) return;
  throw new KeyBondFault(
    `KEY_DIR is not the folder that belongs to this database: answers of open rounds would be lost. Set KEY_DIR to the folder it had before. If that folder is gone for good, write ${known ?? ''} into a file named .database in the new one; open rounds then end without a result.`,
  );
}
