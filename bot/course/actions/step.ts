import { type Packs } from '../../content/packs.ts';
import { type Connection } from '../../platform/database/database.ts';
import { etagOf } from '../../programme/actions/etag.ts';
import { dayIn } from '../../programme/model/calendar.ts';
import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';
import { type CourseMeetings, type EpisodeMeeting } from '../../programme/slots/course.ts';
import { Refusal } from '../../refusal.ts';
import { type CourseBody } from '../api.ts';
import {
  checkDays,
  type Course,
  type CourseContent,
  courseContent,
  coursePack,
  type Day,
  heldDays,
  isActive,
  type Placed,
  placePosts,
} from '../model.ts';
import { type CourseParts, meetingsOf, zone } from './parts.ts';

/** What others know of a group, asked before the transaction. */
export interface Facts {
  readonly channel: LeaderChannel;
  /** What the course can be held in. */
  readonly series: Awaited<ReturnType<CourseMeetings['series']>>;
  readonly meetings: readonly EpisodeMeeting[];
}

export async function factsFor(
  parts: Pick<CourseParts, 'meetings'>,
  channel: LeaderChannel,
  known: Course | undefined,
): Promise<Facts> {
  return {
    channel,
    series: await parts.meetings.series(channel.tenant, channel.id),
    meetings: known ? await meetingsOf(parts, known) : [],
  };
}

/**
 * The course after a decision. The same step shows the effects and is kept, so that they cannot differ. Throws
 * `course-dates`, `course-running`, `wrong-state` for a meeting that has begun, `not-found` or `changed-meanwhile`.
 */
export async function courseStep(
  parts: Pick<CourseParts, 'programme' | 'packs' | 'clock' | 'ids'>,
  connection: Connection,
  of: { readonly known: Course | undefined; readonly facts: Facts; readonly body: CourseBody },
): Promise<Course> {
  const { known, facts, body } = of;
  if (body.ifMatch !== undefined && body.ifMatch !== courseEtag(known))
    throw new Refusal('changed-meanwhile');
  const today = dayIn(zone, parts.clock.now());
  const decided = body.do === 'choose' ? chosen(parts, of, body) : changed(known, facts, body);
  if (decided === known) return known;
  if (!isActive(decided.state)) return await ended(parts, connection, decided);
  checkDays(
    decided.days,
    today,
    decided.days.map((day, at) => day === known?.days[at]),
  );
  return await replanned(parts, connection, decided);
}

export const courseEtag = (course: Course | undefined): string =>
  course === undefined ? 'new' : etagOf(Object.entries(course).sort());

function chosen(
  { clock, ids }: Pick<CourseParts, 'clock' | 'ids'>,
  { known, facts }: { readonly known: Course | undefined; readonly facts: Facts },
  { series, days }: Extract<CourseBody, { do: 'choose' }>,
): Course {
  if (known && isActive(known.state)) {
    // The same choice once more, whose answer was lost.
    if (known.series === series && known.days.join() === days.join()) return known;
    throw new Refusal('course-running');
  }
  if (series !== null && !facts.series.some(({ id }) => id === series)) throw new Refusal('not-found');
  const { tenant, id: channel, programme } = facts.channel;
  const id = ids();
  return {
    ...{ tenant, id, channel, series, days, former: programme ?? null },
    programme: `kurs-${id.toLowerCase().slice(0, 8)}`,
    ...{ state: 'chosen', cancelled: [], posts: [], noRoom: [] },
    ...{ chosenAt: clock.now().toISOString(), endedAt: null },
  };
}

function changed(
  known: Course | undefined,
  { meetings }: Facts,
  body: Exclude<CourseBody, { do: 'choose' }>,
): Course {
  if (!known || !isActive(known.state)) throw new Refusal('not-found');
  if (body.do === 'stop') return { ...known, state: 'stopped' };
  const before = known.days[body.meeting - 1] ?? null;
  const after: Day = body.do === 'move' ? body.day : null;
  if (before === after && !known.cancelled.includes(before ?? '')) return known;
  const begun = meetings.some(
    ({ day, state }) => day === before && (state === 'under-way' || state === 'finished'),
  );
  if (begun) throw new Refusal('wrong-state');
  return {
    ...known,
    days: known.days.map((day, at) => (at === body.meeting - 1 ? after : day)),
    cancelled: known.cancelled.filter((day) => day !== before),
  };
}

/** What has not come does not come. */
async function ended(
  { programme, packs, clock }: Pick<CourseParts, 'programme' | 'packs' | 'clock'>,
  connection: Connection,
  course: Course,
): Promise<Course> {
  const { rounds } = await programme.plannable(programmeOf(course), connection);
  return {
    ...course,
    ...{ posts: doneOf(rounds, contentOf(packs)), noRoom: [] },
    endedAt: clock.now().toISOString(),
  };
}

/** Every post in the week that its meetings' days give it; what has come stays. */
export async function replanned(
  { programme, packs }: Pick<CourseParts, 'programme' | 'packs'>,
  connection: Connection,
  course: Course,
): Promise<Course> {
  const content = contentOf(packs);
  const { free, rounds } = await programme.plannable(programmeOf(course), connection);
  const { posts, noRoom } = placePosts({
    days: heldDays(course),
    free: free.map(({ week, day }) => ({ week, day })),
    ...{ done: doneOf(rounds, content), content },
  });
  return { ...course, posts, noRoom };
}

export const programmeOf = ({ tenant, programme: id, former: like }: Course) => ({ tenant, id, like });

/** Throws `unknown-pack` where an agency's change to one of them is withheld. */
export function contentOf(packs: Packs): CourseContent {
  const [maturity, between] = coursePack.of;
  return courseContent(packs.pack(maturity), packs.pack(between));
}

function doneOf(rounds: readonly Round[], { before, after }: CourseContent): readonly Placed[] {
  const phaseOf = (entry: string): Placed['phase'] => {
    if (before.some(({ id }) => id === entry)) return 'before';
    return after.some(({ id }) => id === entry) ? 'after' : 'prompt';
  };
  return rounds
    .filter(({ state }) => state !== 'skipped')
    .map(({ week, entry, opensAt }) => ({ week, day: dayIn(zone, opensAt), entry, phase: phaseOf(entry) }));
}
