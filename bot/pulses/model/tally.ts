import { type Answer } from './question.ts';
import { shownBelow, totals, type TreeUnit, type UnitTree, unitTree } from './tree.ts';

/** A round's answers as the rules need them: how many and how much, for each unit itself and with all below. */
export interface Tally {
  readonly tree: UnitTree;
  readonly people: ReadonlyMap<string, number>;
  readonly answers: ReadonlyMap<string, number>;
  readonly points: ReadonlyMap<string, number>;
  readonly allPeople: ReadonlyMap<string, number>;
  readonly allAnswers: ReadonlyMap<string, number>;
  readonly allPoints: ReadonlyMap<string, number>;
}

export function tallyOf(round: {
  readonly units: readonly TreeUnit[];
  readonly homes: ReadonlyMap<string, number>;
  readonly ballots: readonly { readonly unit: string; readonly answer: Answer }[];
}): Tally {
  const { units, homes, ballots } = round;
  const tree = unitTree(units);
  const answers = new Map<string, number>();
  const points = new Map<string, number>();
  for (const { unit, answer } of ballots) {
    answers.set(unit, (answers.get(unit) ?? 0) + 1);
    points.set(unit, (points.get(unit) ?? 0) + (typeof answer === 'number' ? answer : 0));
  }
  // Somebody who moved here after the opening is a member all the same.
  const people = new Map(units.map(({ id }) => [id, Math.max(homes.get(id) ?? 0, answers.get(id) ?? 0)]));
  return {
    tree,
    people,
    answers,
    points,
    allPeople: totals(tree, people),
    allAnswers: totals(tree, answers),
    allPoints: totals(tree, points),
  };
}

/** What to withhold when the rest of a shown unit tells too much: its smallest shown part, else the unit itself. */
export function leastLoss(
  { tree, allPeople }: Pick<Tally, 'tree' | 'allPeople'>,
  shown: ReadonlySet<string>,
  leak: string,
): string {
  const size = (unit: string): number => allPeople.get(unit) ?? 0;
  return [...shownBelow(tree, shown, leak)].sort((a, b) => size(a) - size(b))[0] ?? leak;
}
