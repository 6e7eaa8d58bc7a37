import { Refusal } from '../../refusal.ts';
import { isWeek } from './calendar.ts';
import { type Programme } from './programme.ts';
import { type Rhythm, type Slot, upcoming } from './rhythm.ts';
import { fittingChanges, type Progress } from './week-changes.ts';

/** A programme, and since when it has been running as it is. */
export type RunningProgramme = Programme & { readonly since: Date };

/** What an administrator decides about a programme; single weeks are changed one by one. */
export type WantedProgramme = Omit<Programme, 'changes'>;

const mostNth: Readonly<Record<Programme['every'], number>> = {
  ...{ week: 15, 'two-weeks': 15 },
  month: 4,
  'working-day': 15,
};

/**
 * The programme after a decision. Weeks that passed in a pause, or that the rhythm did not have then, never become
 * due; changed weeks that the new rhythm has no room for follow it. Throws `bad-input`.
 */
export function nextProgramme(
  known: RunningProgramme | undefined,
  wanted: WantedProgramme,
  progress: Progress,
): RunningProgramme {
  if (!isWeek(wanted.startWeek)) throw new Refusal('bad-input', { faults: 'startWeek' });
  if (wanted.nth > mostNth[wanted.every]) throw new Refusal('bad-input', { faults: 'nth' });
  const changes = known?.changes ?? new Map<string, string>();
  const rhythm = { ...wanted, changes };
  const isSame = known?.state === 'running' && isSameRhythm(known, rhythm);
  return {
    ...wanted,
    changes: known !== undefined && isSameRhythm(known, rhythm) ? changes : fittingChanges(rhythm, progress),
    since: isSame ? known.since : progress.now,
  };
}

const rhythmOf = (rhythm: Rhythm) => {
  const { startWeek, zone, postOn, postAt, closeOn, closeAt, lateHours } = rhythm;
  const { every, nth, onHoliday, quiet, daysOff } = rhythm;
  const times = [startWeek, zone, postOn, postAt, closeOn, closeAt, lateHours];
  return JSON.stringify([...times, every, nth, onHoliday, quiet, daysOff]);
};

const isSameRhythm = (one: Rhythm, other: Rhythm) => rhythmOf(one) === rhythmOf(other);

const YEAR_MS = 364 * 86_400_000;
/** More than a year of weeks, so that what moves over its end is not taken for gone. */
const WEEKS = 60;

/** The posts of a programme until a year from now; `state` decides whether there are any. */
export function comingPosts(
  programme: Pick<Programme, 'state'> & Rhythm,
  { now, last }: Pick<Progress, 'now' | 'last'>,
): readonly Slot[] {
  return programme.state === 'running' ? upcoming(programme, now, { last, count: WEEKS }) : [];
}

/** What becomes of the posts of a year. */
export interface PostChanges {
  readonly moved: readonly SlotChange[];
  /** `to` is the same week with the reason it is left out; `undefined` = there is nothing in it any more. */
  readonly gone: readonly { readonly from: Slot; readonly to: Slot | undefined }[];
  readonly added: readonly Slot[];
  /** They open as before, and close at another time. */
  readonly closings: readonly SlotChange[];
}

export interface SlotChange {
  readonly from: Slot;
  readonly to: Slot;
}

const isHeld = (slot: Slot | undefined): slot is Slot => slot !== undefined && slot.skip === undefined;

const isNear = ({ opensAt }: Slot, now: Date) => opensAt.getTime() < now.getTime() + YEAR_MS;

/** Those that are sent within a year. */
export const heldWithinYear = (slots: readonly Slot[], now: Date): readonly Slot[] =>
  slots.filter((slot) => isHeld(slot) && isNear(slot, now));

export function postChanges(before: readonly Slot[], after: readonly Slot[], now: Date): PostChanges {
  const old = new Map(before.map((slot) => [slot.week, slot]));
  const next = new Map(after.map((slot) => [slot.week, slot]));
  const both = before.filter(isHeld).flatMap((from) => {
    const to = next.get(from.week);
    return isHeld(to) && (isNear(from, now) || isNear(to, now)) ? [{ from, to }] : [];
  });
  const isMoved = ({ from, to }: SlotChange) => from.opensAt.getTime() !== to.opensAt.getTime();
  const isOther = ({ from, to }: SlotChange) => from.closesAt.getTime() !== to.closesAt.getTime();
  return {
    moved: both.filter(isMoved),
    gone: heldWithinYear(before, now)
      .map((from) => ({ from, to: next.get(from.week) }))
      .filter(({ to }) => !isHeld(to)),
    added: heldWithinYear(after, now).filter(({ week }) => !isHeld(old.get(week))),
    closings: both.filter((one) => !isMoved(one) && isOther(one)),
  };
}
