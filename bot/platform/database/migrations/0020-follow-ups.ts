import { type Migration } from 'kysely/migration';

/** What follow-ups and their tasks in Planner have agreed on, what Planner has changed, and the weekly cards. */
export const upFollowUps: Migration['up'] = async (db) => {
  // What the minutes said when they were last finished, as JSON: only what a correction changes is changed.
  await db.schema.alterTable('follow_up').addColumn('said', 'text').execute();
  // When somebody last changed it here, by the machine's clock; empty = not since it was made.
  await db.schema
    .alterTable('follow_up')
    .addColumn('changed_at', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  // What both sides last had, as JSON.
  await db.schema.alterTable('follow_up').addColumn('agreed', 'text').execute();
  // When Planner was last asked about it, by the machine's clock.
  await db.schema
    .alterTable('follow_up')
    .addColumn('looked_at', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .createTable('follow_up_change')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('meeting', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('follow_up', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('field', 'text', (column) => column.notNull())
    .addColumn('here', 'text', (column) => column.notNull())
    .addColumn('planner', 'text', (column) => column.notNull())
    // Which of the two stands.
    .addColumn('kept', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('follow_up_change_key', ['tenant', 'meeting', 'id'])
    .execute();
  await db.schema
    .createTable('follow_up_card')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('week', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    // By the machine's clock; null = not again this week.
    .addColumn('next_try_at', 'text')
    .addPrimaryKeyConstraint('follow_up_card_key', ['tenant', 'person', 'week'])
    .execute();
};
