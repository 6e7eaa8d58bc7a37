import { type ReleasedCell, type ReleaseInput, type ShownCell } from './cells.ts';
import { figuresBefore } from './before.ts';
import { unsteady } from './membership.ts';
import { stepsOf } from './question.ts';
import { steadyScore, steadyShares } from './steady-figures.ts';
import { type Tally } from './tally.ts';
import { unitTree } from './tree.ts';

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
  const before = figuresBefore({
    trees: earlier.map(({ tree }) => tree),
    tree: tally.tree,
    crews: history.crews,
  });
  const shown = history.rounds.map(({ cells }) => new Map(cells.map((cell) => [cell.unit, cell])));
  return cells.map((cell) =>
    cell.shown && views.some((blurred) => blurred.has(cell.unit))
      ? steadied({ input, tally, before, shown }, cell)
      : cell,
  );
}

interface Look {
  readonly input: ReleaseInput;
  readonly tally: Tally;
  readonly before: ReturnType<typeof figuresBefore>;
  /** Round by round, by unit. */
  readonly shown: readonly ReadonlyMap<string, ReleasedCell>[];
}

function steadied({ input, tally, before, shown }: Look, cell: ShownCell): ReleasedCell {
  const { question, rules } = input;
  const earlier = shown.map((of) => of.get(cell.unit)).map((one) => (one?.shown === true ? one : undefined));
  const answers = tally.allAnswers.get(cell.unit) ?? 0;
  const sharesBefore = earlier.map((one) => one?.shares && { of: one.shares, text: one.shares.join() });
  const shares = steadyShares(answers, cell.shares, before(cell.unit, sharesBefore));
  if (!cell.score) {
    const of = shares.of ?? (shares.small ? undefined : cell.shares);
    if (of) return { ...cell, shares: of, widened: shares.small };
    return { unit: cell.unit, shown: false, why: 'protects-others' };
  }
  const at = { scale: question.scale, steps: stepsOf(question), rules };
  const total = tally.allPoints.get(cell.unit) ?? 0;
  const figures = steadyScore(at, { answers, total }, before(cell.unit, earlier.map(scoreShown)));
  // Beside a figure that is not quite exact, a distribution would tell what it keeps back.
  return { ...cell, ...figures, shares: figures.widened || shares.small ? undefined : shares.of };
}

/** Whether it was widened is no part of the figure: the first that was printed so may have been exact. */
function scoreShown(cell: ShownCell | undefined) {
  if (!cell?.score) return undefined;
  const { score, widened } = cell;
  return { of: { ...score, widened }, text: `${score.bound} ${score.value}` };
}
