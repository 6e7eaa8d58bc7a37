import { solver } from './solver.ts';

/** What an attacker knows of the total of some people's answers, who are numbers. Both ends included. */
export interface Known {
  readonly people: readonly number[];
  readonly low: number;
  readonly high: number;
}

export interface Steps {
  readonly min: number;
  readonly max: number;
}

interface Node {
  readonly people: readonly number[];
  /** The published sets directly inside. */
  readonly parts: Node[];
  /** In no published set inside. */
  readonly rest: readonly number[];
  readonly known: Range;
  total: Range;
  restTotal: Range;
}

interface Range {
  readonly low: number;
  readonly high: number;
}

const meet = (one: Range, other: Range): Range => ({
  low: Math.max(one.low, other.low),
  high: Math.min(one.high, other.high),
});
const sum = (ranges: readonly Range[]): Range =>
  ranges.reduce((all, { low, high }) => ({ low: all.low + low, high: all.high + high }), { low: 0, high: 0 });

/**
 * The smallest and largest total of everything that subtraction lays bare, when the sets lie in or beside each other,
 * as units do: every set without the sets inside it.
 */
export function rests(published: readonly Known[], steps: Steps): readonly Known[] {
  return narrowedBy(nested(published), steps, new Map());
}

function narrowedBy(
  nodes: readonly Node[],
  { min, max }: Steps,
  insiders: ReadonlyMap<number, number>,
): readonly Known[] {
  for (const node of nodes) {
    const told = node.rest.flatMap((person) => insiders.get(person) ?? []);
    const own = told.reduce((all, answer) => all + answer, 0);
    const others = node.rest.length - told.length;
    node.total = node.known;
    node.restTotal = { low: own + others * min, high: own + others * max };
  }
  // Up and down once is exact for a tree.
  for (const node of nodes)
    node.total = meet(node.total, sum([node.restTotal, ...node.parts.map(({ total }) => total)]));
  for (const node of nodes.toReversed()) narrowParts(node);
  return nodes.flatMap(({ rest, restTotal }) => {
    const own = rest.reduce((all, person) => all + (insiders.get(person) ?? 0), 0);
    const people = rest.filter((person) => !insiders.has(person));
    return people.length === 0 ? [] : [{ people, low: restTotal.low - own, high: restTotal.high - own }];
  });
}

function narrowParts(node: Node): void {
  const all = sum([node.restTotal, ...node.parts.map(({ total }) => total)]);
  const narrow = (part: Range): Range =>
    meet(part, {
      low: node.total.low - (all.high - part.high),
      high: node.total.high - (all.low - part.low),
    });
  node.restTotal = narrow(node.restTotal);
  for (const part of node.parts) part.total = narrow(part.total);
}

/** Smallest first. Throws where two sets overlap without one lying in the other: then this would not be exact. */
function nested(published: readonly Known[]): readonly Node[] {
  const bySet = new Map<string, Known>();
  for (const known of published) {
    if (known.people.length === 0) continue;
    const key = [...known.people].sort((a, b) => a - b).join();
    bySet.set(key, { ...known, ...meet(known, bySet.get(key) ?? known) });
  }
  const sorted = [...bySet.values()].sort((a, b) => a.people.length - b.people.length);
  const nodes: Node[] = [];
  /** The largest set so far that each person lies in. */
  const holder = new Map<number, Node>();
  for (const { people, low, high } of sorted) {
    const parts = [...new Set(people.flatMap((person) => holder.get(person) ?? []))];
    const here = new Set(people);
    const inside = new Set(parts.flatMap((part) => part.people));
    if ([...inside].some((person) => !here.has(person))) throw new RangeError('Published sets overlap.');
    const rest = people.filter((person) => !inside.has(person));
    const known = { low, high };
    const node: Node = { people, parts, rest, known, total: known, restTotal: known };
    nodes.push(node);
    for (const person of people) holder.set(person, node);
  }
  return nodes;
}

