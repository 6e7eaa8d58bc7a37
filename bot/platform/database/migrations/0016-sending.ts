import { type Migration } from 'kysely/migration';

/** When a post came to its end, and the sendings that an administrator has stopped. */
export const upSending: Migration['up'] = async (db) => {
  // Empty for posts from before, and while a post has not ended.
  await db.schema.alterTable('post').addColumn('settled_at', 'text').execute();
  await db.schema
    .createTable('sending_stop')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('stopped_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('sending_stop_key', ['tenant', 'round', 'kind'])
    .execute();
};
