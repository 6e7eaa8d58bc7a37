import Holidays from 'date-holidays';

/** A week of the programme as an agency's own calendar has it: Mondays 08:30 to Fridays 15:00 in Oslo. */
export interface CalendarWeek {
  /** `2026-W40` */
  readonly week: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** In July, at Christmas or in Easter week nothing is due. */
  readonly quiet: boolean;
}

const DAY_MS = 86_400_000;
const norway = new Holidays('NO');

const at = (day: string) => new Date(`${day}T00:00:00Z`);
const dayOf = (time: Date) => time.toISOString().slice(0, 10);
const daysAfter = (day: string, days: number) => dayOf(new Date(at(day).getTime() + days * DAY_MS));

const publicHolidays = new Map<number, ReadonlySet<string>>();

function isHoliday(day: string): boolean {
  const year = Number(day.slice(0, 4));
  const known =
    publicHolidays.get(year) ??
    new Set(
      norway
        .getHolidays(year)
        .filter(({ type }) => type === 'public')
        .map(({ date }) => date.slice(0, 10)),
    );
  publicHolidays.set(year, known);
  return known.has(day);
}

const isWorkday = (day: string) => ![0, 6].includes(at(day).getUTCDay()) && !isHoliday(day);

function nearestWorkday(day: string, step: 1 | -1): string {
  return isWorkday(day) ? day : nearestWorkday(daysAfter(day, step), step);
}

/** The European rule: summer time from the last Sunday of March to the last one of October, at 01:00 UTC. */
function inOslo(day: string, time: string): Date {
  const lastSunday = (month: string) => {
    const last = `${day.slice(0, 4)}-${month}-31`;
    return daysAfter(last, -at(last).getUTCDay());
  };
  const isSummer = day >= lastSunday('03') && day < lastSunday('10');
  return new Date(`${day}T${time}:00${isSummer ? '+02:00' : '+01:00'}`);
}

function easterSunday(year: number): string {
  const found = norway.getHolidays(year).find(({ rule }) => rule === 'easter');
  return found?.date.slice(0, 10) ?? '';
}

function isQuiet(day: string): boolean {
  const monthDay = day.slice(5);
  const easter = easterSunday(Number(day.slice(0, 4)));
  return (
    monthDay.startsWith('07-') ||
    monthDay >= '12-24' ||
    monthDay === '01-01' ||
    (day >= daysAfter(easter, -7) && day <= easter)
  );
}

/** The year that holds the week's Thursday, and which Thursday of that year it is. */
function weekName(monday: string): string {
  const thursday = daysAfter(monday, 3);
  const year = thursday.slice(0, 4);
  const dayOfYear = (at(thursday).getTime() - at(`${year}-01-01`).getTime()) / DAY_MS;
  return `${year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
}

function weekFrom(monday: string): CalendarWeek {
  const opensOn = nearestWorkday(monday, 1);
  const closesOn = nearestWorkday(daysAfter(monday, 4), -1);
  return {
    week: weekName(monday),
    opensAt: inOslo(opensOn, '08:30'),
    closesAt: inOslo(closesOn, '15:00'),
    quiet: isQuiet(monday) || isQuiet(opensOn),
  };
}

/** So many weeks from a Monday on; reckoned here, with somebody else's holidays, and not by the product's rules. */
export function calendarFrom(monday: string, weeks: number): readonly CalendarWeek[] {
  return Array.from({ length: weeks }, (_one, index) => weekFrom(daysAfter(monday, 7 * index)));
}
