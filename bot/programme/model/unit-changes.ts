import { ancestors, type Home, type Unit } from '../../people/model.ts';
import { type Organisation } from './unit-tree.ts';

/** What is different between two states of the organisation, for people to read before or after a save. */
export interface UnitChanges {
  readonly added: readonly Unit[];
  readonly removed: readonly Unit[];
  readonly renamed: readonly { readonly from: Unit; readonly to: Unit }[];
  readonly retyped: readonly { readonly from: Unit; readonly to: Unit }[];
  /** To another parent. */
  readonly moved: readonly { readonly from: Unit; readonly to: Unit }[];
  /** The same units and parents in another order. */
  readonly reordered: boolean;
  /** People with another home unit than before; `from` undefined = they had none. */
  readonly homes: readonly { readonly home: Home; readonly from: string | undefined }[];
  /** People who count in another unit, or below other units, than before. */
  readonly leadersMoved: number;
}

export function changesBetween(before: Organisation, after: Organisation): UnitChanges {
  const old = new Map(before.units.map((unit) => [unit.id, unit]));
  const kept = after.units.flatMap((to) => {
    const from = old.get(to.id);
    return from === undefined ? [] : [{ from, to }];
  });
  const ids = new Set(after.units.map(({ id }) => id));
  const oldHomes = new Map(before.homes.map(({ person, unit }) => [person, unit]));
  const newOrder = kept.map(({ to }) => to.id).join();
  return {
    added: after.units.filter(({ id }) => !old.has(id)),
    removed: before.units.filter(({ id }) => !ids.has(id)),
    renamed: kept.filter(({ from, to }) => from.name !== to.name),
    retyped: kept.filter(({ from, to }) => from.kind !== to.kind),
    moved: kept.filter(({ from, to }) => from.parent !== to.parent),
    reordered:
      before.units
        .filter(({ id }) => ids.has(id))
        .map(({ id }) => id)
        .join() !== newOrder,
    homes: after.homes
      .map((home) => ({ home, from: oldHomes.get(home.person) }))
      .filter(({ home, from }) => home.unit !== from),
    leadersMoved: leadersMoved(before, after),
  };
}

export function isUnchanged(changes: UnitChanges): boolean {
  const { added, removed, renamed, retyped, moved, homes, reordered } = changes;
  return !reordered && [added, removed, renamed, retyped, moved, homes].every((list) => list.length === 0);
}

function leadersMoved(before: Organisation, after: Organisation): number {
  const [old, now] = [chains(before.units), chains(after.units)];
  const was = new Map(before.homes.map(({ person, unit }) => [person, old.get(unit)]));
  return after.homes.filter(({ person, unit }) => was.has(person) && was.get(person) !== now.get(unit))
    .length;
}

/** Each unit with everything above it, as one text. */
function chains(units: readonly Unit[]): ReadonlyMap<string, string> {
  return new Map(
    units.map(({ id }) => [id, [id, ...ancestors(units, id).map((unit) => unit.id)].join('\u0000')]),
  );
}
