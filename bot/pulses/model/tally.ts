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

/**
 * What to withhold when the rests of some shown units tell too much: for each its smallest shown part, else the unit
 * itself. All that have nothing to do with each other at once; what lies above another one waits, as it may be mended
 * with it. Something else goes instead of the unit to be kept, if there is anything else.
 */
export function leastLosses(
  { tree, allPeople }: Pick<Tally, 'tree' | 'allPeople'>,
  shown: ReadonlySet<string>,
  leaks: ReadonlySet<string>,
  kept?: string,
): readonly string[] {
  const size = (unit: string): number => allPeople.get(unit) ?? 0;
  const waiting = new Set<string>();
  const losses: string[] = [];
  for (const unit of tree.upwards) {
    if (!leaks.has(unit) || waiting.has(unit)) continue;
    for (
      let above = tree.parent(unit);
      above !== undefined && !waiting.has(above);
      above = tree.parent(above)
    )
      waiting.add(above);
    const parts = shownBelow(tree, shown, unit).filter((part) => part !== kept);
    losses.push(parts.sort((a, b) => size(a) - size(b))[0] ?? unit);
  }
  return losses;
}
