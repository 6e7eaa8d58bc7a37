/**
 * An attacker who knows the rules, every roster and who answered, and reads everything anybody can read. Written apart
 * from the product: exact fractions, where the product works modulo a prime.
 */

type Fraction = readonly [bigint, bigint];

const zero: Fraction = [0n, 1n];
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

function fraction(top: bigint, bottom: bigint): Fraction {
  const divisor = gcd(top, bottom) * (bottom < 0n ? -1n : 1n);
  return [top / divisor, bottom / divisor];
}

const minus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => fraction(a * d - c * b, b * d);
const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => fraction(a * c, b * d);
const over = ([a, b]: Fraction, [c, d]: Fraction): Fraction => fraction(a * d, b * c);

/** Gaussian elimination: which sums of answers can be worked out exactly from the published ones? */
export function solver(people: number, published: readonly (readonly number[])[]) {
  const rows: Fraction[][] = [];
  const pivots: number[] = [];

  function reduce(of: readonly number[]): Fraction[] {
    const row = Array.from({ length: people }, (): Fraction => zero);
    for (const person of of) row[person] = [1n, 1n];
    for (const [at, pivot] of pivots.entries()) {
      const factor = row[pivot] ?? zero;
      if (factor[0] === 0n) continue;
      for (const [column, value] of (rows[at] ?? []).entries())
        if (value[0] !== 0n) row[column] = minus(row[column] ?? zero, times(factor, value));
    }
    return row;
  }

  for (const cell of published) {
    const row = reduce(cell);
    const pivot = row.findIndex(([top]) => top !== 0n);
    if (pivot < 0) continue;
    const lead = row[pivot] ?? zero;
    rows.push(row.map((value) => over(value, lead)));
    pivots.push(pivot);
  }
  return { knows: (some: readonly number[]): boolean => reduce(some).every(([top]) => top === 0n) };
}
