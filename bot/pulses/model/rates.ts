import { type Interval, meet, narrowedRests } from './bounds.ts';
import { type ReleasedCell } from './cells.ts';
import { type Rate, type RatesInput, type ReleasedRate } from './response.ts';
import { INSIDERS } from './scores.ts';
import { largestSelection } from './selection.ts';
import { leastLosses } from './tally.ts';
import { steadyRates } from './steady-rates.ts';
import { nearestAbove, totals, type TreeUnit, unitTree, type UnitTree } from './tree.ts';

export type { RatesInput, ReleasedRate } from './response.ts';

/**
 * Which response rates may be shown. What the rates of a unit and its shown parts leave over must again be nobody
 * or as many as a rate needs; and no rate, together with all others and with every score of the round (whose number
 * of answers a reader is taken to know), may tell that everybody or nobody of a unit answered.
 */
export function releaseRates(input: RatesInput): readonly ReleasedRate[] {
  const { units, homes, rules } = input;
  const tree = unitTree(units);
  const answers = new Map<string, number>();
  for (const unit of input.answered) answers.set(unit, (answers.get(unit) ?? 0) + 1);
  const people = new Map(units.map(({ id }) => [id, Math.max(homes.get(id) ?? 0, answers.get(id) ?? 0)]));
  const invited = totals(tree, people);
  const all = totals(tree, answers);
  const told = toldOf(tree, people, input.told);
  const before = told(new Map());
  const withheld = new Set<string>();
  for (;;) {
    const mayShow = (unit: string): boolean => !withheld.has(unit) && (invited.get(unit) ?? 0) >= rules.rates;
    const shown = largestSelection({ tree, people, answers: people, rest: rules.rates, mayShow });
    const rates = new Map(
      [...shown].map((unit) => [unit, rateOf(invited.get(unit) ?? 0, all.get(unit) ?? 0)]),
    );
    const after = told(new Map([...rates].map(([unit, rate]) => [unit, rate.known])));
    const leaks = [...after].flatMap(([unit, known]) => {
      const count = people.get(unit) ?? 0;
      const isNew = tellsOfEverybody(count, known) && !tellsOfEverybody(count, before.get(unit) ?? known);
      const holder = shown.has(unit) ? unit : nearestAbove(tree, unit, shown);
      return isNew && holder !== undefined ? [holder] : [];
    });
    if (leaks.length === 0) {
      const responses = new Map(
        units.map(({ id }) => [id, { invited: invited.get(id) ?? 0, answered: all.get(id) ?? 0 }]),
      );
      return steadyRates(
        input,
        responses,
        cellsOf(units, rates, (unit) => (invited.get(unit) ?? 0) < rules.rates),
      );
    }
    for (const unit of leastLosses({ tree, allPeople: invited }, shown, new Set(leaks))) withheld.add(unit);
  }
}

function cellsOf(
  units: readonly TreeUnit[],
  rates: ReadonlyMap<string, { readonly rate: Rate }>,
  isSmall: (unit: string) => boolean,
): readonly ReleasedRate[] {
  return units.map(({ id }) => {
    const rate = rates.get(id);
    if (rate) return { unit: id, shown: true, rate: rate.rate };
    return { unit: id, shown: false, why: isSmall(id) ? 'unit-too-small' : 'protects-others' };
  });
}

/** How many of each unit's own people answered, as far as given rates and the scores of the round tell. */
function toldOf(
  tree: UnitTree,
  people: ReadonlyMap<string, number>,
  scores: ReadonlyMap<string, Interval> = new Map(),
): (rates: ReadonlyMap<string, Interval>) => ReadonlyMap<string, Interval> {
  const everybody = totals(tree, people);
  const rest = new Map([...people].map(([unit, count]) => [unit, { low: 0, high: count }]));
  return (rates) => {
    const published = new Map(
      tree.upwards.map((unit) => {
        const any = { low: 0, high: everybody.get(unit) ?? 0 };
        return [unit, meet(meet(any, scores.get(unit) ?? any), rates.get(unit) ?? any)];
      }),
    );
    return narrowedRests({ tree, published, rest });
  };
}

interface QuestionReleased {
  readonly cells: readonly ReleasedCell[];
  /** The home unit of each person who answered the question. */
  readonly answered: readonly string[];
  /** `false` for choices. */
  readonly scored: boolean;
}

/**
 * What a reader of the released scores may know of how many answered: taken to be everything, for a unit that is
 * shown; with several questions somebody may have skipped one, so that it is at least the fullest of them.
 */
export function answersTold(
  questions: readonly QuestionReleased[],
  { units, rules }: Pick<RatesInput, 'units' | 'rules'>,
): ReadonlyMap<string, Interval> {
  const tree = unitTree(units);
  const told = new Map<string, Interval>();
  for (const { cells, answered, scored } of questions) {
    const least = scored ? rules.scores : rules.distributions;
    const own = new Map<string, number>();
    for (const unit of answered) own.set(unit, (own.get(unit) ?? 0) + 1);
    const all = totals(tree, own);
    for (const cell of cells) {
      const known = told.get(cell.unit) ?? anything;
      const now = countTold(cell, all.get(cell.unit) ?? 0, least);
      told.set(cell.unit, meet(known, questions.length === 1 ? now : { ...now, high: Infinity }));
    }
  }
  return told;
}

const anything: Interval = { low: 0, high: Infinity };

function countTold(cell: ReleasedCell, answers: number, least: number): Interval {
  if (cell.shown) return { low: answers, high: answers };
  return cell.why === 'too-few-answers' ? { low: 0, high: least - 1 } : anything;
}

/** Also to insiders who have answered themselves: then they know of each other, and that nobody else did. */
function tellsOfEverybody(people: number, answered: Interval): boolean {
  return people > 0 && (answered.high <= Math.min(INSIDERS, people - 1) || answered.low >= people);
}

/**
 * The finest coded ends that always hold two possible numbers of people who did not answer, and so many of people who
 * did that insiders who answered cannot tell whether anybody else has.
 */
function rateOf(invited: number, answered: number): { readonly rate: Rate; readonly known: Interval } {
  const low = codedEnd(invited, INSIDERS + 1);
  if (answered <= low.people)
    return { rate: { percent: low.percent, bound: 'under' }, known: { low: 0, high: low.people } };
  const high = codedEnd(invited, 1);
  if (invited - answered <= high.people)
    return {
      rate: { percent: 100 - high.percent, bound: 'over' },
      known: { low: invited - high.people, high: invited },
    };
  const percent = Math.round((answered / invited) * 20) * 5;
  return { rate: { percent, bound: 'about' }, known: { low: answered, high: answered } };
}

/** The smallest share in steps of five, from a tenth on, below which so many of those invited lie. */
function codedEnd(invited: number, people: number): { readonly percent: number; readonly people: number } {
  const below = (percent: number): number => Math.ceil((invited * percent) / 100 - 1e-9) - 1;
  const percent = [10, 15, 20, 25, 30, 35].find((share) => below(share) >= people) ?? 35;
  return { percent, people: below(percent) };
}
