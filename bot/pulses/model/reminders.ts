import { dayIn, instantOf, plusDays, weekdayOf } from '../../programme/model/calendar.ts';

/** What is kept of one person's reminders while a round is open; lies sealed, see the reminder seal. */
export interface Reminding {
  readonly person: string;
  /** How many the person has had in this round. */
  readonly sent: number;
  /** When the last one was due. */
  readonly last: Date | undefined;
  /** When the person wants to be reminded instead. */
  readonly until: Date | undefined;
  /** Rounds in a row, before this one, that the person let go by. */
  readonly silent: number;
}

/** The time a round is open, on the wall clocks and working days of its programme. */
export interface ReminderWindow {
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** IANA zone. */
  readonly zone: string;
  readonly isDayOff: (day: string) => boolean;
}

/** When somebody who asked for it is reminded, or why not. */
export type Snoozed = Date | 'too-late' | 'answered' | 'off' | 'paused';

/** When anybody can be reminded in a round. */
export interface ReminderPlan {
  /** Nine o'clock on its working days, apart from its ends; with the day in the programme's zone. */
  readonly slots: readonly { readonly at: Date; readonly day: string }[];
  /** Those of them at which people are reminded who have asked for nothing else. */
  readonly times: readonly Date[];
  /** From then on it is too late. */
  readonly lastCall: Date;
  readonly zone: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const REMIND_AT = '09:00';
/** So far from opening and closing nobody is reminded: the card has just come, or it is nearly too late. */
const APART_MS = 3 * HOUR_MS;
/** A time that was missed by more than this is not made up for. */
export const LATE_MS = 4 * HOUR_MS;
const BETWEEN_MS = 2 * DAY_MS;
/** After so many rounds without an answer nobody is reminded until they answer again. */
export const SILENT_ROUNDS = 2;

function workingDays({ opensAt, closesAt, zone, isDayOff }: ReminderWindow): readonly string[] {
  const days: string[] = [];
  const last = dayIn(zone, closesAt);
  for (let day = dayIn(zone, opensAt); day <= last; day = plusDays(day, 1))
    if (weekdayOf(day) < 6 && !isDayOff(day)) days.push(day);
  return days;
}

/**
 * Once, at the middle working day; twice, at least two days apart, where the round is open longer than a week. Where
 * that day is too near an end of the round, the nearest that is not.
 */
export function reminderPlan(window: ReminderWindow): ReminderPlan {
  const { opensAt, closesAt, zone } = window;
  const lastCall = new Date(closesAt.getTime() - APART_MS);
  const days = workingDays(window).map((day) => ({ day, at: instantOf(zone, day, REMIND_AT) }));
  const slots = days.filter(({ at }) => at.getTime() >= opensAt.getTime() + APART_MS && at < lastCall);
  const nearest = (part: number): Date | undefined => {
    const wanted = days[Math.floor((days.length - 1) * part)]?.at.getTime() ?? 0;
    const apart = (at: Date) => Math.abs(at.getTime() - wanted);
    return slots.map(({ at }) => at).toSorted((a, b) => apart(a) - apart(b))[0];
  };
  const isLong = closesAt.getTime() - opensAt.getTime() > 7 * DAY_MS;
  const wanted = isLong ? [nearest(1 / 3), nearest(2 / 3)] : [nearest(1 / 2)];
  const [first, second] = wanted.filter((time) => time !== undefined);
  const times = first === undefined ? [] : [first];
  if (first !== undefined && second !== undefined && isApart(first, second)) times.push(second);
  return { slots, times, lastCall, zone };
}

const isApart = (first: Date, second: Date) => second.getTime() - first.getTime() >= BETWEEN_MS;

/** The slot that is being carried out now, late by less than `LATE_MS`. */
export function slotNow({ slots, lastCall }: ReminderPlan, now: Date): Date | undefined {
  if (now >= lastCall) return undefined;
  return slots.findLast(({ at }) => at <= now && now.getTime() - at.getTime() < LATE_MS)?.at;
}

/** The first slot after today; `undefined` = the round closes before, or too soon after. */
export function slotTomorrow({ slots, zone }: ReminderPlan, now: Date): Date | undefined {
  const today = dayIn(zone, now);
  return slots.find(({ day }) => day > today)?.at;
}

/** Whether the person is to be reminded in this slot, who has not answered and wants to be reminded. */
export function isDue(one: Reminding, slot: Date, { times }: ReminderPlan): boolean {
  const { last, until } = one;
  if (last !== undefined && last >= slot) return false;
  // Asked for: that counts for itself, and puts off what nobody asked for.
  if (until !== undefined && until >= slot) return until.getTime() === slot.getTime();
  if (one.silent >= SILENT_ROUNDS || one.sent >= times.length) return false;
  if (last !== undefined && !isApart(last, slot)) return false;
  return times.some((time) => time.getTime() === slot.getTime());
}

export function reminded(one: Reminding, slot: Date): Reminding {
  return { ...one, sent: one.sent + 1, last: slot, until: undefined };
}

/** What a round leaves behind. One in which the person wanted no reminders does not count. */
export function silentAfter(
  one: Pick<Reminding, 'silent'>,
  { answered, reminders }: { readonly answered: boolean; readonly reminders: boolean },
): number {
  if (answered) return 0;
  return reminders ? Math.min(one.silent + 1, SILENT_ROUNDS) : one.silent;
}
