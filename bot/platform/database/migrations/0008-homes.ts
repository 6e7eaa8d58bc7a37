import { type Migration } from 'kysely/migration';

/**
 * Who came to a unit or left it, and when: a figure is printed more coarsely when a few have come or gone since the
 * last one. And what a person has decided about reminders.
 */
export const upHomes: Migration['up'] = async (db) => {
  await db.schema
    .createTable('home_change')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('from_unit', 'text')
    .addColumn('to_unit', 'text')
    .addColumn('changed_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('home_change_key', ['tenant', 'person', 'number'])
    .execute();
  await db.schema
    .createIndex('home_change_time')
    .on('home_change')
    .columns(['tenant', 'changed_at'])
    .execute();
  await db.schema
    .alterTable('person')
    .addColumn('reminders', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
  await db.schema.alterTable('person').addColumn('paused_until', 'text').execute();
};
