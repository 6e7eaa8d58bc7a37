import { comings, type Crew, type Moves } from './membership.ts';
import { type UnitTree } from './tree.ts';

/** A figure shown before, and how many people have come and gone since it was printed. */
export interface Before<Figure> {
  readonly of: Figure;
  readonly came: number;
  readonly left: number;
}

interface Past {
  /** Of the earlier rounds, oldest first. */
  readonly trees: readonly UnitTree[];
  readonly tree: UnitTree;
  /** More than one view where somebody moved while a round was open: the one with most moves counts. */
  readonly crews: readonly (readonly Crew[])[];
}

/**
 * Finds the last figure that a unit was shown with, and who has come and gone since it was first printed: a figure
 * that stands for several rounds is as old as the first of them. Takes what each earlier round has shown, with the
 * words it was printed in; `undefined` = nothing.
 */
export function figuresBefore({ trees, tree, crews }: Past) {
  const moves = new Map<number, readonly ReadonlyMap<string, Moves>[]>();
  const movesSince = (round: number): readonly ReadonlyMap<string, Moves>[] => {
    const known = moves.get(round);
    if (known) return known;
    const since = { tree: trees[round] ?? tree, at: round };
    const found = crews.map((view) => comings(view, since, tree));
    moves.set(round, found);
    return found;
  };
  return <Figure>(
    unit: string,
    figures: readonly ({ readonly of: Figure; readonly text: string } | undefined)[],
  ): Before<Figure> | undefined => {
    const shown = figures.flatMap((figure, round) => (figure ? [{ ...figure, round }] : []));
    const last = shown.at(-1);
    if (!last) return undefined;
    const first = shown[shown.findLastIndex(({ text }) => text !== last.text) + 1] ?? last;
    const own = movesSince(first.round).flatMap((view) => view.get(unit) ?? []);
    return {
      of: first.of,
      came: Math.max(0, ...own.map(({ came }) => came)),
      left: Math.max(0, ...own.map(({ left }) => left)),
    };
  };
}
