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

/** A meeting that is held, with the prompts around it. */
interface Stop {
  readonly day: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * Puts every post in a week: a prompt on the last day of posting before its meeting and the first one after it, the
 * statements in the weeks before the first meeting's prompt and after the last one's. Where two meetings leave one week
 * between them, what prepares the next meeting goes first. Statements that had no week before have none after.
 */
export function placePosts({ days, free, done, content }: Placing): CoursePlan {
  const stops = days.flatMap((day, at) => (day === null ? [] : [{ day, ...promptsOf(content, at) }]));
  const first = stops[0]?.day;
  const last = stops.at(-1)?.day;
  if (first === undefined || last === undefined) return { posts: [...done], noRoom: [] };
  const year = openYear(free, done);
  placePrompts(year, stops);
  const room = year.rest(({ day }) => day < first);
  const before = content.before.filter(({ id }) => !year.came(id));
  year.fill('before', before, room.slice(Math.max(0, room.length - before.length)));
  year.fill(
    'after',
    comparableAfter(content, year.posts()).filter(({ id }) => !year.came(id)),
    year.rest(({ day }) => day > last),
  );
  const posts = year.posts();
  const wanted = [
    ...content.before.map(({ id }) => id),
    ...stops.flatMap(({ before, after }) => [before, after]).filter((id) => id !== undefined),
  ];
  return { posts, noRoom: wanted.filter((id) => !posts.some(({ entry }) => entry === id)) };
}

/** Each week takes one post, and each entry comes once. */
function openYear(free: readonly FreeWeek[], done: readonly Placed[]) {
  const placed = new Map<string, Placed>();
  const came = (entry: string) => done.some((one) => one.entry === entry);
  const put = (phase: Placed['phase'], entry: string | undefined, { week, day }: Partial<FreeWeek> = {}) => {
    if (entry === undefined || week === undefined || day === undefined || came(entry)) return;
    placed.set(week, { week, day, entry, phase });
  };
  return {
    ...{ came, put },
    rest: (fits: (one: FreeWeek) => boolean) => free.filter((one) => !placed.has(one.week) && fits(one)),
    fill(phase: Placed['phase'], entries: readonly Entry[], weeks: readonly FreeWeek[]) {
      for (const [at, { id }] of entries.entries()) put(phase, id, weeks[at]);
    },
    posts: () => [...done, ...placed.values()].sort((one, other) => (one.week < other.week ? -1 : 1)),
  };
}

function placePrompts(year: ReturnType<typeof openYear>, stops: readonly Stop[]): void {
  for (const [at, { day, before }] of stops.entries()) {
    const from = stops[at - 1]?.day ?? '';
    year.put('prompt', before, year.rest((one) => one.day > from && one.day < day).at(-1));
  }
  for (const [at, { day, after }] of stops.entries()) {
    const until = stops[at + 1]?.day ?? '9999';
    year.put('prompt', after, year.rest((one) => one.day > day && one.day < until)[0]);
  }
}

/** Ids of a meeting's prompts that the pack has: an agency may have hidden one. */
function promptsOf({ prompts: offered }: CourseContent, meeting: number) {
  const isThere = (id: string | undefined) => (offered.some((one) => one.id === id) ? id : undefined);
  return { before: isThere(prompts[meeting]?.before), after: isThere(prompts[meeting]?.after) };
}

/** Of the second asking, what asks nothing but statements that were asked the first time. */
function comparableAfter({ before, after }: CourseContent, posts: readonly Placed[]): readonly Entry[] {
  const there = new Set(posts.map(({ entry }) => entry));
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
