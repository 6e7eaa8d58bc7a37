import { formatDate, formatTime, type Language, type Texts, weekName } from '../../platform/texts.ts';
import { holidaysOn, weekdayOf } from '../model/calendar.ts';
import { quietPeriodOf, type Rhythm, type Slot } from '../model/rhythm.ts';

/** How effects are said: in whose language, by which wall clock, and to how many channels a post goes. */
export interface Speech {
  readonly say: Texts;
  readonly language: Language;
  readonly zone: string;
  /** Channels that are ready for the next post. */
  readonly channels: number;
}

/** `tirsdag 18. mai kl. 08.30` */
export const whenIn = ({ say, language, zone }: Speech, at: Date): string =>
  say('programme.effect.when', {
    day: formatDate(language, at, zone),
    time: formatTime(language, at, zone),
  });

export const weekIn = ({ language }: Pick<Speech, 'language'>, { week }: Pick<Slot, 'week'>) =>
  weekName(language, week);

/** A week's post goes to every channel: `1 post`, `3 poster i 3 kanaler`. */
export function postsIn({ say, channels }: Speech, weeks: number): string {
  const count = weeks * Math.max(1, channels);
  if (count === 1) return say('programme.effect.post');
  if (channels < 2) return say('programme.effect.posts', { count });
  return say('programme.effect.posts.channels', { count, channels });
}

/** The day off on an ISO date: the public holidays, or what the agency calls its own; empty = it is none. */
export function dayOffName(
  say: Texts,
  { daysOff, dayNames }: Pick<Rhythm, 'daysOff'> & { readonly dayNames: Readonly<Record<string, string>> },
  day: string,
): string {
  const [one, other] = holidaysOn(day).map((holiday) => say(`programme.holiday.${holiday}`));
  if (one !== undefined) return other === undefined ? one : say('programme.holiday.and', { one, other });
  return daysOff.includes(day) ? (dayNames[day] ?? say('programme.holiday.own')) : '';
}

/** Why nobody may be there on the day that a week was moved to; empty = nothing speaks against it. */
export function dayWarnings(
  say: Texts,
  programme: Rhythm & { readonly dayNames: Readonly<Record<string, string>> },
  day: string,
): readonly string[] {
  const name = dayOffName(say, programme, day);
  const quiet = quietPeriodOf(programme, day);
  return [
    ...(name === '' ? [] : [say('programme.effect.day-off', { name })]),
    ...(weekdayOf(day) > 5 ? [say('programme.effect.weekend')] : []),
    ...(quiet === undefined
      ? []
      : [say('programme.effect.quiet', { period: say(`programme.quiet.${quiet}`) })]),
  ];
}

export const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
