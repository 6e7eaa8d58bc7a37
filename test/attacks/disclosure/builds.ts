import { type ReleaseEngine } from '../../../bot/pulses/model/engine.ts';
import { type ReleasedRate } from '../../../bot/pulses/model/response.ts';
import { type ReleasedCell } from '../../../bot/pulses/model/release.ts';
import { type TreeUnit } from '../../../bot/pulses/model/tree.ts';
import { stepsOf } from './agency.ts';
import { type PrintStep } from './loot.ts';

/** What an attacker knows of a build: its rules are printed on the page for anybody. */
export interface Knowledge {
  readonly least: { readonly scores: number; readonly distributions: number };
  readonly step: PrintStep;
}

const LEAST = 5;

export const ofThreshold: Knowledge = {
  least: { scores: LEAST, distributions: LEAST },
  step: (scale) => (scale === 'yesno' ? 0.01 : 0.1),
};

export const ofProduct: Knowledge = {
  least: { scores: 6, distributions: 11 },
  step(scale, answers) {
    if (scale === 'zero10') return answers < 100 ? 0.5 : 0.1;
    if (scale === 'yesno') return answers < 200 ? 0.05 : 0.01;
    return 0.1;
  },
};

/** The plain threshold that most products have: every unit with five answers has its mean, its shares and its rate. */
export const thresholdEngine: ReleaseEngine = {
  release: ({ units, question, ballots }) =>
    units.map(({ id }) => {
      const inUnit = ballots.filter(({ unit }) => within(units, unit, id));
      const answers = inUnit.flatMap(({ answer }) => (typeof answer === 'number' ? [answer] : []));
      return cellOf(id, question.scale, answers);
    }),
  releaseRates: ({ units, homes, answered }) =>
    units.map(({ id }) => {
      const inside = units.filter((unit) => within(units, unit.id, id));
      const invited = inside.reduce((all, unit) => all + (homes.get(unit.id) ?? 0), 0);
      return rateOf(id, invited, answered.filter((unit) => within(units, unit, id)).length);
    }),
  // In the order in which they lie in the table, which is the order of the tokens, and the same for every question.
  releaseComments: ({ comments }) => comments,
};

function within(units: readonly TreeUnit[], at: string | undefined, unit: string): boolean {
  if (at === undefined || at === unit) return at === unit;
  return within(units, units.find(({ id }) => id === at)?.parent, unit);
}

function cellOf(
  unit: string,
  scale: Parameters<typeof stepsOf>[0],
  answers: readonly number[],
): ReleasedCell {
  if (answers.length < LEAST) return { unit, shown: false, why: 'too-few-answers' };
  const { min, max } = stepsOf(scale);
  const mean = answers.reduce((all, answer) => all + answer, 0) / answers.length;
  const value = scale === 'yesno' ? Math.round(mean * 100) : Math.round(mean * 10) / 10;
  const shares = Array.from({ length: max - min + 1 }, (_, step) => {
    const chosen = answers.filter((answer) => answer === min + step).length;
    return Math.round((chosen / answers.length) * 100);
  });
  return {
    unit,
    shown: true,
    score: { value, bound: 'about' },
    margin: 1,
    shares,
    widened: false,
  };
}

function rateOf(unit: string, invited: number, answered: number): ReleasedRate {
  if (invited < LEAST) return { unit, shown: false, why: 'unit-too-small' };
  return { unit, shown: true, rate: { percent: Math.round((answered / invited) * 100), bound: 'about' } };
}
