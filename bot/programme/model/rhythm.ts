import {
  dayIn,
  easterSunday,
  instantOf,
  isHoliday,
  mondayOf,
  plusDays,
  weekAfter,
  weekdayOf,
  weekOf,
  weeksBetween,
} from './calendar.ts';
import { type Programme, type QuietPeriod } from './programme.ts';

/** When a week's round opens and closes. */
export interface Slot {
  readonly week: string;
  /** The ISO date on which it opens, in the zone of the programme. */
  readonly day: string;
  /** The ISO date that the rhythm has for it, before days off and changes. */
  readonly usual: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** From then on a missed opening is skipped. */
  readonly lateUntil: Date;
  /** Why the week has no round, though the rhythm has one there; a text key. */
  readonly skip: string | undefined;
  /** Why it opens on another day than usual; a text key. */
  readonly moved: string | undefined;
}

/** What decides when a programme posts. */
export type Rhythm = Pick<
  Programme,
  | 'startWeek'
  | 'zone'
  | 'postOn'
  | 'postAt'
  | 'closeOn'
  | 'closeAt'
  | 'lateHours'
  | 'every'
  | 'nth'
  | 'onHoliday'
  | 'quiet'
  | 'daysOff'
  | 'changes'
>;

const HOUR_MS = 3_600_000;
const SHORTEST_MS = 24 * HOUR_MS;
/** So far ahead that any rhythm has come round twenty times, whatever is quiet. */
const WEEKS_AHEAD = 160;
/** A week never opens so many weeks from its own, moved or not: there would be another one between. */
export const WEEKS_APART = 5;
/** So far a day off moves a post; in a longer leave it is left out, or it would meet the next one. */
const DAYS_MOVED_MAX = 6;

const isOff = ({ daysOff }: Rhythm, day: string) => isHoliday(day) || daysOff.includes(day);
const isWorkingDay = (rhythm: Rhythm, day: string) => weekdayOf(day) < 6 && !isOff(rhythm, day);

/** Quiet periods: July; from Christmas Eve to New Year's Day; Palm Sunday to Easter Sunday. */
export function quietPeriodOf({ quiet }: Rhythm, day: string): QuietPeriod | undefined {
  const monthDay = day.slice(5);
  const easter = easterSunday(Number(day.slice(0, 4)));
  const isIn: Readonly<Record<QuietPeriod, boolean>> = {
    july: monthDay.startsWith('07-'),
    christmas: monthDay >= '12-24' || monthDay === '01-01',
    easter: day >= plusDays(easter, -7) && day <= easter,
  };
  return quiet.find((period) => isIn[period]);
}

/** The day in the week on which the rhythm posts, before holidays; `undefined` = none in this week. */
function nominalDay(rhythm: Rhythm, week: string): string | undefined {
  const monday = mondayOf(week);
  const usual = plusDays(monday, rhythm.postOn - 1);
  switch (rhythm.every) {
    case 'week':
      return usual;
    case 'two-weeks':
      return Math.abs(weeksBetween(rhythm.startWeek, week)) % 2 === 0 ? usual : undefined;
    case 'month':
      return Math.ceil(Number(usual.slice(8)) / 7) === rhythm.nth ? usual : undefined;
    case 'working-day':
      return [monday, plusDays(monday, 6)]
        .map((day) => nthWorkingDay(rhythm, day.slice(0, 7)))
        .find((day) => day !== undefined && weekOf(day) === week);
  }
}

function nthWorkingDay(rhythm: Rhythm, month: string): string | undefined {
  let left = rhythm.nth;
  for (let day = `${month}-01`; day.startsWith(month); day = plusDays(day, 1))
    if (isWorkingDay(rhythm, day) && --left === 0) return day;
  return undefined;
}

interface Opening {
  readonly day: string;
  readonly usual: string;
  readonly skip: string | undefined;
  readonly moved: string | undefined;
}

function openingOf(rhythm: Rhythm, week: string): Opening | undefined {
  const usual = nominalDay(rhythm, week);
  if (usual === undefined) return undefined;
  const change = rhythm.changes.get(week);
  if (change === 'skip') return { day: usual, usual, skip: 'programme.reason.skipped', moved: undefined };
  if (change !== undefined) {
    const moved = change === usual ? undefined : 'programme.reason.moved';
    return { day: change, usual, skip: undefined, moved };
  }
  const day = offHoliday(rhythm, usual);
  if (day === undefined) return { day: usual, usual, skip: 'programme.reason.holiday', moved: undefined };
  const quiet = quietPeriodOf(rhythm, usual) ?? quietPeriodOf(rhythm, day);
  return {
    ...{ day, usual },
    skip: quiet === undefined ? undefined : 'programme.reason.quiet',
    moved: day === usual ? undefined : 'programme.reason.holiday',
  };
}

/** The day itself, or the working day that a day off moves it to; `undefined` = it is left out. */
function offHoliday(rhythm: Rhythm, day: string): string | undefined {
  if (!isOff(rhythm, day)) return day;
  if (rhythm.onHoliday === 'skip') return undefined;
  const step = rhythm.onHoliday === 'previous' ? -1 : 1;
  const near = nearestWorkingDay(rhythm, day, step);
  const isNear = step === 1 ? near <= plusDays(day, DAYS_MOVED_MAX) : near >= plusDays(day, -DAYS_MOVED_MAX);
  return isNear ? near : undefined;
}

function nearestWorkingDay(rhythm: Rhythm, day: string, step: 1 | -1): string {
  let near = day;
  while (!isWorkingDay(rhythm, near)) near = plusDays(near, step);
  return near;
}

