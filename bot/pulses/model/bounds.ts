import { shownBelow, type UnitTree } from './tree.ts';

/** What somebody can know of a whole number: it lies between the two, both included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The most that arithmetic and the ends of the scale tell about the total of each rest; see `restOf`. */
export interface KnownTotals {
  readonly tree: UnitTree;
  /** What is published of each shown unit's total; the exact one where the printed figure might give it away. */
  readonly published: ReadonlyMap<string, Interval>;
  /** What each rest can add up to by the ends of the scale alone. */
  readonly rest: ReadonlyMap<string, Interval>;
}

/**
 * Narrows every rest as far as the published totals allow, once up and once down. The shown units are nested
 * in a tree, so that this gives exactly the smallest and largest total that fits everything published.
 */
export function narrowedRests(known: KnownTotals): ReadonlyMap<string, Interval> {
  const shown = new Set(known.published.keys());
  const upwards = known.tree.upwards.filter((unit) => shown.has(unit));
  const below = new Map(upwards.map((unit) => [unit, shownBelow(known.tree, shown, unit)]));
  const total = new Map<string, Interval>();
  for (const unit of upwards) {
    const parts = [restAt(known, unit), ...(below.get(unit) ?? []).map((child) => at(total, child))];
    total.set(unit, meet(sum(parts), at(known.published, unit)));
  }
  const rests = new Map<string, Interval>();
  for (const unit of upwards.toReversed()) {
    const children = below.get(unit) ?? [];
    const all = sum([restAt(known, unit), ...children.map((child) => at(total, child))]);
    const whole = at(total, unit);
    const narrow = (part: Interval): Interval =>
      meet(part, {
        low: whole.low - (all.high - part.high),
        high: whole.high - (all.low - part.low),
      });
    rests.set(unit, narrow(restAt(known, unit)));
    for (const child of children) total.set(child, narrow(at(total, child)));
  }
  return rests;
}

const nothing: Interval = { low: 0, high: 0 };
const restAt = (known: KnownTotals, unit: string): Interval => known.rest.get(unit) ?? nothing;
const at = (of: ReadonlyMap<string, Interval>, unit: string): Interval => of.get(unit) ?? nothing;

function sum(parts: readonly Interval[]): Interval {
  return parts.reduce((all, part) => ({ low: all.low + part.low, high: all.high + part.high }), nothing);
}

/** What is known when both are. */
export function meet(one: Interval, other: Interval): Interval {
  return { low: Math.max(one.low, other.low), high: Math.min(one.high, other.high) };
}
