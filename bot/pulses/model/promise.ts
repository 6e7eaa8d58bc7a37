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

type Invited = TreeUnit & { readonly homes: number };

export function promiseFor(units: readonly Invited[], unit: string, rules: Rules): Promised {
  return promisesFor(units, rules).get(unit) ?? { people: 0, own: 'never', larger: undefined };
}

/** What each unit may be told; one look at the tree for all of them. */
export function promisesFor(units: readonly Invited[], rules: Rules): ReadonlyMap<string, Promised> {
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
  return new Map(
    units.map(({ id }) => {
      const own = ifAllAnswer.has(id) ? 'shown' : large.has(id) ? 'maybe' : 'never';
      return [id, { people: people.get(id) ?? 0, own, larger: nearestAbove(tree, id, large) }];
    }),
  );
}
