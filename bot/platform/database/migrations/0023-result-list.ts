import { type Migration } from 'kysely/migration';

/** Released figures in a SharePoint list: how writing goes, and which rounds stand there. */
export const upResultList: Migration['up'] = async (db) => {
  await db.schema
    .createTable('pulse_list')
    .addColumn('tenant', 'text', (column) => column.primaryKey())
    .addColumn('site', 'text', (column) => column.notNull())
    .addColumn('list', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('columns', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('next_try_at', 'text')
    .addColumn('written_at', 'text')
    .execute();
  await db.schema
    .createTable('pulse_list_round')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('figures', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('pulse_list_round_key', ['tenant', 'round'])
    .execute();
};
