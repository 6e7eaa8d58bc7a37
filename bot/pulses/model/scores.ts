import { type Interval } from './bounds.ts';
import { type Scale } from '../../content/model.ts';
import { type Steps } from './question.ts';
import { type Rules } from './rules.ts';

/** A mean as it may be printed; at the ends of the scale only how far out it is, not where. */
export interface Score {
  /** On the question's scale; per cent for yes/no. */
  readonly value: number;
  readonly bound: 'about' | 'at-most' | 'at-least';
}

/**
 * A reader and one colleague know their own answers. Where all others have given the lowest answer, or the highest,
 * the total less those two would tell it.
 */
export const INSIDERS = 2;

/** Coded ends, as a share of the scale, finest first: 1.2 and 4.8 … 2.5 and 3.5 where answers go from 1 to 5. */
const ends: Readonly<Record<Scale, readonly number[]>> = {
  agree5: [0.05, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.325, 0.375],
  zero10: [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35],
  yesno: [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45],
  one: [],
  several: [],
};

export interface ScoreRules {
  readonly scale: Scale;
  readonly steps: Steps;
  readonly rules: Rules;
}

/**
 * The width of the coded end for a number of answers, in points of the total: the finest that still leaves
 * every single answer open. Depends on the number of answers only, so that using it gives nothing away.
 */
function codedWidth({ scale, steps }: ScoreRules, answers: number): { share: number; points: number } {
  const range = steps.max - steps.min;
  const widths = ends[scale].map((share) => ({ share, points: wholePoints(share * answers * range) }));
  return widths.find(({ points }) => points >= neededOpen(range)) ?? { share: 0, points: -1 };
}

/** What is printed for a unit, and what the sharpest reader learns from it about the unit's total. */
export function scoreOf(
  at: ScoreRules,
  answers: number,
  total: number,
): { readonly score: Score; readonly known: Interval } {
  const { min, max } = at.steps;
  const { share, points } = at.rules.openScale > 0 ? codedWidth(at, answers) : { share: 0, points: -1 };
  const lowest = answers * min;
  const highest = answers * max;
  const low = min + share * (max - min);
  const high = max - share * (max - min);
  if (total - lowest <= points)
    return {
      score: { value: printed(at, low), bound: 'at-most' },
      known: { low: lowest, high: lowest + points },
    };
  if (highest - total <= points)
    return {
      score: { value: printed(at, high), bound: 'at-least' },
      known: { low: highest - points, high: highest },
    };
  const step = printStep(at.scale, answers);
  const mean = Math.round(total / answers / step) * step;
  return { score: { value: printed(at, mean), bound: 'about' }, known: { low: total, high: total } };
}

/**
 * How finely a mean is printed: from 40 answers on, not even the widest change of one answer is more than a step. (A
 * share of few people, to the per cent, would also tell how many answered.)
 */
export function printStep(scale: Scale, answers: number): number {
  if (scale === 'zero10') return answers < 100 ? 0.5 : 0.1;
  if (scale === 'yesno') return answers < 200 ? 0.05 : 0.01;
  return 0.1;
}

/** So far from both ends a total must stay that insiders, whatever they answered, leave one step open to the others. */
const neededOpen = (range: number): number => INSIDERS * range + 1;

/** Is every single answer in a group still open, if its total is known to lie in the interval? */
export function leavesAnswersOpen(at: ScoreRules, answers: number, known: Interval): boolean {
  const { min, max } = at.steps;
  const needed = at.rules.openScale > 0 ? neededOpen(max - min) : 0;
  return answers === 0 || (answers * max - known.low >= needed && known.high - answers * min >= needed);
}

/**
 * Half the width of the interval around a mean. Takes a usual spread instead of the group's own, and the number of
 * answers in steps of five: otherwise it would tell of agreement within the group, and of who did not answer.
 */
export function marginOf(at: ScoreRules, answers: number): number {
  const spread = (at.steps.max - at.steps.min) * (at.scale === 'yesno' ? 0.5 : 0.25);
  const counted = answers < 10 ? at.rules.scores : Math.floor(answers / 5) * 5;
  return printed(at, (1.96 * spread) / Math.sqrt(counted));
}

/** Is the change between two rounds larger than chance would make it? */
export function isRealChange(
  one: { readonly value: number; readonly margin: number },
  other: { readonly value: number; readonly margin: number },
): boolean {
  return Math.abs(one.value - other.value) > Math.hypot(one.margin, other.margin);
}

/** As it is written: per cent for yes/no, else one decimal. */
export function printed({ scale }: Pick<ScoreRules, 'scale'>, value: number): number {
  return scale === 'yesno' ? Math.round(value * 100) : Math.round(value * 10) / 10;
}

function wholePoints(points: number): number {
  return Math.floor(points + 1e-9);
}
