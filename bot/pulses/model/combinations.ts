import { type Combination, isMark, rowSpace, without } from './audit.ts';

/** A total that is published: the groups it counts, and a mark if it might still be withheld. */
export interface PublishedTotal {
  readonly groups: readonly number[];
  readonly mark: number | undefined;
}

/** More rows than this in one knot are not searched but taken for a leak. */
const SEARCHED = 10;

/**
 * The combinations of published totals that speak of fewer than `least` people, each as the marks of the totals it
 * is made of. None = a proof that there is no such combination at all, whatever one adds and subtracts:
 * a combination of few people holds no group of `least` or more, so that it lies in the part of the row space without
 * such groups, which the rows with a small pivot span. There every row, every pair, and a lower bound for all larger
 * sets of rows are looked at; where the bound does not prove it, it counts as a leak.
 */
export function smallCombinations(
  totals: readonly PublishedTotal[],
  people: readonly number[],
  least: number,
): readonly (readonly number[])[] {
  const size = (group: number): number => (isMark(group) ? 0 : (people[group] ?? 0));
  const space = rowSpace((group) => size(group) >= least);
  for (const { groups, mark } of totals) space.add(groups, mark);
  const small = space.rows().filter(({ pivot }) => size(pivot) < least);
  return knots(small.map(({ row }) => row)).flatMap((rows) => leaksIn(rows, size, least));
}

function leaksIn(
  rows: readonly Combination[],
  size: (group: number) => number,
  least: number,
): readonly (readonly number[])[] {
  const weight = (row: Combination): number => [...row.keys()].reduce((sum, group) => sum + size(group), 0);
  const found = rows.filter((row) => weight(row) < least).map(marksOf);
  if (found.length > 0 || rows.length === 1) return found;
  if (rows.length > SEARCHED) return [rows.flatMap(marksOf)];
  for (let bits = 3; bits < 2 ** rows.length; bits++) {
    const some = rows.filter((_, at) => (bits >> at) % 2 === 1);
    if (some.length < 2) continue;
    const least2 = some.length === 2 ? lightest(some, weight) : whatStays(some, size);
    if (least2 < least) found.push(some.flatMap(marksOf));
  }
  return found;
}

/** Of all combinations of two rows the one of the fewest people. */
function lightest([one, other]: readonly Combination[], weight: (row: Combination) => number): number {
  if (!one || !other) return Infinity;
  const shared = [...one.keys()].filter((group) => !isMark(group) && other.has(group));
  return Math.min(...shared.map((group) => weight(without(group, one, other))));
}

/** What only one of the rows has cannot go away when they are put together. */
function whatStays(rows: readonly Combination[], size: (group: number) => number): number {
  const times = new Map<number, number>();
  for (const group of rows.flatMap((row) => [...row.keys()])) times.set(group, (times.get(group) ?? 0) + 1);
  return [...times].reduce((sum, [group, count]) => sum + (count === 1 ? size(group) : 0), 0);
}

/** Rows that share groups, directly or through others, belong together. */
function knots(rows: readonly Combination[]): readonly (readonly Combination[])[] {
  const owner = new Map<number, number>();
  const parent = rows.map((_, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (parent[top] !== top) top = parent[top] ?? top;
    return top;
  };
  for (const [at, row] of rows.entries())
    for (const group of row.keys()) {
      if (isMark(group)) continue;
      const other = owner.get(group);
      if (other === undefined) owner.set(group, at);
      else parent[root(at)] = root(other);
    }
  return [...Map.groupBy(rows.keys(), root).values()].map((of) => of.flatMap((at) => rows[at] ?? []));
}

const marksOf = (row: Combination): readonly number[] => [...row.keys()].filter(isMark);
