import { type CourseView } from '../api/during.ts';
import { type ItemView } from '../api.ts';

export const notBegun: CourseView = { item: null, since: null, spent: {}, inTeams: null };

const minuteMs = 60_000;

/** The item is taken from `at` on, or with `running` false its clock stands; what the one before has had is kept. */
export function takenUp(
  course: CourseView,
  { item, running, at }: { readonly item: string | null; readonly running: boolean; readonly at: string },
): CourseView {
  if (item === course.item && running === (course.since !== null)) return course;
  return { ...course, item, since: running && item !== null ? at : null, spent: settled(course, at) };
}

function settled(course: CourseView, at: string): CourseView['spent'] {
  if (course.item === null || course.since === null) return course.spent;
  return { ...course.spent, [course.item]: spentMs(course, course.item, Date.parse(at)) };
}

/** How long an item has been taken. `now` in milliseconds by the service's clock. */
export function spentMs(course: CourseView, item: string, now: number): number {
  const going = course.item === item && course.since !== null ? now - Date.parse(course.since) : 0;
  return (course.spent[item] ?? 0) + Math.max(0, going);
}

export interface Pace {
  readonly spentMs: number;
  /** Of the items that have been taken, the current one included. */
  readonly plannedMs: number;
  /** Milliseconds: when what is left of the current item and the items not yet taken have had what is planned for them. */
  readonly endsAt: number;
}

/**
 * The sum so far, and when the meeting ends if the rest keeps to its plan. Items before this one that were quick say
 * nothing of the next, so the plan is not stretched; an item that runs over pushes the end by itself.
 */
export function paceOf(
  { items, course }: { readonly items: readonly ItemView[]; readonly course: CourseView },
  now: number,
): Pace {
  let spent = 0;
  let planned = 0;
  let left = 0;
  for (const item of items) {
    const used = spentMs(course, item.id, now);
    const plan = plannedMs(item);
    const taken = used > 0 || item.id === course.item;
    spent += used;
    if (taken) planned += plan;
    if (item.id === course.item) left += Math.max(0, plan - used);
    else if (!taken && !isPutOff(item)) left += plan;
  }
  return { spentMs: spent, plannedMs: planned, endsAt: now + left };
}

export function plannedMs({ plannedMinutes }: Pick<ItemView, 'plannedMinutes'>): number {
  return (plannedMinutes ?? 0) * minuteMs;
}

function isPutOff({ outcome }: ItemView): boolean {
  return outcome === 'postponed' || outcome === 'returned';
}
