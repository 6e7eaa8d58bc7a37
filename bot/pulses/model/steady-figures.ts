import { type Before } from './before.ts';
import { type Shares } from './distributions.ts';
import { marginOf, printed, printStep, type Score, scoreOf, type ScoreRules } from './scores.ts';

export interface SteadyScore {
  readonly score: Score;
  readonly margin: number;
  readonly widened: boolean;
}

/** Nice steps as parts of the scale from 1 to 5, from 0 to 10, from 0 to 1. */
const niceParts: readonly number[] = [0.1, 0.2, 0.5, 1];

/**
 * A score in a cell whose people have changed a little. The earlier one stands as long as it can be explained by
 * those who came and went; else a new one in steps that are wider than any one answer can move it.
 */
export function steadyScore(
  at: ScoreRules,
  now: Counted,
  before: Before<ShownScore> | undefined,
): SteadyScore {
  return (before && standing(at, now, before)) ?? coarse(at, now);
}

type ShownScore = Score & { readonly widened: boolean };

interface Counted {
  readonly answers: number;
  readonly total: number;
}

function standing(
  at: ScoreRules,
  { answers, total }: Counted,
  before: Before<ShownScore>,
): SteadyScore | undefined {
  const { value, bound, widened } = before.of;
  const { min, max } = at.steps;
  // How many answered last time is not kept: the coarsest step that it can have been printed in.
  const half = (widened ? coarseStep(at, at.rules.scores) : printStep(at.scale, at.rules.scores)) / 2;
  // The most that those who came and went can move the mean, if all others repeat their answers.
  const reach = (max - min) * shareOfOthers(answers, before);
  const known = at.scale === 'yesno' ? value / 100 : value;
  const low = bound === 'at-most' ? min : known - half;
  const high = bound === 'at-least' ? max : known + half;
  const mean = total / answers;
  if (mean < low - reach - 1e-9 || mean > high + reach + 1e-9) return undefined;
  const fine = printStep(at.scale, answers);
  return {
    score: { value, bound },
    margin: Math.max(marginOf(at, answers), printed(at, reach + half)),
    widened: widened || coarseStep(at, answers) > fine || reach > fine + 1e-9,
  };
}

function coarse(at: ScoreRules, { answers, total }: Counted): SteadyScore {
  const margin = marginOf(at, answers);
  const step = coarseStep(at, answers);
  if (step <= printStep(at.scale, answers))
    return { score: scoreOf(at, answers, total).score, margin, widened: false };
  const alone = scoreOf(at, answers, total).score;
  // An end is coded for those who know an answer or two; a step there would undo it.
  if (alone.bound !== 'about') return { score: alone, margin, widened: true };
  const { min, max } = at.steps;
  const last = Math.round((max - min) / step) - 1;
  const bucket = Math.min(Math.floor((total / answers - min) / step + 1e-9), last);
  return {
    score: { value: printed(at, min + (bucket + 0.5) * step), bound: 'about' },
    margin: Math.max(margin, printed(at, step / 2)),
    widened: true,
  };
}

/** The finest nice step that no single answer can move the mean by. */
function coarseStep({ scale, steps }: ScoreRules, answers: number): number {
  const range = steps.max - steps.min;
  const fine = printStep(scale, answers);
  const unit = scale === 'yesno' ? 0.1 : 1;
  const ladder = [...niceParts.map((part) => part * unit), 2 * unit, 5 * unit, range];
  return (
    ladder.find((step) => step >= fine && step * answers >= range - 1e-9 && dividesRange(range, step)) ??
    range
  );
}

const dividesRange = (range: number, step: number): boolean =>
  Math.abs(range / step - Math.round(range / step)) < 1e-9;

/** How much of a mean those who came or went can make up, the more of the two. */
export function shareOfOthers(answers: number, { came, left }: Before<unknown>): number {
  const stayed = Math.max(0, answers - came);
  const part = (some: number): number => (some === 0 ? 0 : some / (stayed + some));
  return Math.max(part(came), part(left));
}

/**
 * The earlier shares as long as those who came and went can be the whole reason; both are rounded to steps of five.
 * Else new ones where one answer does not show in them, and none where there were none before.
 */
export function steadyShares(
  answers: number,
  now: Shares | undefined,
  before: Before<Shares> | undefined,
): { readonly of: Shares | undefined; readonly small: boolean } {
  const part = before === undefined ? 0 : shareOfOthers(answers, before);
  const small = answers < 40 || part > 0.05;
  const reach = 5 + 100 * part + 1e-9;
  const stands = now?.every((share, at) => Math.abs(share - (before?.of[at] ?? 0)) <= reach) ?? true;
  if (before && stands) return { of: before.of, small };
  return { of: before && !small ? now : undefined, small };
}
