import { type Migration } from 'kysely/migration';

/** How often a channel could not be read while we looked for a post: no proof that it is not there. */
export const upUnansweredLooks: Migration['up'] = async (db) => {
  await db.schema
    .alterTable('post')
    .addColumn('unanswered', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
};
