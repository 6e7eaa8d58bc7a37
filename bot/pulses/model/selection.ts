import { type UnitTree, totals } from './tree.ts';

/**
 * Which units of a tree may have a figure of their own. Whatever is not shown inside a shown unit can be worked
 * out by subtraction (parent minus shown children), so that rest must have nobody in it or at least `rest` answers.
 */
export interface Family {
  readonly tree: UnitTree;
  /** People who belong to the unit itself, not to one below. */
  readonly people: ReadonlyMap<string, number>;
  /** Those of them who answered. */
  readonly answers: ReadonlyMap<string, number>;
  readonly rest: number;
  mayShow(unit: string): boolean;
}

/**
 * Shows as much as can be: exact, by dynamic programming over the tree. The root comes first, then the number of
 * units shown, then (so that the choice is stable from week to week) the number of people in them.
 */
export function largestSelection(family: Family): ReadonlySet<string> {
  const { tree } = family;
  const plan = new Map<string, Plan>();
  const people = totals(tree, family.people);
  for (const unit of tree.upwards) plan.set(unit, planFor(family, unit, { plan, people }));
  const shown = new Set<string>();
  for (const root of tree.roots) take(plan, root, bestState(plan.get(root)?.best ?? []), shown);
  return shown;
}

/** What is still uncovered below a unit: 0 = nobody; 1 + answers, where more than `rest` counts as `rest`. */
type State = number;

interface Plan {
  readonly unit: string;
  /** Best score for each state that the unit leaves to the shown unit above; -Infinity = not possible. */
  readonly best: readonly number[];
  /** The state inside the unit when it is shown itself (it then leaves nothing uncovered). */
  readonly inside: State | undefined;
  readonly children: readonly string[];
  /** For each child and state after it: the state before it and the child's own. */
  readonly steps: readonly (readonly (readonly [State, State])[])[];
}

interface Known {
  readonly plan: ReadonlyMap<string, Plan>;
  readonly people: ReadonlyMap<string, number>;
}

function planFor(family: Family, unit: string, known: Known): Plan {
  const { tree, rest } = family;
  const states = rest + 2;
  let best = Array<number>(states).fill(-Infinity);
  best[ownState(family, unit)] = 0;
  const steps: (readonly [State, State])[][] = [];
  for (const child of tree.children(unit)) {
    const merged = merge(best, known.plan.get(child)?.best ?? [], rest);
    best = merged.best;
    steps.push(merged.steps);
  }
  const inside = family.mayShow(unit) ? bestOf(best, [0, rest + 1]) : undefined;
  const shown = inside === undefined ? -Infinity : (best[inside] ?? -Infinity) + weight(family, unit, known);
  const showIt = shown > (best[0] ?? -Infinity);
  return {
    unit,
    best: showIt ? [shown, ...best.slice(1)] : best,
    inside: showIt ? inside : undefined,
    children: tree.children(unit),
    steps,
  };
}

/** One sum that orders as: the root, then how many units, then how many people. Exact below 2^53. */
function weight(family: Family, unit: string, known: Known): number {
  const first = family.tree.parent(unit) === undefined ? 2 ** 52 : 0;
  return first + 2 ** 34 + (known.people.get(unit) ?? 0);
}

function ownState(family: Family, unit: string): State {
  const answers = family.answers.get(unit) ?? 0;
  if (answers === 0 && (family.people.get(unit) ?? 0) === 0) return 0;
  return 1 + Math.min(answers, family.rest);
}

function together(one: State, other: State, rest: number): State {
  if (one === 0 || other === 0) return one + other;
  return 1 + Math.min(one - 1 + other - 1, rest);
}

function merge(
  left: readonly number[],
  right: readonly number[],
  rest: number,
): { best: number[]; steps: (readonly [State, State])[] } {
  const best = Array<number>(rest + 2).fill(-Infinity);
  const steps = Array<readonly [State, State]>(rest + 2).fill([0, 0]);
  for (const [before, score] of left.entries()) {
    for (const [below, more] of right.entries()) {
      const state = together(before, below, rest);
      if (score + more <= (best[state] ?? -Infinity)) continue;
      best[state] = score + more;
      steps[state] = [before, below];
    }
  }
  return { best, steps };
}

function bestState(best: readonly number[]): State {
  return best.reduce((winner, score, state) => (score > (best[winner] ?? -Infinity) ? state : winner), 0);
}

function bestOf(best: readonly number[], states: readonly State[]): State | undefined {
  const possible = [...new Set(states)].filter((state) => (best[state] ?? -Infinity) > -Infinity);
  return possible.sort((a, b) => (best[b] ?? 0) - (best[a] ?? 0))[0];
}

function take(plan: ReadonlyMap<string, Plan>, unit: string, state: State, shown: Set<string>): void {
  const here = plan.get(unit);
  if (!here) return;
  let at = state;
  if (state === 0 && here.inside !== undefined) {
    shown.add(unit);
    at = here.inside;
  }
  for (let child = here.children.length - 1; child >= 0; child--) {
    const [before, below] = here.steps[child]?.[at] ?? [0, 0];
    take(plan, here.children[child] ?? '', below, shown);
    at = before;
  }
}
