import { type Migration } from 'kysely/migration';

/** What an agency has decided about its pulses; and which decision a discussion was about. */
export const upPolicy: Migration['up'] = async (db) => {
  await db.schema
    .createTable('policy')
    .addColumn('tenant', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('purpose', 'text')
    .addColumn('basis', 'text')
    .addColumn('evaluate_on', 'text')
    .addColumn('comments', 'integer', (column) => column.notNull())
    .addColumn('retention_months', 'integer', (column) => column.notNull())
    .addColumn('min_scores', 'integer', (column) => column.notNull())
    .addColumn('min_distributions', 'integer', (column) => column.notNull())
    .addColumn('min_hidden_rest', 'integer', (column) => column.notNull())
    .addColumn('min_rates', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .alterTable('discussion')
    .addColumn('policy_version', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
};
