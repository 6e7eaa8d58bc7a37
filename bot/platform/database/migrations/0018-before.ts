import { type Migration } from 'kysely/migration';

/** Items that people propose, and those of the queue that will not be taken up. */
export const upBeforeMeetings: Migration['up'] = async (db) => {
  await db.schema
    .createTable('proposal')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('series', 'text', (column) => column.notNull())
    // Also the id of the item it becomes.
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('why', 'text', (column) => column.notNull())
    .addColumn('minutes', 'integer')
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('word', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('proposal_key', ['tenant', 'series', 'id'])
    .execute();
  // Why it will not be taken up, who said so and when.
  await db.schema.alterTable('series_item').addColumn('dropped', 'text').execute();
};
