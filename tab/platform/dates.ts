import { type TextKey, type Translate } from './texts.ts';

/**
 * Dates as people read them. The names come from our texts, because browsers know too little nynorsk; the clock is
 * the one that cards and minutes go by, wherever the reader's machine stands.
 */
const zone = 'Europe/Oslo';
const wallClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: zone,
  dateStyle: 'short',
  timeStyle: 'short',
});

export function fullDate(t: Translate, iso: string): string {
  const date = dayOf(iso);
  return t('date.full', { weekday: weekday(t, date), day: date.getUTCDate(), month: month(t, date) });
}

export function shortDate(t: Translate, iso: string): string {
  const date = dayOf(iso);
  return t('date.short', { day: date.getUTCDate(), month: month(t, date) });
}

export function clockTime(t: Translate, iso: string): string {
  return t('date.time', clockParts(new Date(iso)));
}

/** `14:03`, for a clock and for "saved". */
export function plainTime(date: Date): string {
  const { hour, minute } = clockParts(date);
  return `${hour}:${minute}`;
}

/** `2027-W03` to `uke 3`. */
export function weekName(t: Translate, week: string): string {
  return t('date.week', { week: Number(week.slice(-2)) });
}

/** The day it is there, as noon in UTC: no zone can move it. A date without a time is the same day everywhere. */
const dayOf = (iso: string) =>
  new Date(`${iso.length === 10 ? iso : wallClock.format(new Date(iso)).slice(0, 10)}T12:00Z`);
const weekday = (t: Translate, date: Date) => t(`date.weekday.${date.getUTCDay()}` as TextKey);
const month = (t: Translate, date: Date) => t(`date.month.${date.getUTCMonth() + 1}` as TextKey);
const clockParts = (date: Date) => {
  const [hour = '', minute = ''] = wallClock.format(date).slice(-5).split(':');
  return { hour, minute };
};
