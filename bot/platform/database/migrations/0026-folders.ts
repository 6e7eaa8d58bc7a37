import { type Migration } from 'kysely/migration';

/** Where a channel's minutes were last kept: Teams tells that to people, not to the service by itself. */
export const upFolders: Migration['up'] = async (db) => {
  await db.schema
    .createTable('channel_folder')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('drive', 'text', (column) => column.notNull())
    .addColumn('folder', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('channel_folder_key', ['tenant', 'channel'])
    .execute();
};
