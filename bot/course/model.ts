import { type Entry, type Pack } from '../content/model.ts';
import { Refusal } from '../refusal.ts';

/** The three meetings, in their order: the templates that they are held by. */
export const episodes = ['dfo-episode-1', 'dfo-episode-2', 'dfo-episode-3'] as const;

/** The pack that a course's programme takes its weeks from: the statements on maturity and the prompts, as one. */
export const coursePack = {
  id: 'kurs-tre-ledermoter',
  of: ['modenhet', 'tre-ledermoter'],
  name: {
    nb: 'Kurset tre ledermøter',
    nn: 'Kurset tre leiarmøte',
    en: 'The course of three leader meetings',
  },
} as const;

/** What comes before and after each meeting, by the ids of the pack of prompts. */
export const prompts = [
  { before: 'for-forste-mote', after: 'etter-forste-mote' },
  { before: 'for-andre-mote', after: 'etter-andre-mote' },
  { before: 'for-tredje-mote', after: 'etter-tredje-mote' },
] as const;

/** One of the three; `null` = the group leaves it out. */
export type Day = string | null;

/** A post of the course: an entry in the week that it comes in. */
export interface Placed {
  readonly week: string;
  /** ISO date. */
  readonly day: string;
  readonly entry: string;
  readonly phase: 'before' | 'prompt' | 'after';
}

/** A week that a round can be held in, and the ISO date on which it opens. */
export interface FreeWeek {
  readonly week: string;
  readonly day: string;
}

export interface CourseContent {
  /** The statements, once; the same ones again after the last meeting. */
  readonly before: readonly Entry[];
  readonly after: readonly Entry[];
  readonly prompts: readonly Entry[];
}

export interface CoursePlan {
  /** In the order they come, with those that have come. */
  readonly posts: readonly Placed[];
  /** Ids of entries for which there is no week; those of meetings that are left out are not among them. */
  readonly noRoom: readonly string[];
}

/** The first time all statements are asked, and the last time, from a pack that asks them several times over. */
export function courseContent(
  maturity: Pick<Pack, 'entries'>,
  between: Pick<Pack, 'entries'>,
): CourseContent {
  const first = askedOnce(maturity.entries);
  const last = [...askedOnce(maturity.entries.toReversed())].reverse();
  const asked = new Set(idsOf(first));
  return {
    before: first,
    // What is asked afterwards only has nothing to be held against.
    after: last.filter((entry) => !first.includes(entry) && idsOf([entry]).every((id) => asked.has(id))),
    prompts: between.entries,
  };
}

const idsOf = (entries: readonly Entry[]) =>
  entries.flatMap(({ questions }) => questions.map(({ id }) => id));

function askedOnce(entries: readonly Entry[]): readonly Entry[] {
  const asked = new Set<string>();
  return entries.filter((entry) => {
    const isNew = idsOf([entry]).some((id) => !asked.has(id));
    for (const id of idsOf([entry])) asked.add(id);
    return isNew;
  });
}

/** Days in their order, one meeting at least, none before today for one that is not held. Throws `course-dates`. */
export function checkDays(days: readonly Day[], today: string, held: readonly boolean[] = []): void {
  const there = days.flatMap((day, at) => (day === null ? [] : [{ day, isHeld: held[at] ?? false }]));
  const isInOrder = there.every(({ day }, at) => at === 0 || day > (there[at - 1]?.day ?? ''));
  const isComing = there.every(({ day, isHeld }) => isHeld || day >= today);
  if (there.length === 0 || !isInOrder || !isComing) throw new Refusal('course-dates');
}

interface Placing {
  /** Of the meetings that are held or will be. */
  readonly days: readonly Day[];
  /** Weeks that are still to come, in their order. */
  readonly free: readonly FreeWeek[];
  /** What has come already stays where it was. */
  readonly done: readonly Placed[];
  readonly content: CourseContent;
}

/**
 * Puts every post in a week: a prompt on the last day of posting before its meeting and the first one after it, the
 * statements in the weeks before the first meeting's prompt and after the last one's. Where two meetings leave one week
 * between them, what prepares the next meeting goes first. Statements that had no week before have none after.
 */
