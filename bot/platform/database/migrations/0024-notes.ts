import { type Migration } from 'kysely/migration';

/** A leader's own notes on prompts, sealed: a row says neither whose it is nor what is in it, nor when it was written. */
export const upNotes: Migration['up'] = async (db) => {
  await db.schema
    .createTable('prompt_note')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('token', 'text', (column) => column.notNull())
    .addColumn('body', 'blob', (column) => column.notNull())
    .addPrimaryKeyConstraint('prompt_note_key', ['tenant', 'round', 'token'])
    .execute();
};
