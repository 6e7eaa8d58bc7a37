/** Dates as the page shows and moves them: Norwegian wall-clock time, wherever the browser stands. */
const zone = 'Europe/Oslo';
const dayMs = 86_400_000;

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('nb-NO', { timeZone: zone, ...options });
const dayFormat = format({ weekday: 'long', day: 'numeric', month: 'long' });
const dateFormat = format({ day: 'numeric', month: 'short', year: 'numeric' });
const timeFormat = format({ hour: '2-digit', minute: '2-digit' });
const partsFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

export const dayText = (at: Date): string => dayFormat.format(at);
export const dateText = (at: Date): string => dateFormat.format(at);
export const timeText = (at: Date): string => timeFormat.format(at).replace(':', '.');

/** `mandag 18. januar kl. 08.30` */
export const momentText = (at: Date): string => `${dayText(at)} kl. ${timeText(at)}`;

/** The time that the wall clock in Norway shows, as if it were UTC. */
function wallClock(at: Date): number {
  const parts = Object.fromEntries(
    partsFormat.formatToParts(at).map((part) => [part.type, Number(part.value)]),
  );
  const of = (name: string) => parts[name] ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** The moment at which the wall clock shows this; the second look settles the days of summer-time change. */
function moment(wall: number): Date {
  const guess = new Date(wall - (wallClock(new Date(wall)) - wall));
  return new Date(guess.getTime() + wall - wallClock(guess));
}

/** The first such weekday and time after now. Weekdays count as in ISO: Monday is 1. */
function next(now: Date, weekday: number, time: { hours: number; minutes: number }): Date {
  const wall = wallClock(now);
  const midnight = wall - (wall % dayMs);
  const today = new Date(midnight).getUTCDay() || 7;
  const ahead = (weekday - today + 7) % 7;
  const at = moment(midnight + ahead * dayMs + (time.hours * 60 + time.minutes) * 60_000);
  return at > now ? at : moment(wallClock(at) + 7 * dayMs);
}

export const nextMonday = (now: Date): Date => next(now, 1, { hours: 8, minutes: 30 });
export const nextFriday = (now: Date): Date => next(now, 5, { hours: 15, minutes: 0 });

/** ISO week number. */
export function weekNumber(at: Date): number {
  const wall = wallClock(at);
  const midnight = wall - (wall % dayMs);
  const thursday = midnight + (4 - (new Date(midnight).getUTCDay() || 7)) * dayMs;
  return Math.floor((thursday - Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1)) / (7 * dayMs)) + 1;
}