export function placePosts({ days, free, done, content }: Placing): CoursePlan {
  const placed = new Map<string, Placed>();
  const came = new Set(done.map(({ entry }) => entry));
  const put = (entry: string, phase: Placed['phase'], week: FreeWeek | undefined) => {
    if (week !== undefined) placed.set(week.week, { ...week, entry, phase });
  };
  const rest = () => free.filter(({ week }) => !placed.has(week));
  const meetings = days.flatMap((day, at) => (day === null ? [] : [{ day, ...promptsOf(content, at) }]));
  const first = meetings[0]?.day;
  const last = meetings.at(-1)?.day;
  if (first === undefined || last === undefined) return { posts: [...done], noRoom: [] };

  for (const [at, { day, before }] of meetings.entries()) {
    const from = meetings[at - 1]?.day ?? '';
    if (before !== undefined && !came.has(before))
      put(
        before,
        'prompt',
        rest().findLast((one) => one.day < day && one.day > from),
      );
  }
  for (const [at, { day, after }] of meetings.entries()) {
    const until = meetings[at + 1]?.day ?? '9999';
    const next = rest().find((one) => one.day > day && one.day < until);
    if (after !== undefined && !came.has(after)) put(after, 'prompt', next);
  }
  const before = content.before.filter(({ id }) => !came.has(id));
  const room = rest().filter(({ day }) => day < first);
  for (const [at, week] of room.slice(-before.length || room.length).entries())
    put(before[at]?.id ?? '', 'before', before[at] && week);
  const all = () => [...done, ...placed.values()];
  const comparable = comparableAfter(content, new Set(all().map(({ entry }) => entry)));
  const after = comparable.filter(({ id }) => !came.has(id));
  const weeksAfter = rest().filter(({ day }) => day > last);
  for (const [at, { id }] of after.entries()) put(id, 'after', weeksAfter[at]);

  const posts = all().sort((one, other) => (one.week < other.week ? -1 : 1));
  const there = new Set(posts.map(({ entry }) => entry));
  const wanted = [
    ...content.before.map(({ id }) => id),
    ...meetings.flatMap(({ before, after }) => [before, after]).filter((id) => id !== undefined),
  ];
  return { posts, noRoom: wanted.filter((id) => !there.has(id)) };
}

/** Ids of a meeting's prompts that the pack has: an agency may have hidden one. */
function promptsOf({ prompts: offered }: CourseContent, meeting: number) {
  const isThere = (id: string | undefined) => (offered.some((one) => one.id === id) ? id : undefined);
  return { before: isThere(prompts[meeting]?.before), after: isThere(prompts[meeting]?.after) };
}

/** Of the second asking, what asks nothing but statements that were asked the first time. */
function comparableAfter({ before, after }: CourseContent, there: ReadonlySet<string>): readonly Entry[] {
  const asked = new Set(idsOf(before.filter(({ id }) => there.has(id))));
  return after.filter((entry) => idsOf([entry]).every((id) => asked.has(id)));
}

/** How many statements are asked, of how many, and in which weeks. */
export function maturityOf(plan: Pick<CoursePlan, 'posts'>, content: CourseContent) {
  const entriesIn = (phase: Placed['phase']) => {
    const ids = new Set(plan.posts.filter((post) => post.phase === phase).map(({ entry }) => entry));
    return [...content.before, ...content.after].filter(({ id }) => ids.has(id));
  };
  const weeksIn = (phase: Placed['phase']) =>
    plan.posts.filter((post) => post.phase === phase).map(({ week }) => week);
  return {
    asked: new Set(idsOf(entriesIn('before'))).size,
    all: new Set(idsOf(content.before)).size,
    questions: entriesIn('before').flatMap(({ questions }) => questions),
    ...{ before: weeksIn('before'), after: weeksIn('after') },
  };
}

export type CourseState = 'chosen' | 'running' | 'done' | 'stopped';

export const isActive = (state: CourseState): boolean => state === 'chosen' || state === 'running';

/** A course as it is kept. */
export interface Course {
  readonly tenant: string;
  readonly id: string;
  /** The leader channel of the group. */
  readonly channel: string;
  /** The series of its meetings; `null` = whichever the group meets in: nobody has opened a meeting yet. */
  readonly series: string | null;
  /** The programme that it posts in, and the one that the channel comes from and goes back to. */
  readonly programme: string;
  readonly former: string | null;
  readonly state: CourseState;
  readonly days: readonly Day[];
  /** Days of meetings that were called off; a new day takes them out. */
  readonly cancelled: readonly string[];
  readonly posts: readonly Placed[];
  readonly noRoom: readonly string[];
  /** ISO time. */
  readonly chosenAt: string;
  readonly endedAt: string | null;
}

/** Of the meetings that will be held: those called off wait for a new day, and nothing hangs on them meanwhile. */
export const heldDays = ({ days, cancelled }: Pick<Course, 'days' | 'cancelled'>): readonly Day[] =>
  days.map((day) => (day !== null && cancelled.includes(day) ? null : day));
