import { type Interval, narrowedRests } from './bounds.ts';
import { type HiddenReason, type Rules } from './rules.ts';
import { largestSelection } from './selection.ts';
import { leastLoss } from './tally.ts';
import { restOf, totals, type TreeUnit, unitTree } from './tree.ts';

export interface RatesInput {
  readonly units: readonly TreeUnit[];
  readonly homes: ReadonlyMap<string, number>;
  /** The home unit of each person who answered anything. */
  readonly answered: readonly string[];
  readonly rules: Rules;
}

interface Rate {
  /** In steps of five; at the ends only how far out. */
  readonly percent: number;
  readonly bound: 'about' | 'over' | 'under';
}

export type ReleasedRate =
  | { readonly unit: string; readonly shown: true; readonly rate: Rate }
  | { readonly unit: string; readonly shown: false; readonly why: Exclude<HiddenReason, 'too-few-answers'> };

/**
 * Which response rates may be shown. What the rates of a unit and its shown parts leave over must again be nobody
 * or as many as a rate needs, and must not tell that everybody or nobody in it answered.
 */
export function releaseRates({ units, homes, answered, rules }: RatesInput): readonly ReleasedRate[] {
  const tree = unitTree(units);
  const answers = new Map<string, number>();
  for (const unit of answered) answers.set(unit, (answers.get(unit) ?? 0) + 1);
  const people = new Map(units.map(({ id }) => [id, Math.max(homes.get(id) ?? 0, answers.get(id) ?? 0)]));
  const invited = totals(tree, people);
  const all = totals(tree, answers);
  const withheld = new Set<string>();
  for (;;) {
    const mayShow = (unit: string): boolean => !withheld.has(unit) && (invited.get(unit) ?? 0) >= rules.rates;
    const shown = largestSelection({ tree, people, answers: people, rest: rules.rates, mayShow });
    const rates = new Map(
      [...shown].map((unit) => [unit, rateOf(invited.get(unit) ?? 0, all.get(unit) ?? 0)]),
    );
    const rest = restOf(tree, shown, people);
    const known = narrowedRests({
      tree,
      published: new Map([...rates].map(([unit, rate]) => [unit, rate.known])),
      rest: new Map([...rest].map(([unit, count]) => [unit, { low: 0, high: count }])),
    });
    const leak = [...known].find(([unit, of]) => tellsOfEverybody(rest.get(unit) ?? 0, of))?.[0];
    if (leak === undefined)
      return units.map(({ id }) => {
        const rate = rates.get(id);
        if (rate) return { unit: id, shown: true, rate: rate.rate };
        const small = (invited.get(id) ?? 0) < rules.rates;
        return { unit: id, shown: false, why: small ? 'unit-too-small' : 'protects-others' };
      });
    withheld.add(leastLoss({ tree, allPeople: invited }, shown, leak));
  }
}

function tellsOfEverybody(people: number, answered: Interval): boolean {
  return people > 0 && (answered.high <= 0 || answered.low >= people);
}

/** The finest coded ends that always hold at least two possible numbers of answers. */
function rateOf(invited: number, answered: number): { readonly rate: Rate; readonly known: Interval } {
  const end = [0.1, 0.15].find((share) => invited * share >= 1 + 1e-9) ?? 0.15;
  const inEnd = Math.ceil(invited * end - 1e-9) - 1;
  if (answered <= inEnd)
    return { rate: { percent: Math.round(end * 100), bound: 'under' }, known: { low: 0, high: inEnd } };
  if (invited - answered <= inEnd)
    return {
      rate: { percent: Math.round((1 - end) * 100), bound: 'over' },
      known: { low: invited - inEnd, high: invited },
    };
  const percent = Math.round((answered / invited) * 20) * 5;
  return { rate: { percent, bound: 'about' }, known: { low: answered, high: answered } };
}
