import { type Migration } from 'kysely/migration';

/** Up to which time posts have been taken up; compared with the mark outside the database. */
export const upPosting: Migration['up'] = async (db) => {
  await db.schema
    .createTable('posting_mark')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('raised_to', 'text', (column) => column.notNull())
    .addColumn('look_until', 'text')
    .execute();
};
