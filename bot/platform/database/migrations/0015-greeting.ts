import { type Migration } from 'kysely/migration';

/** The set-up card of each channel, and what Teams told last of the channel. */
export const upGreeting: Migration['up'] = async (db) => {
  await db.schema
    .createTable('greeting')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('told_at', 'text')
    .addColumn('paused_before', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('is_back', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('next_attempt_at', 'text', (column) => column.notNull())
    .addColumn('message', 'text')
    .addColumn('conversation', 'text')
    .addColumn('shown', 'text')
    .addPrimaryKeyConstraint('greeting_key', ['tenant', 'channel'])
    .execute();
  await db.schema.createIndex('greeting_due').on('greeting').columns(['state', 'next_attempt_at']).execute();
};
