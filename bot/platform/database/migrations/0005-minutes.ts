import { type Migration } from 'kysely/migration';

export const upMinutes: Migration['up'] = async (db) => {
  await upSeries(db);
  await upMeetings(db);
  await upFollowUps(db);
  await upPublications(db);
};

const upSeries: Migration['up'] = async (db) => {
  await db.schema
    .createTable('series')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('chat', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('template', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('series_key', ['tenant', 'id'])
    .addUniqueConstraint('series_chat', ['tenant', 'chat'])
    .execute();

  // How many numbers a series has issued in a year; locked while one is issued, so that there are no gaps.
  await db.schema
    .createTable('series_count')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('series', 'text', (column) => column.notNull())
    .addColumn('year', 'text', (column) => column.notNull())
    .addColumn('items', 'integer', (column) => column.notNull())
    .addColumn('meetings', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('series_count_key', ['tenant', 'series', 'year'])
    .execute();

  await db.schema
    .createTable('waiting_item')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('by_person', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('meeting', 'text')
    .addPrimaryKeyConstraint('waiting_item_key', ['tenant', 'channel', 'key'])
    .execute();
};

const upMeetings: Migration['up'] = async (db) => {
  await db.schema
    .createTable('meeting')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('series', 'text', (column) => column.notNull())
    .addColumn('teams_meeting', 'text', (column) => column.notNull())
    // Distinguishes the occurrences of a repeated meeting, which share Teams' id.
    .addColumn('occurrence', 'text', (column) => column.notNull())
    .addColumn('chat', 'text', (column) => column.notNull())
    .addColumn('starts_at', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('number', 'text')
    // Where the results go: what waits for that channel's next meeting comes here.
    .addColumn('channel', 'text')
    // Counts the changes; its row lock puts them in one order.
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('head', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('meeting_key', ['tenant', 'id'])
    .addUniqueConstraint('meeting_occurrence', ['tenant', 'teams_meeting', 'occurrence'])
    .execute();

  await db.schema
    .createTable('meeting_item')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('meeting', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('meeting_item_key', ['tenant', 'meeting', 'id'])
    .execute();

  await db.schema
    .createTable('meeting_change')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('meeting', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    // Of an edit: which text, and the revision it made of it.
    .addColumn('target', 'text')
    .addColumn('revision', 'integer')
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('by_person', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('meeting_change_key', ['tenant', 'meeting', 'sequence'])
    .addUniqueConstraint('meeting_change_once', ['tenant', 'meeting', 'id'])
    .execute();
  await db.schema
    .createIndex('meeting_change_text')
    .on('meeting_change')
    .columns(['tenant', 'meeting', 'target', 'revision'])
    .execute();
};

const upFollowUps: Migration['up'] = async (db) => {
  await db.schema
    .createTable('follow_up')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('meeting', 'text', (column) => column.notNull())
    .addColumn('item', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('due', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('exempt', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('follow_up_key', ['tenant', 'meeting', 'id'])
    .execute();
  await db.schema
    .createIndex('follow_up_owner')
    .on('follow_up')
    .columns(['tenant', 'owner', 'status'])
    .execute();
};

const upPublications: Migration['up'] = async (db) => {
  await db.schema
    .createTable('publication')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('meeting', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    // The follow-up of a task; empty for the document and the summary.
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('next_try_at', 'text')
    // On whose behalf, and how long some instance may still hold that person's token.
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('token_until', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('link', 'text')
    .addColumn('bytes', 'blob')
    .addPrimaryKeyConstraint('publication_key', ['tenant', 'id'])
    .addUniqueConstraint('publication_once', ['tenant', 'meeting', 'kind', 'subject'])
    .execute();
  await db.schema
    .createIndex('publication_due')
    .on('publication')
    .columns(['state', 'next_try_at'])
    .execute();

  await db.schema
    .createTable('chat_address')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('service_url', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('chat_address_key', ['tenant', 'conversation'])
    .execute();
};
