import { type Migration } from 'kysely/migration';

/** Which entries of its pack a programme leaves out, and which come out of turn. */
export const upContentOrder: Migration['up'] = async (db) => {
  await db.schema
    .alterTable('programme')
    .addColumn('content', 'text', (column) => column.notNull().defaultTo('{"hidden":[],"chosen":{}}'))
    .execute();
};
