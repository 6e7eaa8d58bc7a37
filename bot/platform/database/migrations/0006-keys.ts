import { type Migration } from 'kysely/migration';

/** The id that the database and its key folder share; at most one row. */
export const upKeys: Migration['up'] = async (db) => {
  await db.schema
    .createTable('key_bond')
    .addColumn('only', 'integer', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull())
    .execute();
};