/** A day off moves the closing back; and a round is closed at the latest when the next one opens. */
function closingOf(rhythm: Rhythm, week: string, opening: Opening): Date {
  const closing = plannedClosing(rhythm, week, opening);
  const next = nextOpening(rhythm, week);
  if (next === undefined) return closing;
  const nextOpensAt = instantOf(rhythm.zone, next.day, rhythm.postAt);
  return nextOpensAt < closing ? nextOpensAt : closing;
}

function plannedClosing(rhythm: Rhythm, week: string, { day }: Opening): Date {
  const { zone, postOn, postAt, closeOn, closeAt, every } = rhythm;
  const opensAt = instantOf(zone, day, postAt);
  const closeIn = (weeksLater: number): Date => {
    const closeDay = plusDays(mondayOf(week), closeOn - 1 + 7 * weeksLater);
    const open = isOff(rhythm, closeDay) ? nearestWorkingDay(rhythm, closeDay, -1) : closeDay;
    return instantOf(zone, open, closeAt);
  };
  // A week that was moved into another closes in that one.
  const moved = rhythm.changes.has(week) ? Math.max(0, weeksBetween(week, weekOf(day))) : 0;
  if (every === 'working-day') {
    // The n-th working day is any day of the week, perhaps the one on which rounds close.
    const isTooShort = closeIn(moved).getTime() - opensAt.getTime() < SHORTEST_MS;
    return closeIn(isTooShort ? moved + 1 : moved);
  }
  const isAcrossWeekend = closeOn < postOn || (closeOn === postOn && closeAt <= postAt);
  if (!isAcrossWeekend) return closeIn(moved);
  const first = Math.max(1, moved);
  return closeIn(moved > 0 && closeIn(first) <= opensAt ? first + 1 : first);
}

/** The next week's that is held; a changed one may come from further ahead. */
function nextOpening(rhythm: Rhythm, week: string): Opening | undefined {
  const weeks = rhythm.changes.size > 0 ? WEEKS_APART : 2;
  for (let ahead = 1; ahead <= weeks; ahead++) {
    const next = openingOf(rhythm, weekAfter(week, ahead));
    if (next !== undefined && next.skip === undefined) return next;
  }
  return undefined;
}

/** `undefined` = the rhythm has no post in this week. */
export function slotOf(rhythm: Rhythm, week: string): Slot | undefined {
  const opening = openingOf(rhythm, week);
  if (opening === undefined) return undefined;
  const opensAt = instantOf(rhythm.zone, opening.day, rhythm.postAt);
  const closesAt = closingOf(rhythm, week, opening);
  const isTooShort = opensAt >= closesAt;
  const lateUntil = opensAt.getTime() + rhythm.lateHours * HOUR_MS;
  return {
    ...opening,
    ...{ week, opensAt, closesAt },
    lateUntil: new Date(isTooShort ? lateUntil : Math.min(lateUntil, closesAt.getTime())),
    skip: opening.skip ?? (isTooShort ? 'programme.reason.holidays' : undefined),
  };
}

/** What to do with the weeks that have come and have no round yet. */
export interface DueWeeks {
  readonly open: Slot | undefined;
  readonly skip: readonly (Slot & { readonly skip: string })[];
}

const later = (one: string, other: string) => (one > other ? one : other);

/** The first week after `last`, the newest that has a round, and not before the programme starts. */
function firstOpenWeek(rhythm: Rhythm, last: string | undefined): string {
  return last === undefined ? rhythm.startWeek : later(rhythm.startWeek, weekAfter(last));
}

function slotsBetween(rhythm: Rhythm, first: string, weeks: number): readonly Slot[] {
  return Array.from({ length: Math.max(0, weeks) }, (_one, index) =>
    slotOf(rhythm, weekAfter(first, index)),
  ).filter((slot) => slot !== undefined);
}

/**
 * The newest week that has come is opened while its late window lasts; the others are skipped with a reason.
 * Weeks whose window ended before `since`, when the programme was set running, never were due.
 */
export function dueWeeks(rhythm: Rhythm, since: Date, now: Date, last: string | undefined): DueWeeks {
  const startedIn = weekAfter(weekOf(dayIn(rhythm.zone, since)), -WEEKS_APART);
  const first = later(firstOpenWeek(rhythm, last), startedIn);
  // Before a holiday, or moved, a week may open in one before its own.
  const weeks = weeksBetween(first, weekOf(dayIn(rhythm.zone, now))) + 1 + WEEKS_APART;
  const come = slotsBetween(rhythm, first, weeks).filter(
    (slot) => slot.opensAt <= now && slot.lateUntil > since,
  );
  const newest = come.at(-1);
  const open = newest?.skip === undefined && newest && now < newest.lateUntil ? newest : undefined;
  return {
    open,
    skip: come
      .filter((slot) => slot !== open)
      .map((slot) => ({ ...slot, skip: slot.skip ?? 'programme.reason.missed' })),
  };
}

/** The next so many weeks of the rhythm that can still come, those that will be skipped among them. */
export function upcoming(
  rhythm: Rhythm,
  now: Date,
  at: { readonly last: string | undefined; readonly count: number },
): readonly Slot[] {
  const earliest = weekAfter(weekOf(dayIn(rhythm.zone, now)), -WEEKS_APART);
  const first = later(firstOpenWeek(rhythm, at.last), earliest);
  const found: Slot[] = [];
  for (let index = 0; index < WEEKS_AHEAD && found.length < at.count; index++) {
    const slot = slotOf(rhythm, weekAfter(first, index));
    if (slot !== undefined && slot.lateUntil > now) found.push(slot);
  }
  return found;
}

/** The next opening that can still come. */
export function nextSlot(rhythm: Rhythm, now: Date, last: string | undefined): Slot | undefined {
  return upcoming(rhythm, now, { last, count: 20 }).find((slot) => slot.skip === undefined);
}
