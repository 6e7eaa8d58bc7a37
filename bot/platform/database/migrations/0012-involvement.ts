import { type Migration } from 'kysely/migration';

/** Beside what was discussed: that the note was made, and what came of looking at it together afterwards. */
export const upInvolvement: Migration['up'] = async (db) => {
  await db.schema
    .alterTable('discussion')
    .addColumn('kind', 'text', (column) => column.notNull().defaultTo('discussed'))
    .execute();
  await db.schema
    .alterTable('discussion')
    .addColumn('conclusion', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
};
