import { type Migration } from 'kysely/migration';

/** What people call a programme, and what they call the days off of the agency. */
export const upCalendar: Migration['up'] = async (db) => {
  await db.schema.alterTable('programme').addColumn('name', 'text').execute();
  await db.schema
    .alterTable('programme')
    .addColumn('day_names', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute();
};
