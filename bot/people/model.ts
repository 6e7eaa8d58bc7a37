import { Refusal } from '../refusal.ts';

/** A person: tenant and Entra object id, never the e-mail address. */
export interface PersonRef {
  readonly tenant: string;
  readonly id: string;
}

export type UnitKind = 'agency' | 'department' | 'section';

/** A part of the agency. The tree has one root, the agency itself. */
export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parent: string | undefined;
}

/** Where a person counts. */
export interface Home {
  readonly person: string;
  readonly name: string;
  readonly unit: string;
}

/** Somebody came to a unit, left one, or both; `undefined` = nowhere. */
export interface HomeChange {
  readonly person: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly at: Date;
}

/** A unit with fewer leaders than this never has figures of its own. */
export const SMALLEST_UNIT = 6;

/** Throws `Refusal('unknown-unit')` unless the units form one tree: one root, known parents, no circle. */
export function checkTree(units: readonly Unit[]): void {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const above = ancestorsOf(units);
  const bad =
    units.find((unit) => byId.get(unit.id) !== unit) ??
    units.find((unit) => unit.parent !== undefined && !byId.has(unit.parent)) ??
    units.filter((unit) => unit.parent === undefined)[1] ??
    units.find((unit) => !above(unit.id).concat(unit).some(isRoot));
  if (bad !== undefined) throw new Refusal('unknown-unit', { unit: bad.name });
}

const isRoot = (unit: Unit) => unit.parent === undefined;

export function childrenOf(units: readonly Unit[], id: string): readonly Unit[] {
  return units.filter((unit) => unit.parent === id);
}

/** The units above, nearest first. */
export function ancestors(units: readonly Unit[], id: string): readonly Unit[] {
  return ancestorsOf(units)(id);
}

/** The same, for whoever asks of many units. */
export function ancestorsOf(units: readonly Unit[]): (id: string) => readonly Unit[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return (id) => {
    const above: Unit[] = [];
    let unit = byId.get(byId.get(id)?.parent ?? '');
    // A circle is refused when units are kept, but a rule must end on any input.
    while (unit !== undefined && !above.includes(unit) && unit.id !== id) {
      above.push(unit);
      unit = byId.get(unit.parent ?? '');
    }
    return above;
  };
}

/** Ids of the unit and of everything below it. */
export function subtree(units: readonly Unit[], id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (const inside of found) for (const child of childrenOf(units, inside)) found.add(child.id);
  return found;
}

/** How many leaders have their home in each unit or below it. */
export function leadersOf(units: readonly Unit[], homes: readonly Home[]): ReadonlyMap<string, number> {
  const counts = new Map(units.map((unit) => [unit.id, 0]));
  const add = (id: string) => counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const { unit } of homes) {
    if (!counts.has(unit)) continue;
    add(unit);
    for (const above of ancestors(units, unit)) add(above.id);
  }
  return counts;
}

/**
 * The unit whose figures people of `id` read: the unit itself, or the nearest larger one when it has fewer
 * than `SMALLEST_UNIT` leaders. `undefined` when even the agency is too small.
 */
export function reportingUnit(
  units: readonly Unit[],
  id: string,
  leaders: (unit: string) => number,
): Unit | undefined {
  return units
    .filter((unit) => unit.id === id)
    .concat(ancestors(units, id))
    .find((unit) => leaders(unit.id) >= SMALLEST_UNIT);
}

/** What a person has decided about being reminded. */
export interface ReminderChoice {
  readonly on: boolean;
  /** ISO date; reminders come again from that day on. */
  readonly pausedUntil: string | undefined;
}

const DAY_MS = 86_400_000;
const PAUSE_DAYS_MAX = 366;

/** The date of a pause is Norway's, and so near to UTC's that nobody is reminded before nine on it. */
const isoDay = (at: Date) => at.toISOString().slice(0, 10);

export function isReminded({ on, pausedUntil }: ReminderChoice, now: Date): boolean {
  return on && (pausedUntil === undefined || pausedUntil <= isoDay(now));
}

/** A pause ends on a day to come, within a year: longer is a switch-off. */
export function pausable(until: string, now: Date): boolean {
  const real = !Number.isNaN(Date.parse(until)) && isoDay(new Date(until)) === until;
  return real && until > isoDay(now) && until <= isoDay(new Date(now.getTime() + PAUSE_DAYS_MAX * DAY_MS));
}
