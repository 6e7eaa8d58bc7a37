import { type History, type ReleasedCell, type ReleaseInput, type ShownCell } from './cells.ts';
import { comings, unsteady } from './membership.ts';
import { stepsOf } from './question.ts';
import { type Before, steadyScore, steadyShares } from './steady-figures.ts';
import { type Tally } from './tally.ts';
import { unitTree, type UnitTree } from './tree.ts';

/**
 * Against the reader who believes that all others have answered as last time, and subtracts. Where the exact figures
 * of earlier rounds and of this one would together speak of fewer than `hiddenRest` people (see `unsteady`), a figure
 * moves only when those who came and went cannot be the whole reason: as long as they can, the earlier one stands.
 * So if all others repeat their answers, what is published does not depend on the answers of the few at all. When it
 * does move, a small cell is printed in steps that are wider than any one answer can move it.
 */
export function steady(
  input: ReleaseInput,
  tally: Tally,
  cells: readonly ReleasedCell[],
): readonly ReleasedCell[] {
  const { history, rules } = input;
  if (!history || history.rounds.length === 0) return cells;
  const earlier = history.rounds.map(({ units, cells }) => {
    const exact = cells.filter((cell) => cell.shown && !cell.widened).map(({ unit }) => unit);
    return { tree: unitTree(units), exact: new Set(exact) };
  });
  const exact = new Set(cells.filter(({ shown }) => shown).map(({ unit }) => unit));
  const now = { tree: tally.tree, exact };
  const views = history.crews.map((crews) => unsteady(earlier, now, { crews, least: rules.hiddenRest }));
  const trees = earlier.map(({ tree }) => tree);
  return cells.map((cell) =>
    cell.shown && views.some((blurred) => blurred.has(cell.unit))
      ? steadied({ input, tally, trees, history }, cell)
      : cell,
  );
}

interface Look {
  readonly input: ReleaseInput;
  readonly tally: Tally;
  readonly trees: readonly UnitTree[];
  readonly history: History;
}

function steadied(look: Look, cell: ShownCell): ReleasedCell {
  const { question, rules } = look.input;
  const answers = look.tally.allAnswers.get(cell.unit) ?? 0;
  const shares = steadyShares(
    answers,
    cell.shares,
    beforeOf(look, cell.unit, ({ shares }) => shares),
  );
  if (!cell.score) {
    const of = shares.of ?? (shares.small ? undefined : cell.shares);
    if (of) return { ...cell, shares: of, widened: shares.small };
    return { unit: cell.unit, shown: false, why: 'protects-others' };
  }
  const at = { scale: question.scale, steps: stepsOf(question), rules };
  const total = look.tally.allPoints.get(cell.unit) ?? 0;
  const before = beforeOf(look, cell.unit, ({ score, widened }) => score && { ...score, widened });
  const figures = steadyScore(at, { answers, total }, before);
  // Beside a figure that is not quite exact, a distribution would tell what it keeps back.
  return { ...cell, ...figures, shares: figures.widened || shares.small ? undefined : shares.of };
}

/**
 * The last figure a unit was shown with, and who has come and gone since it was first printed: a figure that stands
 * for several rounds is as old as the first of them.
 */
function beforeOf<Figure>(
  { history, trees, tally }: Look,
  unit: string,
  figure: (cell: ShownCell) => Figure | undefined,
): Before<Figure> | undefined {
  const shown = history.rounds.flatMap(({ cells }, round) => {
    const cell = cells.find((one) => one.unit === unit);
    const of = cell?.shown ? figure(cell) : undefined;
    return of === undefined ? [] : [{ round, of, text: JSON.stringify(of) }];
  });
  const last = shown.at(-1);
  if (!last) return undefined;
  const first = shown.slice(shown.findLastIndex(({ text }) => text !== last.text) + 1)[0] ?? last;
  const tree = trees[first.round] ?? tally.tree;
  const moves = history.crews.map((crews) =>
    comings(crews, { tree, at: first.round }, { tree: tally.tree, unit }),
  );
  return {
    of: last.of,
    came: Math.max(...moves.map(({ came }) => came)),
    left: Math.max(...moves.map(({ left }) => left)),
  };
}
