import { type Localised, type Scale } from '../../content/model.ts';
import { Refusal } from '../../refusal.ts';

/** A question as it was when its round opened. Identity and version live across rounds, so that a trend holds. */
export interface Question {
  readonly id: string;
  readonly version: number;
  readonly scale: Scale;
  readonly area: { readonly id: string; readonly name: Localised };
  readonly text: Localised;
  /** What the ends of the scale mean. */
  readonly low: Localised;
  readonly high: Localised;
  /** The choices of `one` and `several`, in order; empty for the others. */
  readonly options: readonly Localised[];
  /** The less people agree, the better. */
  readonly wanted?: 'low' | undefined;
}

/** A step of the scale, yes (1) or no (0), the number of a choice, or the numbers of several. */
export type Answer = number | readonly number[];

export interface Steps {
  readonly min: number;
  readonly max: number;
}

/** The lowest and highest step; for choices their first and last number. */
export function stepsOf(question: Pick<Question, 'scale' | 'options'>): Steps {
  switch (question.scale) {
    case 'agree5':
      return { min: 1, max: 5 };
    case 'zero10':
      return { min: 0, max: 10 };
    case 'yesno':
      return { min: 0, max: 1 };
    case 'one':
    case 'several':
      return { min: 0, max: question.options.length - 1 };
  }
}

/**
 * What a person pressed or chose, from untrusted data. `undefined` = no opinion ("skip") or an input left empty,
 * which counts as no answer. Refuses what is not on the scale.
 */
export function readAnswer(question: Question, raw: unknown): Answer | undefined {
  if (raw === '' || raw === 'skip') return undefined;
  if (question.scale !== 'several') return readStep(question, raw);
  const chosen = String(typeof raw === 'number' ? raw : typeof raw === 'string' ? raw : 'bad')
    .split(',')
    .map((one) => readStep(question, one.trim()));
  return [...new Set(chosen)].sort((a, b) => a - b);
}

function readStep(question: Question, raw: unknown): number {
  const step =
    typeof raw === 'string' && /^\d{1,3}$/.test(raw) ? Number(raw) : typeof raw === 'number' ? raw : NaN;
  const { min, max } = stepsOf(question);
  if (!Number.isInteger(step) || step < min || step > max) throw new Refusal('answer-outside-scale');
  return step;
}

/** One press answers: the values themselves are the buttons. Otherwise inputs and one "send". */
export function isOnePress(questions: readonly Question[]): boolean {
  const [only] = questions;
  return questions.length === 1 && (only?.scale === 'agree5' || only?.scale === 'yesno');
}
