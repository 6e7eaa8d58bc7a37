/**
 * Which totals follow from the published ones by adding and subtracting? Every published cell is a linear
 * equation over the groups of people that no cell tells apart; a total is determined when its own equation lies
 * in the row space of the published ones. Exact, modulo a prime below 2^25 (products stay exact in a double).
 */
const prime = 33_554_393;

type Row = Map<number, number>;

/** A group = the answers that every published cell counts together or not at all. */
export interface RowSpace {
  /** `false` when the total already followed from the earlier ones. */
  add(groups: readonly number[]): boolean;
  determines(groups: readonly number[]): boolean;
}

export function rowSpace(): RowSpace {
  const rows = new Map<number, Row>();

  function reduced(groups: readonly number[]): Row {
    const row: Row = new Map(groups.map((group) => [group, 1]));
    for (const group of groups) {
      const known = rows.get(group);
      if (known) subtract(row, known, 1);
    }
    return row;
  }

  return {
    add(groups) {
      const row = reduced(groups);
      const [first] = row.keys();
      if (first === undefined) return false;
      const factor = inverse(row.get(first) ?? 1);
      for (const [group, value] of row) row.set(group, (value * factor) % prime);
      // Kept fully reduced: no row holds another's pivot, so that one pass reduces anything.
      for (const other of rows.values()) {
        const value = other.get(first);
        if (value !== undefined) subtract(other, row, value);
      }
      rows.set(first, row);
      return true;
    },
    determines: (groups) => reduced(groups).size === 0,
  };
}

function subtract(from: Row, row: Row, factor: number): void {
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
