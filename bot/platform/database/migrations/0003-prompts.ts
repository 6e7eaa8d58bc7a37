import { type Migration } from 'kysely/migration';

export const upPrompts: Migration['up'] = async (db) => {
  await db.schema
    .createTable('post')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('message', 'text')
    .addColumn('conversation', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('looks', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('next_attempt_at', 'text', (column) => column.notNull())
    .addColumn('edit', 'text', (column) => column.notNull().defaultTo('none'))
    .addColumn('edit_attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('post_key', ['tenant', 'id'])
    .addUniqueConstraint('post_slot', ['tenant', 'round', 'channel', 'kind'])
    .execute();
  await db.schema.createIndex('post_due').on('post').columns(['state', 'next_attempt_at']).execute();
  await db.schema.createIndex('post_edit').on('post').columns(['edit', 'next_attempt_at']).execute();
};
