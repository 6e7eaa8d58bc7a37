import { type Programme } from './programme.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const dayMs = (day: string) => Date.parse(`${day}T00:00:00Z`);
const plusDays = (day: string, days: number) => isoDay(dayMs(day) + days * DAY_MS);
/** 1 = Monday … 7 = Sunday. */
const weekdayOf = (day: string) => new Date(dayMs(day)).getUTCDay() || 7;

/** Month and day of Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher). */
function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return isoDay(Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1));
}

const fixedHolidays = ['01-01', '05-01', '05-17', '12-25', '12-26'];
const holidaysFromEaster = [-3, -2, 0, 1, 39, 49, 50];

/** The 12 public holidays of Norway, as ISO dates; two may share a day (17 May 2027). */
export function holidays(year: number): ReadonlySet<string> {
  const easter = easterSunday(year);
  return new Set([
    ...fixedHolidays.map((day) => `${year}-${day}`),
    ...holidaysFromEaster.map((days) => plusDays(easter, days)),
  ]);
}

const isHoliday = (day: string) => holidays(Number(day.slice(0, 4))).has(day);
const isWorkingDay = (day: string) => weekdayOf(day) < 6 && !isHoliday(day);

/** `2026-W53` of an ISO date; its Thursday decides the year. */
export function weekOf(day: string): string {
  const thursday = plusDays(day, 4 - weekdayOf(day));
  const year = Number(thursday.slice(0, 4));
  const number = Math.floor((dayMs(thursday) - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/** ISO date of the Monday of an ISO week. 4 January always lies in week 1. */
export function mondayOf(week: string): string {
  const fourth = `${week.slice(0, 4)}-01-04`;
  return plusDays(fourth, 1 - weekdayOf(fourth) + 7 * (Number(week.slice(6)) - 1));
}

export function weekAfter(week: string, weeks = 1): string {
  return weekOf(plusDays(mondayOf(week), 7 * weeks));
}

/** Whole weeks from one ISO week to another. */
export function weeksBetween(from: string, to: string): number {
  return Math.round((dayMs(mondayOf(to)) - dayMs(mondayOf(from))) / (7 * DAY_MS));
}

/** What the wall clocks of a zone show at an instant, as if it were UTC. */
function wallMs(zone: string, instant: number): number {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return Date.parse(`${format.format(instant).replace(' ', 'T')}Z`);
}

/** The date that a zone's calendars show at an instant. */
export function dayIn(zone: string, instant: Date): string {
  return isoDay(wallMs(zone, instant.getTime()));
}

/** When a zone's wall clocks show that time. In the gap of spring it is moved on; in autumn the first one counts. */
export function instantOf(zone: string, day: string, time: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const offsets = [wanted - DAY_MS, wanted + DAY_MS].map((near) => wallMs(zone, near) - near);
  const exact = offsets.find((offset) => wallMs(zone, wanted - offset) === wanted);
  return new Date(wanted - (exact ?? offsets[0] ?? 0));
}

/** When a week's round opens and closes. */
export interface Slot {
  readonly week: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** From then on a missed opening is skipped. */
  readonly lateUntil: Date;
  /** Set when holidays leave the week no room: the round is skipped. A text key. */
  readonly skip: string | undefined;
}

type Rhythm = Pick<
  Programme,
  'startWeek' | 'zone' | 'postOn' | 'postAt' | 'closeOn' | 'closeAt' | 'lateHours'
>;

/** The day itself, or where a public holiday moves it: on (`1`) or back (`-1`) to the nearest working day. */
function offHoliday(day: string, step: 1 | -1): string {
  let moved = day;
  if (isHoliday(day)) while (!isWorkingDay(moved)) moved = plusDays(moved, step);
  return moved;
}

/** A holiday moves the opening on and the closing back, so that two rounds never overlap. */
export function slotOf(programme: Rhythm, week: string): Slot {
  const monday = mondayOf(week);
  const { zone, postOn, postAt, closeOn, closeAt } = programme;
  const closesNextWeek = closeOn < postOn || (closeOn === postOn && closeAt <= postAt);
  const opensAt = instantOf(zone, offHoliday(plusDays(monday, postOn - 1), 1), postAt);
  const closingDay = plusDays(monday, closeOn - 1 + (closesNextWeek ? 7 : 0));
  const closesAt = instantOf(zone, offHoliday(closingDay, -1), closeAt);
  const lateUntil = Math.min(opensAt.getTime() + programme.lateHours * HOUR_MS, closesAt.getTime());
  return {
    week,
    opensAt,
    closesAt,
    lateUntil: new Date(lateUntil),
    skip: opensAt < closesAt ? undefined : 'programme.reason.holidays',
  };
}

/** What to do with the weeks that have come and have no round yet. */
export interface DueWeeks {
  readonly open: Slot | undefined;
  readonly skip: readonly (Slot & { readonly skip: string })[];
}

const later = (one: string, other: string) => (one > other ? one : other);

/** The first week after `last`, the newest that has a round, and not before the programme starts. */
function firstOpenWeek(programme: Rhythm, last: string | undefined): string {
  return last === undefined ? programme.startWeek : later(programme.startWeek, weekAfter(last));
}

/**
 * The newest week that has come is opened while its late window lasts; the others are skipped with a reason.
 * Weeks whose window ended before `since`, when the programme was set running, never were due.
 */
export function dueWeeks(programme: Rhythm, since: Date, now: Date, last: string | undefined): DueWeeks {
  const startedIn = weekAfter(weekOf(dayIn(programme.zone, since)), -2);
  const first = later(firstOpenWeek(programme, last), startedIn);
  const weeks = weeksBetween(first, weekOf(dayIn(programme.zone, now))) + 1;
  const come = Array.from({ length: Math.max(0, weeks) }, (_one, index) =>
    slotOf(programme, weekAfter(first, index)),
  ).filter((slot) => slot.opensAt <= now && slot.lateUntil > since);
  const newest = come.at(-1);
  const open = newest?.skip === undefined && newest && now < newest.lateUntil ? newest : undefined;
  return {
    open,
    skip: come
      .filter((slot) => slot !== open)
      .map((slot) => ({ ...slot, skip: slot.skip ?? 'programme.reason.missed' })),
  };
}

/** The next opening that can still come. */
export function nextSlot(programme: Rhythm, now: Date, last: string | undefined): Slot | undefined {
  const first = later(firstOpenWeek(programme, last), weekOf(dayIn(programme.zone, now)));
  return Array.from({ length: 4 }, (_one, index) => slotOf(programme, weekAfter(first, index))).find(
    (slot) => slot.skip === undefined && slot.lateUntil > now,
  );
}
