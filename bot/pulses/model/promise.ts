import { type Rules } from './rules.ts';
import { largestSelection } from './selection.ts';
import { nearestAbove, totals, type TreeUnit, unitTree } from './tree.ts';

/** What a person may be told before answering about the figures of the unit the answer counts in. */
export interface Promised {
  /** Leaders in the unit and below it. */
  readonly people: number;
  /** `maybe`: even if everybody answers, the unit may be withheld to protect a small one beside it. */
  readonly own: 'shown' | 'maybe' | 'never';
  /** The nearest unit above that is large enough. */
  readonly larger: string | undefined;
}

export function promiseFor(
  units: readonly (TreeUnit & { readonly homes: number })[],
  unit: string,
  rules: Rules,
): Promised {
  const tree = unitTree(units);
  const homes = new Map(units.map(({ id, homes }) => [id, homes]));
  const people = totals(tree, homes);
  const isLarge = (one: string): boolean => (people.get(one) ?? 0) >= rules.scores;
  const large = new Set(units.map(({ id }) => id).filter(isLarge));
  const ifAllAnswer = largestSelection({
    tree,
    people: homes,
    answers: homes,
    rest: rules.hiddenRest,
    mayShow: isLarge,
  });
  const own = ifAllAnswer.has(unit) ? 'shown' : large.has(unit) ? 'maybe' : 'never';
  return { people: people.get(unit) ?? 0, own, larger: nearestAbove(tree, unit, large) };
}
