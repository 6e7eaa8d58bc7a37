import { type HomeChange } from '../../people/model.ts';
import { smallCombinations, type PublishedTotal } from './combinations.ts';
import { type UnitTree } from './tree.ts';

/** People who have had the same home at every moment that counts. */
export interface Crew {
  /** One for each moment, oldest first; `undefined` = in no unit then. */
  readonly homes: readonly (string | undefined)[];
  readonly people: number;
}

export interface Moment {
  readonly at: Date;
  /** Were the people of the unit asked then? */
  asked(unit: string): boolean;
}

/** Who has been where: from the homes as they are after all the changes, back to the oldest moment. */
export function crewsOf(
  homes: readonly { readonly person: string; readonly unit: string }[],
  changes: readonly HomeChange[],
  moments: readonly Moment[],
): readonly Crew[] {
  const moved = Map.groupBy(changes, ({ person }) => person);
  const counts = new Map<string, number>();
  const crews: Crew[] = [];
  const now = new Map<string, string>();
  for (const { person, unit } of homes)
    if (moved.has(person)) now.set(person, unit);
    else counts.set(unit, (counts.get(unit) ?? 0) + 1);
  const asked = (unit: string | undefined, moment: Moment): string | undefined =>
    unit !== undefined && moment.asked(unit) ? unit : undefined;
  for (const [unit, people] of counts)
    crews.push({ homes: moments.map((moment) => asked(unit, moment)), people });
  for (const [person, own] of moved) {
    const homeAt = (moment: Moment): string | undefined => {
      const next = own.find(({ at }) => at > moment.at);
      return asked(next ? next.from : now.get(person), moment);
    };
    crews.push({ homes: moments.map(homeAt), people: 1 });
  }
  return crews;
}

/** What one round has published, or is about to. */
export interface PublishedUnits {
  readonly tree: UnitTree;
  /** Units with an exact figure. */
  readonly exact: ReadonlySet<string>;
}

/**
 * The units whose figure must not be exact this time. Whoever believes that the others have repeated their answers
 * treats each person as one unknown across rounds, so that earlier rounds are equations over the same people. Together
 * with those of this round they must not speak of fewer than `least` people; the smallest cell at fault gives way
 * until they do not. Not even a unit that nobody has come to is safe: its neighbour may have been shown last time.
 */
export function unsteady(
  earlier: readonly PublishedUnits[],
  now: PublishedUnits,
  { crews, least }: { readonly crews: readonly Crew[]; readonly least: number },
): ReadonlySet<string> {
  const blurred = new Set<string>();
  if (earlier.length === 0) return blurred;
  const before = earlier.map(holders);
  const sizes = peopleIn(now.tree, crews);
  // The smallest first, so that it is the smallest that a leak is put down to.
  const order = [...now.exact].sort((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0));
  for (;;) {
    const units = order.filter((unit) => !blurred.has(unit));
    const rounds = [...before, holders({ ...now, exact: new Set(units) })];
    const { totals, people } = totalsOf(crews, rounds, units);
    const leaks = smallCombinations(totals, people, least).filter((marks) => marks.length > 0);
    if (leaks.length === 0) return blurred;
    for (const marks of leaks) {
      const smallest = units[-1 - Math.max(...marks)];
      if (smallest !== undefined) blurred.add(smallest);
    }
  }
}

export interface Moves {
  readonly came: number;
  readonly left: number;
}

/** For each unit, with all below it, who has come and who has left since an earlier moment; none = nobody. */
export function comings(
  crews: readonly Crew[],
  before: { readonly tree: UnitTree; readonly at: number },
  tree: UnitTree,
): ReadonlyMap<string, Moves> {
  const moves = new Map<string, { came: number; left: number }>();
  const add = (
    units: readonly string[],
    besides: readonly string[],
    way: keyof Moves,
    people: number,
  ): void => {
    for (const unit of units) {
      if (besides.includes(unit)) continue;
      const own = moves.get(unit) ?? { came: 0, left: 0 };
      own[way] += people;
      moves.set(unit, own);
    }
  };
  for (const { homes, people } of crews) {
    const was = above(before.tree, homes[before.at]);
    const is = above(tree, homes.at(-1));
    add(is, was, 'came', people);
    add(was, is, 'left', people);
  }
  return moves;
}

/** The unit itself and all above it. */
function above(tree: UnitTree, home: string | undefined): readonly string[] {
  const units: string[] = [];
  for (let at = home; at !== undefined; at = tree.parent(at)) units.push(at);
  return units;
}

/** For each unit the exact figure that its people are in and that no smaller exact one holds. */
function holders({ tree, exact }: PublishedUnits): ReadonlyMap<string, string> {
  const holder = new Map<string, string>();
  for (const unit of tree.upwards.toReversed()) {
    const above = exact.has(unit) ? unit : holder.get(tree.parent(unit) ?? '');
    if (above !== undefined) holder.set(unit, above);
  }
  return holder;
}

/**
 * A round's exact cells as what each leaves over when the exact ones inside it are taken away: the same row space,
 * and no two of these share anybody. People whom no round tells apart are one group.
 */
function totalsOf(
  crews: readonly Crew[],
  rounds: readonly ReadonlyMap<string, string>[],
  units: readonly string[],
): { readonly totals: readonly PublishedTotal[]; readonly people: readonly number[] } {
  const marks = new Map(units.map((unit, at) => [unit, -1 - at]));
  const groups = new Map<string, number>();
  const people: number[] = [];
  const inCell = rounds.map(() => new Map<string, number[]>());
  for (const crew of crews) {
    const cells = rounds.map((holder, at) => holder.get(crew.homes[at] ?? ''));
    const key = JSON.stringify(cells);
    const known = groups.get(key);
    if (known !== undefined) {
      people[known] = (people[known] ?? 0) + crew.people;
      continue;
    }
    const group = people.push(crew.people) - 1;
    groups.set(key, group);
    for (const [at, cell] of cells.entries()) {
      if (cell === undefined) continue;
      const of = inCell[at]?.get(cell);
      if (of) of.push(group);
      else inCell[at]?.set(cell, [group]);
    }
  }
  const now = inCell.pop() ?? new Map<string, number[]>();
  const earlier = inCell.flatMap((cells) =>
    [...cells.values()].map((of) => ({ groups: of, mark: undefined })),
  );
  const own = units.map((unit) => ({ groups: now.get(unit) ?? [], mark: marks.get(unit) }));
  return { totals: [...earlier, ...own], people };
}

function peopleIn(tree: UnitTree, crews: readonly Crew[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { homes, people } of crews) {
    const home = homes.at(-1);
    if (home !== undefined) sums.set(home, (sums.get(home) ?? 0) + people);
  }
  for (const unit of tree.upwards) {
    const parent = tree.parent(unit);
    if (parent !== undefined) sums.set(parent, (sums.get(parent) ?? 0) + (sums.get(unit) ?? 0));
  }
  return sums;
}
