import { type Migration } from 'kysely/migration';

/** Who has which place in a series, what waits for its next meeting, and versions and approval of minutes. */
export const upMeetingSeries: Migration['up'] = async (db) => {
  await db.schema
    .alterTable('series')
    .addColumn('roles', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  // 1 = somebody has said that the template is right.
  await db.schema
    .alterTable('series')
    .addColumn('chosen', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  // When silence approves, unless somebody remarks.
  await db.schema.alterTable('meeting').addColumn('silent_at', 'text').execute();
  await db.schema.createIndex('meeting_silent').on('meeting').columns(['state', 'silent_at']).execute();
  await db.schema
    .createIndex('meeting_series')
    .on('meeting')
    .columns(['tenant', 'series', 'starts_at'])
    .execute();

  await db.schema
    .createTable('series_item')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('series', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('item', 'text', (column) => column.notNull())
    // The meeting that it comes from: an item that is put off twice waits twice, one after the other.
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('why', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    // Waits for a meeting that starts later than this; empty = for any.
    .addColumn('after', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    // The meeting that has taken it.
    .addColumn('meeting', 'text')
    .addPrimaryKeyConstraint('series_item_key', ['tenant', 'series', 'id'])
    .execute();

  await db.schema
    .createTable('meeting_version')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('meeting', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('by_person', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('meeting_version_key', ['tenant', 'meeting', 'version'])
    .execute();

  await db.schema
    .createTable('meeting_verdict')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('meeting', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    // The item whose protocol is signed; empty for the minutes.
    .addColumn('item', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('side', 'text')
    .addColumn('verdict', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('meeting_verdict_key', ['tenant', 'meeting', 'id'])
    .execute();
};
