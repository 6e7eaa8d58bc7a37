import { mondayOf, plusDays, weekAfter, weekOf, weeksBetween } from './calendar.ts';
import { type LeaderChannel, type Programme, type Weekday } from './programme.ts';
import { nextSlot } from './rhythm.ts';

/** What a team's owner chooses on the set-up card. */
export interface SetUpChoice {
  /** `undefined` = it is not in the list; the administrator places the channel later. */
  readonly unit: string | undefined;
  readonly language: LeaderChannel['language'];
  readonly pack: string;
  readonly postOn: Weekday;
  /** Wall-clock `HH:MM`. */
  readonly postAt: string;
  readonly startWeek: string;
}

/** Weeks that are offered as the first: this one and those after it. */
const WEEKS_OFFERED = 9;
/** A card may have lain in the channel for a while, and a programme may post once a month. */
const WEEKS_LATE = 26;
const WEEKS_AHEAD = 53;

export const offeredWeeks = (today: string): readonly string[] =>
  Array.from({ length: WEEKS_OFFERED }, (_one, index) => weekAfter(weekOf(today), index));

/** A real ISO week, neither long past nor far away. */
export function isOffered(week: string, today: string): boolean {
  if (!/^\d{4}-W\d{2}$/.test(week) || weekOf(mondayOf(week)) !== week) return false;
  const away = weeksBetween(weekOf(today), week);
  return away >= -WEEKS_LATE && away < WEEKS_AHEAD;
}

/** So long that everybody has some working days to answer: from the first half of the week until Friday. */
export const closingDay = (postOn: Weekday): Weekday => (postOn <= 3 ? 5 : ((postOn - 1) as Weekday));

type Known = Programme & { readonly newestWeek: string | undefined };

/** The programme with the same content at the same times, whose next post is the one that is wanted as the first. */
export function programmeToJoin(known: readonly Known[], wanted: Programme, now: Date): Known | undefined {
  const first = nextSlot(wanted, now, undefined)?.opensAt.getTime();
  return known.find(
    (one) =>
      one.state === 'running' &&
      one.pack === wanted.pack &&
      one.postOn === wanted.postOn &&
      one.postAt === wanted.postAt &&
      nextSlot(one, now, one.newestWeek)?.opensAt.getTime() === first,
  );
}

/** Says what it is, and is free. */
export function newProgrammeId(
  { pack, startWeek, postOn, postAt }: Pick<SetUpChoice, 'pack' | 'startWeek' | 'postOn' | 'postAt'>,
  taken: ReadonlySet<string>,
): string {
  const base = `${pack}-${startWeek.toLowerCase()}-${postOn}-${postAt.replace(':', '')}`;
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}

/** The first day of a week with a name that people know. */
export const dayOfWeek = (week: string, day: Weekday): string => plusDays(mondayOf(week), day - 1);