/** What each of a group can have answered, if their total is known to lie there. */
function rangeOfEach({ people, low, high }: Known, { min, max }: Steps): Range {
  const others = people.length - 1;
  return { low: Math.max(min, low - others * max), high: Math.min(max, high - others * min) };
}

/** The people whose answer is one single value. */
export function pinned(known: readonly Known[], steps: Steps): readonly number[] {
  return known.flatMap((one) => {
    const { low, high } = rangeOfEach(one, steps);
    return low >= high ? one.people : [];
  });
}

/** The same, where insiders have told the attacker their own answers. */
export function restsTold(
  published: readonly Known[],
  steps: Steps,
  insiders: ReadonlyMap<number, number>,
): readonly Known[] {
  return narrowedBy(nested(published), steps, insiders);
}

/**
 * Insiders put their answers together: in each group that subtraction lays bare those with the least and those with
 * the most to say. Answers everybody who is then found out by some of them.
 */
export function withInsiders(
  known: readonly Known[],
  answer: (person: number) => number,
  steps: Steps,
  size: number,
): readonly number[] {
  const nodes = nested(known);
  const coalitions = narrowedBy(nodes, steps, new Map()).flatMap(({ people }) => {
    const sorted = [...people].sort((a, b) => answer(a) - answer(b));
    return sorted.length <= size ? [] : [sorted.slice(0, size), sorted.slice(sorted.length - size)];
  });
  const victims = coalitions.flatMap((some) =>
    pinned(narrowedBy(nodes, steps, new Map(some.map((person) => [person, answer(person)]))), steps),
  );
  return [...new Set(victims)];
}

/** How many people's answer is one single value. */
export function singledOut(known: readonly Known[], steps: Steps): number {
  return pinned(known, steps).length;
}

/** How many people's answer is known to lie within less than that share of the scale. */
export function narrowed(known: readonly Known[], steps: Steps, share: number): number {
  return known.reduce((all, one) => {
    const { low, high } = rangeOfEach(one, steps);
    return all + (high - low < share * (steps.max - steps.min) - 1e-9 ? one.people.length : 0);
  }, 0);
}

/** Groups that the published sets count together or not at all. */
function groupsOf(sets: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const marks = new Map<number, string>();
  for (const [at, set] of sets.entries())
    for (const person of set) marks.set(person, `${marks.get(person) ?? ''},${at}`);
  return [...Map.groupBy(marks.keys(), (person) => marks.get(person)).values()];
}

/**
 * The exact audit: which totals follow from the published ones by adding and subtracting, whatever was answered?
 * Takes every published figure for exact, which is more than a reader knows.
 */
export function exactAudit(sets: readonly (readonly number[])[]) {
  const groups = groupsOf(sets);
  const groupOf = new Map(groups.flatMap((group, at) => group.map((person) => [person, at] as const)));
  const asGroups = (people: readonly number[]): readonly number[] | undefined => {
    const touched = [...new Set(people.map((person) => groupOf.get(person)))];
    const whole = touched.reduce<number>((all, at) => all + (groups[at ?? -1]?.length ?? Infinity), 0);
    return whole === people.length ? touched.flatMap((at) => at ?? []) : undefined;
  };
  const space = solver(
    groups.length,
    sets.map((set) => asGroups(set) ?? []),
  );
  const knows = (people: readonly number[]): boolean => {
    const of = people.length > 0 ? asGroups(people) : undefined;
    return of !== undefined && space.knows(of);
  };
  return {
    knows,
    singledOut: (): number => groups.filter((group) => group.length === 1 && knows(group)).length,
    /** The smallest number of people whose total follows: single groups and pairs of groups. */
    smallest: (): number => {
      const known = groups.filter((group) => knows(group)).map(({ length }) => length);
      const pairs = groups.flatMap((one, at) =>
        groups
          .slice(at + 1)
          .filter((other) => one.length + other.length < 8 && knows([...one, ...other]))
          .map((other) => one.length + other.length),
      );
      return Math.min(Infinity, ...known, ...pairs);
    },
  };
}
