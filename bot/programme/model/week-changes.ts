import { Refusal, type RefusalCode } from '../../refusal.ts';
import { weekAfter, weekOf } from './calendar.ts';
import { type Rhythm, type Slot, slotOf, WEEKS_APART } from './rhythm.ts';

/** What an administrator decides about one week. */
export type WeekChange =
  | { readonly do: 'move'; readonly day: string }
  | { readonly do: 'skip' }
  /** As the rhythm has it. */
  | { readonly do: 'rhythm' };

/** How far a programme has come. */
export interface Progress {
  readonly now: Date;
  /** The newest week that has a round, held or skipped. */
  readonly last: string | undefined;
  /** When the round that is open now closes. */
  readonly openUntil: Date | undefined;
}

/**
 * The changed weeks with one more. Throws `not-found` where the rhythm has no post, `week-started`, and for the day
 * `day-past`, `week-taken`, `week-order` or `closes-before`.
 */
export function withChange(
  rhythm: Rhythm,
  week: string,
  change: WeekChange,
  progress: Progress,
): Rhythm['changes'] {
  const slot = week < rhythm.startWeek ? undefined : slotOf(rhythm, week);
  if (slot === undefined) throw new Refusal('not-found');
  if (isOver(slot, progress)) throw new Refusal('week-started');
  const changes = new Map(rhythm.changes);
  if (change.do === 'rhythm') changes.delete(week);
  else changes.set(week, change.do === 'move' ? change.day : 'skip');
  const fault = faultOf({ ...rhythm, changes }, week, progress);
  if (fault !== undefined) throw new Refusal(fault);
  return changes;
}

const isOver = ({ week, lateUntil }: Slot, { now, last }: Progress) =>
  lateUntil <= now || (last !== undefined && week <= last);

/** The changed weeks that still make sense in a rhythm that has become another; those that are over stay. */
export function fittingChanges(rhythm: Rhythm, progress: Progress): Rhythm['changes'] {
  const fitting = new Map<string, string>();
  for (const [week, change] of [...rhythm.changes].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const isDone = progress.last !== undefined && week <= progress.last;
    const changes = new Map(fitting).set(week, change);
    if (isDone || (isIn(rhythm, week) && faultOf({ ...rhythm, changes }, week, progress) === undefined))
      fitting.set(week, change);
  }
  return fitting;
}

const isIn = (rhythm: Rhythm, week: string) => week >= rhythm.startWeek && slotOf(rhythm, week) !== undefined;

/** Why the week cannot be as the rhythm, with its changes, now has it. */
function faultOf(rhythm: Rhythm, week: string, { now, openUntil }: Progress): RefusalCode | undefined {
  const slot = slotOf(rhythm, week);
  if (slot === undefined) return 'not-found';
  const others = neighbours(rhythm, week);
  // Rounds are opened in the order of their weeks, one at a time.
  const isInOrder = others.every((other) =>
    other.week < week ? other.opensAt < slot.opensAt : slot.opensAt < other.opensAt,
  );
  if (!isHeld(rhythm, slot)) return isInOrder ? undefined : 'week-order';
  if (slot.opensAt <= now) return 'day-past';
  if (others.some((other) => other.skip === undefined && weekOf(other.day) === weekOf(slot.day)))
    return 'week-taken';
  if (!isInOrder || slot.opensAt < (openUntil ?? now)) return 'week-order';
  return slot.opensAt >= slot.closesAt ? 'closes-before' : undefined;
}

/** A moved week is meant to be held, though it may close before it opens. */
const isHeld = ({ changes }: Rhythm, { week, skip }: Slot) =>
  skip === undefined || (changes.has(week) && changes.get(week) !== 'skip');

function neighbours(rhythm: Rhythm, week: string): readonly Slot[] {
  const from = weekAfter(week, -WEEKS_APART);
  return Array.from({ length: 2 * WEEKS_APART + 1 }, (_one, at) => weekAfter(from, at))
    .filter((one) => one !== week && one >= rhythm.startWeek)
    .flatMap((one) => slotOf(rhythm, one) ?? []);
}
