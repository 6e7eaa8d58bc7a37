import { type Database } from './database.ts';

interface BondTables {
  key_bond: { only: 1; id: string };
}

/** The id of the key folder that belongs to this database. */
export async function bondOf(database: Database): Promise<string | undefined> {
  const row = await database.tables<BondTables>().selectFrom('key_bond').select('id').executeTakeFirst();
  return row?.id;
}

/** Keeps it unless there is one; several instances may start at once. */
export async function keepBond(database: Database, id: string): Promise<void> {
  const bond = database.tables<BondTables>().insertInto('key_bond').values({ only: 1, id });
  await bond.onConflict((conflict) => conflict.column('only').doNothing()).execute();
}
