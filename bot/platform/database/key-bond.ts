import { type Bonded } from '../keys/bond.ts';
import { type Database } from './database.ts';

interface BondTables {
  key_bond: { only: 1; id: string };
}

/** The database's side of the bond with its key folder. */
export function keyBond(database: Database): Bonded {
  const tables = database.tables<BondTables>();
  return {
    async bond() {
      return (await tables.selectFrom('key_bond').select('id').executeTakeFirst())?.id;
    },
    // Several instances may start at once: the first one's id stays.
    async keepBond(id) {
      const bond = tables.insertInto('key_bond').values({ only: 1, id });
      await bond.onConflict((conflict) => conflict.column('only').doNothing()).execute();
    },
  };
}
