import { type Unit, type UnitKind } from '../../bot/people/model.ts';
import { type SetupReply, type UnitsBody } from '../../bot/programme/api.ts';
import { type PolicyView } from '../../bot/programme/api/policy.ts';
import { changesBetween } from '../../bot/programme/model/unit-changes.ts';
import { type Organisation } from '../../bot/programme/model/unit-tree.ts';
import { type Promised, promisesFor } from '../../bot/pulses/model/promise.ts';
import { rulesOf } from '../../bot/pulses/model/rules.ts';

export type Minimums = PolicyView['minimums'];

/** The set-up's units and homes as the rules know them. */
export function organisationOf(setup: Pick<SetupReply, 'units' | 'homes'>): Organisation {
  const units = setup.units.map(({ id, name, kind, parent }) => ({
    ...{ id, name },
    kind: kind as UnitKind,
    parent: parent ?? undefined,
  }));
  return { units, homes: setup.homes };
}

/** The tree goes as a whole, so that it is never half changed; of the homes only those that are new. */
export function unitsBody(before: Organisation, after: Organisation, ifMatch: string): UnitsBody {
  return {
    units: after.units.map((unit) => ({ ...unit, parent: unit.parent ?? null })),
    homes: changesBetween(before, after).homes.map(({ home }) => home),
    ifMatch,
  };
}

/** A unit with the people who have it as their home, not those below. */
interface Counted {
  readonly id: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly homes: number;
}

export function counted({ units, homes }: Organisation): readonly Counted[] {
  const own = new Map<string, number>();
  for (const { unit } of homes) own.set(unit, (own.get(unit) ?? 0) + 1);
  return units.map(({ id, name, parent }) => ({ id, name, parent, homes: own.get(id) ?? 0 }));
}

export type Promises = ReadonlyMap<string, Promised>;

/** What each unit can be told of its figures, with the leaders it has: the same rules that release them. */
export const promisesOf = (units: readonly Counted[], minimums: Minimums): Promises =>
  promisesFor(units, rulesOf(minimums));

export interface Placed {
  readonly unit: Unit;
  readonly depth: number;
  /** Among its siblings, from 1. */
  readonly place: number;
  readonly siblings: number;
}

/** The tree from top to bottom, as it is shown. */
export function rowsOf(units: readonly Unit[]): readonly Placed[] {
  const below = Map.groupBy(units, ({ parent }) => parent);
  const walk = (parent: string | undefined, depth: number): readonly Placed[] => {
    const siblings = below.get(parent) ?? [];
    return siblings.flatMap((unit, index) => [
      { unit, depth, place: index + 1, siblings: siblings.length },
      ...walk(unit.id, depth + 1),
    ]);
  };
  return walk(undefined, 1);
}

export function kindBelow(units: readonly Unit[], parent: string | undefined): UnitKind {
  if (parent === undefined) return 'agency';
  return units.find(({ id }) => id === parent)?.kind === 'agency' ? 'department' : 'section';
}
