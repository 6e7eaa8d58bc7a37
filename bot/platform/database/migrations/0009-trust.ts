import { type Migration } from 'kysely/migration';

/** The rules a round was opened under, comments, reminders, and units that are asked in another round. */
export const upTrust: Migration['up'] = async (db) => {
  await db.schema.alterTable('pulse_round').addColumn('rules', 'text').execute();
  await db.schema
    .alterTable('pulse_round')
    .addColumn('comments', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('pulse_unit')
    .addColumn('elsewhere', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('pulse_cell')
    .addColumn('widened', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('pulse_comment')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('unit', 'text', (column) => column.notNull())
    .addColumn('question', 'integer', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('pulse_comment_key', ['tenant', 'round', 'unit', 'question', 'place'])
    .execute();
  await db.schema
    .createTable('pulse_reminder')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('token', 'text', (column) => column.notNull())
    .addColumn('body', 'blob', (column) => column.notNull())
    .addPrimaryKeyConstraint('pulse_reminder_key', ['tenant', 'round', 'token'])
    .execute();
};
