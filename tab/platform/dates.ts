import { type TextKey, type Translate } from './texts.ts';

/**
 * Dates as people read them. The names come from our texts, because browsers know too little nynorsk;
 * the clock is that of the reader's machine.
 */
export function fullDate(t: Translate, iso: string): string {
  const date = dayOf(iso);
  return t('date.full', { weekday: weekday(t, date), day: date.getDate(), month: month(t, date) });
}

export function shortDate(t: Translate, iso: string): string {
  const date = dayOf(iso);
  return t('date.short', { day: date.getDate(), month: month(t, date) });
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

/** A date without a time is the same day everywhere. */
const dayOf = (iso: string) => new Date(iso.length === 10 ? `${iso}T12:00` : iso);
const weekday = (t: Translate, date: Date) => t(`date.weekday.${date.getDay()}` as TextKey);
const month = (t: Translate, date: Date) => t(`date.month.${date.getMonth() + 1}` as TextKey);
const clockParts = (date: Date) => ({
  hour: String(date.getHours()).padStart(2, '0'),
  minute: String(date.getMinutes()).padStart(2, '0'),
});
