import { type WallTime } from '../../bot/programme/api/calendar.ts';
import { fullDate } from '../platform/dates.ts';
import { type Translate } from '../platform/texts.ts';

/** `kl. 08.30` of `08:30`. */
export const clockOf = (t: Translate, time: string): string =>
  t('date.time', { hour: time.slice(0, 2), minute: time.slice(3) });

/** `mandag 18. januar kl. 08.30`, by the programme's own clock. */
export const wallTime = (t: Translate, { day, time }: WallTime): string =>
  `${fullDate(t, day)} ${clockOf(t, time)}`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
