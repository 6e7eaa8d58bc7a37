import { type Answer, type Question, stepsOf } from './question.ts';
import { type Rules } from './rules.ts';
import { INSIDERS } from './scores.ts';
import { largestSelection } from './selection.ts';
import { leastLosses, type Tally } from './tally.ts';
import { restOf, totals } from './tree.ts';

/** Per step of the scale, or per choice, the share of those who answered: per cent in steps of five. */
export type Shares = readonly number[];

export interface DistributionsInput {
  readonly question: Pick<Question, 'scale' | 'options'>;
  readonly ballots: readonly { readonly unit: string; readonly answer: Answer }[];
  readonly rules: Rules;
  readonly tally: Tally;
  /** Only these units are considered: where a score is coded, its distribution would undo that. */
  readonly may: ReadonlySet<string>;
}

/**
 * The units whose distribution may be shown. Distributions can be subtracted as scores can, step by step: every
 * rest must again have nobody in it or as many answers as a distribution needs, and more than insiders outside its
 * fullest step, so that neither a stranger nor those who differ learn what all others said.
 */
export function distributions(input: DistributionsInput): ReadonlyMap<string, Shares> {
  const { tally, rules, may } = input;
  const steps = perStep(input);
  const withheld = new Set<string>();
  for (;;) {
    const shown = largestSelection({
      ...tally,
      rest: rules.distributions,
      mayShow: (unit) =>
        may.has(unit) &&
        !withheld.has(unit) &&
        (tally.allPeople.get(unit) ?? 0) >= rules.scores &&
        (tally.allAnswers.get(unit) ?? 0) >= rules.distributions,
    });
    const leaks = rules.openScale > 0 ? tooAlike(tally, shown, steps) : new Set<string>();
    if (leaks.size === 0) return sharesOf(tally, shown, steps);
    for (const unit of leastLosses(tally, shown, leaks)) withheld.add(unit);
  }
}

type PerStep = readonly ReadonlyMap<string, number>[];

/** For each step: how many chose it, per unit itself. */
function perStep({ question, ballots }: DistributionsInput): PerStep {
  const { min, max } = stepsOf(question);
  const steps = Array.from({ length: max - min + 1 }, () => new Map<string, number>());
  for (const { unit, answer } of ballots)
    for (const chosen of typeof answer === 'number' ? [answer] : answer) {
      const counts = steps[chosen - min];
      counts?.set(unit, (counts.get(unit) ?? 0) + 1);
    }
  return steps;
}

function tooAlike(tally: Tally, shown: ReadonlySet<string>, steps: PerStep): ReadonlySet<string> {
  const rests = restOf(tally.tree, shown, tally.answers);
  const restsOfSteps = steps.map((step) => restOf(tally.tree, shown, step));
  return new Set(
    [...rests].flatMap(([unit, answers]) =>
      answers > 0 && restsOfSteps.some((step) => answers - (step.get(unit) ?? 0) <= INSIDERS) ? [unit] : [],
    ),
  );
}

function sharesOf(tally: Tally, shown: ReadonlySet<string>, steps: PerStep): ReadonlyMap<string, Shares> {
  const inUnits = steps.map((step) => totals(tally.tree, step));
  return new Map(
    [...shown].map((unit) => {
      const answers = tally.allAnswers.get(unit) ?? 0;
      return [unit, inUnits.map((step) => Math.round(((step.get(unit) ?? 0) / answers) * 20) * 5)];
    }),
  );
}
