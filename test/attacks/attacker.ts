/**
 * An attacker who knows the rules, every roster and how many answered behind each published figure, and reads
 * everything anybody can read. Written apart from the product: fractions over single persons, where the product
 * works modulo a prime over groups.
 */

/** What the attacker knows of the total of some people's answers. */
export interface Equation {
  readonly people: readonly number[];
  readonly low: number;
  readonly high: number;
}

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

/**
 * The smallest and largest answer each person can have given: by the ends of the scale, within each published set
 * and within what is left of it when published sets inside it are taken away.
 */
export function ranges(
  people: number,
  published: readonly Equation[],
  scale: { readonly min: number; readonly max: number },
): readonly { readonly low: number; readonly high: number }[] {
  const found = Array.from({ length: people }, () => ({ low: scale.min, high: scale.max }));
  for (const { people: members, low, high } of withDifferences(published)) {
    const others = members.length - 1;
    for (const person of members) {
      const range = found[person];
      if (!range) continue;
      range.low = Math.max(range.low, low - others * scale.max);
      range.high = Math.min(range.high, high - others * scale.min);
    }
  }
  return found;
}

function withDifferences(published: readonly Equation[]): readonly Equation[] {
  const sets = published.map((equation) => ({ ...equation, members: new Set(equation.people) }));
  const inside = (small: (typeof sets)[number], large: (typeof sets)[number]) =>
    small !== large &&
    small.members.size < large.members.size &&
    small.people.every((person) => large.members.has(person));
  const differences = sets.flatMap((large) => {
    const parts = sets.filter((small) => inside(small, large));
    const largest = parts.filter((part) => !parts.some((other) => inside(part, other)));
    const taken = [...parts.map((part) => [part]), largest];
    return taken.map((some) => ({
      people: large.people.filter((person) => !some.some(({ members }) => members.has(person))),
      low: large.low - some.reduce((sum, { high }) => sum + high, 0),
      high: large.high - some.reduce((sum, { low }) => sum + low, 0),
    }));
  });
  return [...published, ...differences].filter(({ people }) => people.length > 0);
}
