import { type Migration } from 'kysely/migration';

/** When old figures were last looked for, and what was deleted the last time there were any. */
export const upRetention: Migration['up'] = async (db) => {
  await db.schema
    .createTable('pulse_retention')
    .addColumn('tenant', 'text', (column) => column.primaryKey())
    .addColumn('looked_at', 'text')
    .addColumn('deleted_at', 'text')
    .addColumn('closed_before', 'text')
    .addColumn('rounds', 'integer', (column) => column.notNull())
    .addColumn('figures', 'integer', (column) => column.notNull())
    .addColumn('comments', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('pulse_round_closed')
    .on('pulse_round')
    .columns(['tenant', 'closed_at'])
    .execute();
};
