import { type Migration } from 'kysely/migration';

/** Other rhythms than weekly, what holidays and quiet periods do to them, and weeks that somebody has changed. */
export const upRhythm: Migration['up'] = async (db) => {
  await db.schema
    .alterTable('programme')
    .addColumn('every', 'text', (column) => column.notNull().defaultTo('week'))
    .execute();
  await db.schema
    .alterTable('programme')
    .addColumn('nth', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
  await db.schema
    .alterTable('programme')
    .addColumn('on_holiday', 'text', (column) => column.notNull().defaultTo('next'))
    .execute();
  await db.schema
    .alterTable('programme')
    .addColumn('quiet', 'text', (column) => column.notNull().defaultTo('july,christmas,easter'))
    .execute();
  await db.schema
    .alterTable('programme')
    .addColumn('days_off', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .createTable('programme_change')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('programme', 'text', (column) => column.notNull())
    .addColumn('week', 'text', (column) => column.notNull())
    .addColumn('day', 'text')
    .addPrimaryKeyConstraint('programme_change_key', ['tenant', 'programme', 'week'])
    .execute();
};
