const DAY_MS = 86_400_000;

const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const dayMs = (day: string) => Date.parse(`${day}T00:00:00Z`);
export const plusDays = (day: string, days: number) => isoDay(dayMs(day) + days * DAY_MS);
/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: string) => new Date(dayMs(day)).getUTCDay() || 7;

/** Month and day of Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher). */
export function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return isoDay(Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1));
}

const fixedHolidays = {
  '01-01': 'new-year',
  '05-01': 'labour-day',
  '05-17': 'constitution-day',
  '12-25': 'christmas-day',
  '12-26': 'boxing-day',
} as const;
/** By days from Easter Sunday. */
const movableHolidays = [
  [-3, 'maundy-thursday'],
  [-2, 'good-friday'],
  [0, 'easter-sunday'],
  [1, 'easter-monday'],
  [39, 'ascension-day'],
  [49, 'whit-sunday'],
  [50, 'whit-monday'],
] as const;

export type Holiday =
  (typeof fixedHolidays)[keyof typeof fixedHolidays] | (typeof movableHolidays)[number][1];

/** The public holidays of Norway on an ISO date: none, one, or two (17 May 2027). */
export function holidaysOn(day: string): readonly Holiday[] {
  const monthDay = day.slice(5);
  const fixed = monthDay in fixedHolidays ? [fixedHolidays[monthDay as keyof typeof fixedHolidays]] : [];
  const days = (dayMs(day) - dayMs(easterSunday(Number(day.slice(0, 4))))) / DAY_MS;
  return [...fixed, ...movableHolidays.filter(([from]) => from === days).map(([, name]) => name)];
}

/** The 12 public holidays of a year, as ISO dates; two may share a day. */
export function holidays(year: number): ReadonlySet<string> {
  const easter = easterSunday(year);
  return new Set([
    ...Object.keys(fixedHolidays).map((day) => `${year}-${day}`),
    ...movableHolidays.map(([days]) => plusDays(easter, days)),
  ]);
}

/** A public holiday, of an ISO date. */
export const isHoliday = (day: string) => holidaysOn(day).length > 0;

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

/** Whether there is such a week: 2026 has a week 53, and 2027 has none. */
export const isWeek = (text: string) => /^\d{4}-W\d{2}$/.test(text) && weekOf(mondayOf(text)) === text;

export function weekAfter(week: string, weeks = 1): string {
  return weekOf(plusDays(mondayOf(week), 7 * weeks));
}

/** Whole weeks from one ISO week to another. */
export function weeksBetween(from: string, to: string): number {
  return Math.round((dayMs(mondayOf(to)) - dayMs(mondayOf(from))) / (7 * DAY_MS));
}

/** Making one takes longer than planning a week, and a year asks a thousand times. */
const wallClocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(zone: string): Intl.DateTimeFormat {
  const made =
    wallClocks.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  wallClocks.set(zone, made);
  return made;
}

/** What the wall clocks of a zone show at an instant, as if it were UTC. */
const wallMs = (zone: string, instant: number): number =>
  Date.parse(`${wallClock(zone).format(instant).replace(' ', 'T')}Z`);

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
