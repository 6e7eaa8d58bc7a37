import { dayIn, instantOf, isHoliday, mondayOf, plusDays, weekOf } from '../../programme/model/calendar.ts';
import { zone } from './meeting.ts';

/** Before the week's first meeting; whoever was asleep then sends until the next day's end, and not later. */
const from = '08:00';
const until = '16:00';

/** The week whose cards may be sent at that time; `undefined` = none just now. */
export function cardWeek(now: Date): string | undefined {
  const week = weekOf(dayIn(zone, now));
  const monday = mondayOf(week);
  const days = [0, 1, 2, 3, 4].map((more) => plusDays(monday, more));
  const first = days.find((day) => !isHoliday(day));
  if (first === undefined) return undefined;
  const open = now >= instantOf(zone, first, from) && now < instantOf(zone, plusDays(first, 1), until);
  return open ? week : undefined;
}
