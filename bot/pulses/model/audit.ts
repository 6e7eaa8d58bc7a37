/**
 * What follows from published totals by adding and subtracting? Every published total is a linear equation over
 * groups of people that no total tells apart, and what follows is the row space of these equations. Exact, modulo a
 * prime below 2^25 (products stay exact in a double).
 */
const prime = 33_554_393;

/** How often a group, or a mark (a negative number), counts in a combination. */
export type Combination = ReadonlyMap<number, number>;

type Row = Map<number, number>;

/** A group = people who are counted together or not at all. */
export interface RowSpace {
  /**
   * `false` when the total already followed from the earlier ones. A mark is any negative number: it goes with the
   * total into every combination and tells afterwards which totals a combination is made of.
   */
  add(groups: readonly number[], mark?: number): boolean;
  determines(groups: readonly number[]): boolean;
  /** Fully reduced: each has a group that no other one has, a preferred one if it has any such group at all. */
  rows(): readonly { readonly pivot: number; readonly row: Combination }[];
}

export function rowSpace(prefers: (group: number) => boolean = () => false): RowSpace {
  const rows = new Map<number, Row>();
  /** For each group the pivots of the rows it is in. */
  const places = new Map<number, Set<number>>();

  function reduced(row: Row): Row {
    for (const group of [...row.keys()]) {
      const factor = row.get(group);
      const known = rows.get(group);
      if (known && factor !== undefined) subtract(row, known, factor);
    }
    return row;
  }

  function place(pivot: number, row: Row): void {
    rows.set(pivot, row);
    for (const group of row.keys()) {
      const at = places.get(group);
      if (at) at.add(pivot);
      else places.set(group, new Set([pivot]));
    }
  }

  /** Kept fully reduced: no row holds another's pivot, so that one pass reduces anything. */
  function clear(pivot: number, by: Row): void {
    for (const other of places.get(pivot) ?? []) {
      const row = rows.get(other);
      const factor = row?.get(pivot);
      if (!row || factor === undefined || other === pivot) continue;
      subtract(row, by, factor);
      place(other, row);
    }
  }

  return {
    add(groups, mark) {
      const row = reduced(new Map(groups.map((group) => [group, 1])));
      const left = [...row.keys()].filter((group) => group >= 0);
      const pivot = left.find(prefers) ?? left[0];
      if (pivot === undefined) return false;
      if (mark !== undefined) row.set(mark, 1);
      const factor = inverse(row.get(pivot) ?? 1);
      for (const [group, value] of row) row.set(group, (value * factor) % prime);
      place(pivot, row);
      clear(pivot, row);
      return true;
    },
    determines: (groups) => [...reduced(new Map(groups.map((group) => [group, 1]))).keys()].every(isMark),
    rows: () => [...rows].map(([pivot, row]) => ({ pivot, row })),
  };
}

export const isMark = (group: number): boolean => group < 0;

/** Two combinations put together such that a group they share is in the sum no more. */
export function without(group: number, one: Combination, other: Combination): Combination {
  const sum: Row = new Map();
  const factor = other.get(group) ?? 0;
  for (const [of, value] of one) sum.set(of, (value * factor) % prime);
  subtract(sum, other, one.get(group) ?? 0);
  return sum;
}

function subtract(from: Row, row: Combination, factor: number): void {
  for (const [group, value] of row) {
    const left = ((from.get(group) ?? 0) + (prime - factor) * value) % prime;
    if (left === 0) from.delete(group);
    else from.set(group, left);
  }
}

function inverse(value: number): number {
  let result = 1;
  let base = value % prime;
  for (let exponent = prime - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}
