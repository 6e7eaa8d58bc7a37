import { ancestors, type Unit } from '../../people/model.ts';

/** A leader channel somebody is in: the unit it is placed in, and how many are in it. */
export interface Membership {
  readonly unit: string | undefined;
  readonly members: number;
}

/**
 * Where somebody without a home most likely belongs: the unit furthest down that they have a channel in; the
 * channel with the fewest people decides between two. A director is in the channels of those above as well.
 */
export function suggestedHome(
  units: readonly Unit[],
  memberships: readonly Membership[],
): string | undefined {
  const known = memberships.flatMap(({ unit, members }) =>
    unit !== undefined && units.some(({ id }) => id === unit)
      ? [{ unit, members, depth: ancestors(units, unit).length }]
      : [],
  );
  return known.sort((one, other) => other.depth - one.depth || one.members - other.members)[0]?.unit;
}
