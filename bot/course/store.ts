import { type Insertable, type Selectable } from 'kysely';
import { type Connection } from '../platform/database/database.ts';
import { type Course, type CourseState, isActive } from './model.ts';

interface CourseTables {
  readonly course: {
    tenant: string;
    id: string;
    channel: string;
    holds: string;
    series: string | null;
    programme: string;
    former: string | null;
    state: CourseState;
    /** JSON: `Plan`. */
    plan: string;
    /** ISO times. */
    chosen_at: string;
    ended_at: string | null;
  };
}

type Plan = Pick<Course, 'days' | 'cancelled' | 'posts' | 'noRoom'>;

/** Courses of leader groups; a group has one at a time. */
export interface CourseStore {
  /** Answers false where the group has one that goes on. */
  add(course: Course): Promise<boolean>;
  /** Reads it for a change: whoever else would change it waits until this transaction has ended. */
  hold(tenant: string, id: string): Promise<Course | undefined>;
  keep(course: Course): Promise<void>;
  /** The group's that goes on, else its last. */
  latest(tenant: string, channel: string): Promise<Course | undefined>;
  /** Those that go on: of one tenant, or of all. */
  active(tenant?: string): Promise<readonly Course[]>;
}

export function courseStore(connection: Connection): CourseStore {
  const tables = connection.tables<CourseTables>();
  return {
    async add(course) {
      const added = await tables
        .insertInto('course')
        .values(rowOf(course))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return Number(added.numInsertedOrUpdatedRows ?? 0) > 0;
    },
    async hold(tenant, id) {
      const row = await tables
        .updateTable('course')
        .set((of) => ({ id: of.ref('id') }))
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      return row && courseOf(row);
    },
    async keep(course) {
      const { tenant, id, ...row } = rowOf(course);
      await tables.updateTable('course').set(row).where('tenant', '=', tenant).where('id', '=', id).execute();
    },
    async latest(tenant, channel) {
      const row = await tables
        .selectFrom('course')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('channel', '=', channel)
        .orderBy('chosen_at', 'desc')
        .orderBy('id')
        .executeTakeFirst();
      return row && courseOf(row);
    },
    async active(tenant) {
      const all = tables.selectFrom('course').selectAll().where('state', 'in', ['chosen', 'running']);
      const rows = await (tenant === undefined ? all : all.where('tenant', '=', tenant)).execute();
      return rows.map(courseOf);
    },
  };
}

function rowOf(course: Course): Insertable<CourseTables['course']> {
  const { days, cancelled, posts, noRoom, chosenAt, endedAt, ...same } = course;
  return {
    ...same,
    holds: isActive(course.state) ? course.channel : course.id,
    plan: JSON.stringify({ days, cancelled, posts, noRoom } satisfies Plan),
    ...{ chosen_at: chosenAt, ended_at: endedAt },
  };
}

function courseOf(row: Selectable<CourseTables['course']>): Course {
  const { tenant, id, channel, series, programme, former, state } = row;
  return {
    ...{ tenant, id, channel, series, programme, former, state },
    ...(JSON.parse(row.plan) as Plan),
    ...{ chosenAt: row.chosen_at, endedAt: row.ended_at },
  };
}
