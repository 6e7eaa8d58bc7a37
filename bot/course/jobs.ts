import { type Connection } from '../platform/database/database.ts';
import { type DueWork } from '../platform/jobs/jobs.ts';
import { dayIn, mondayOf, plusDays } from '../programme/model/calendar.ts';
import { type EpisodeMeeting } from '../programme/slots/course.ts';
import { keepCourse, settleMeetings } from './actions/keeping.ts';
import { type CourseParts, daysOf, groupName, meetingsOf, zone } from './actions/parts.ts';
import { replanned } from './actions/step.ts';
import { type Course, coursePack, isActive } from './model.ts';
import { courseStore } from './store.ts';

/**
 * Courses begin and end by their dates, and follow what becomes of their meetings. Looked at once a minute: all of it can
 * be done again, and what a stop cut off is done then.
 */
export function courseWork(parts: CourseParts): DueWork {
  const { database, clock } = parts;
  let looked = '';
  return {
    name: 'courses',
    async run() {
      const minute = clock.now().toISOString().slice(0, 16);
      if (minute === looked) return 0;
      let moved = 0;
      for (const course of await courseStore(database).active()) moved += await tend(parts, course);
      looked = minute;
      return moved;
    },
  };
}

async function tend(parts: CourseParts, known: Course): Promise<number> {
  const { database, programme } = parts;
  const { tenant, id } = known;
  const meetings = await meetingsOf(parts, known);
  const channel = await programme.channel(tenant, known.channel);
  const today = dayIn(zone, parts.clock.now());
  const next = await database.transaction(async (connection) => {
    const held = await courseStore(connection).hold(tenant, id);
    if (!held || !isActive(held.state)) return held;
    const fresh = await withCancelled(parts, connection, held, meetings);
    const after = await begunOrEnded(parts, connection, fresh, today);
    if (after !== held)
      await keepCourse(parts, connection, {
        known: held,
        next: after,
        group: channel ? groupName(channel) : '',
      });
    return after;
  });
  if (!next) return 0;
  const settled = await settleMeetings(parts, next);
  return settled + (next.state === known.state ? 0 : 1);
}

/** Nothing hangs on a meeting that was called off, until it gets a new day. */
async function withCancelled(
  parts: CourseParts,
  connection: Connection,
  course: Course,
  meetings: readonly EpisodeMeeting[],
): Promise<Course> {
  const cancelled = daysOf(course).filter((day) => {
    const there = meetings.filter((one) => one.day === day);
    return there.length > 0 && there.every(({ state }) => state === 'cancelled');
  });
  // An agency's pack with a fault is withheld until it is mended.
  const isThere = parts.packs.find(coursePack.id) !== undefined;
  if (cancelled.join() === course.cancelled.join() || !isThere) return course;
  return await replanned(parts, connection, { ...course, cancelled });
}

/** The channel follows the course from the Monday of its first post until the Sunday after its last, or its last meeting. */
async function begunOrEnded(
  { programme, clock }: CourseParts,
  connection: Connection,
  course: Course,
  today: string,
): Promise<Course> {
  const [first, last] = [course.posts[0], course.posts.at(-1)];
  const lastMeeting = daysOf(course).at(-1) ?? '';
  const lastPost = last === undefined ? '' : plusDays(mondayOf(last.week), 6);
  const end = lastMeeting > lastPost ? lastMeeting : lastPost;
  if (today > end) return { ...course, state: 'done', endedAt: clock.now().toISOString() };
  const monday = first === undefined ? end : mondayOf(first.week);
  if (course.state === 'running' || today < monday || first === undefined) return course;
  const channel = { tenant: course.tenant, id: course.channel };
  const former = await programme.hand(connection, channel, { to: course.programme });
  return { ...course, state: 'running', former: former === undefined ? course.former : former };
}
