import { type Migration } from 'kysely/migration';

export const upProgramme: Migration['up'] = async (db) => {
  await db.schema
    .createTable('programme')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('pack', 'text', (column) => column.notNull())
    .addColumn('start_week', 'text', (column) => column.notNull())
    .addColumn('zone', 'text', (column) => column.notNull())
    .addColumn('post_on', 'integer', (column) => column.notNull())
    .addColumn('post_at', 'text', (column) => column.notNull())
    .addColumn('close_on', 'integer', (column) => column.notNull())
    .addColumn('close_at', 'text', (column) => column.notNull())
    .addColumn('late_hours', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('programme_key', ['tenant', 'id'])
    .execute();
  await db.schema
    .createTable('leader_channel')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('team_name', 'text', (column) => column.notNull())
    .addColumn('group_id', 'text', (column) => column.notNull())
    .addColumn('service_url', 'text', (column) => column.notNull())
    .addColumn('unit', 'text')
    .addColumn('programme', 'text')
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addPrimaryKeyConstraint('leader_channel_key', ['tenant', 'id'])
    .execute();
  await rounds(db);
  await discussions(db);
};

const rounds: Migration['up'] = async (db) => {
  await db.schema
    .createTable('round')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('programme', 'text', (column) => column.notNull())
    .addColumn('week', 'text', (column) => column.notNull())
    .addColumn('pack', 'text', (column) => column.notNull())
    .addColumn('entry', 'text', (column) => column.notNull())
    .addColumn('opens_at', 'text', (column) => column.notNull())
    .addColumn('closes_at', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addPrimaryKeyConstraint('round_key', ['tenant', 'id'])
    .addUniqueConstraint('round_week', ['tenant', 'programme', 'week'])
    .execute();
  await db.schema.createIndex('round_state').on('round').columns(['state', 'closes_at']).execute();
  await db.schema
    .createTable('round_channel')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('round_channel_key', ['tenant', 'round', 'channel'])
    .execute();
};

const discussions: Migration['up'] = async (db) => {
  await db.schema
    .createTable('discussion')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('unit', 'text', (column) => column.notNull())
    .addColumn('held_on', 'text', (column) => column.notNull())
    .addColumn('counterpart', 'text', (column) => column.notNull())
    .addColumn('basis', 'text', (column) => column.notNull())
    .addColumn('recorded_at', 'text', (column) => column.notNull())
    .addColumn('recorded_by', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('discussion_key', ['tenant', 'id'])
    .execute();
};
