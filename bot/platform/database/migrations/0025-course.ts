import { type Migration } from 'kysely/migration';

/** Courses of three meetings that leader groups have chosen. */
export const upCourse: Migration['up'] = async (db) => {
  await db.schema
    .createTable('course')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    // The channel while the course goes on, else its own id: a channel has one at a time.
    .addColumn('holds', 'text', (column) => column.notNull())
    .addColumn('series', 'text')
    .addColumn('programme', 'text', (column) => column.notNull())
    .addColumn('former', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    // JSON: the meetings' days, the posts and what has no room.
    .addColumn('plan', 'text', (column) => column.notNull())
    .addColumn('chosen_at', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'text')
    .addPrimaryKeyConstraint('course_key', ['tenant', 'id'])
    .addUniqueConstraint('course_holds', ['tenant', 'holds'])
    .execute();
};
