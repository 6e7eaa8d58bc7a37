import { Refusal } from '../../refusal.ts';
import { type Answer } from './question.ts';

/** What one person has answered in one round; lies sealed while the round is open and is gone afterwards. */
export interface Ballot {
  /** Grows with every change. A press carries the version it saw. */
  readonly version: number;
  /** The home unit at the time of answering. */
  readonly unit: string;
  /** By position of the question; all `undefined` = withdrawn, kept only so that a late press finds it. */
  readonly answers: readonly (Answer | undefined)[];
  /** By position of the question, with or without an answer to it; all `undefined` in a round without comments. */
  readonly comments: readonly (string | undefined)[];
}

/** What was chosen and written, by position: only the questions that the press speaks of. */
export interface PressedInputs {
  readonly answers: ReadonlyMap<number, Answer | undefined>;
  readonly comments: ReadonlyMap<number, string | undefined>;
}

export interface PressedAnswer extends PressedInputs {
  /** The version of the view the press was made in; 0 = nobody had answered there. */
  readonly seen: number;
  readonly unit: string;
  readonly questions: number;
}

/** What a press does: a ballot to keep, nothing because nothing differs, or nothing because the view was older. */
export type PressOutcome =
  { readonly keep: Ballot } | { readonly unchanged: true } | { readonly olderView: true };

export function afterPress(current: Ballot | undefined, press: PressedAnswer): PressOutcome {
  const answers = merged(press.questions, current?.answers, press.answers);
  const comments = merged(press.questions, current?.comments, press.comments);
  // A replay asks for what is already so: it changes nothing, and there is nothing to explain.
  if (isSame(answers, current?.answers) && isSame(comments, current?.comments)) return { unchanged: true };
  if ((current?.version ?? 0) !== press.seen) return { olderView: true };
  return { keep: { version: press.seen + 1, unit: press.unit, answers, comments } };
}

/** With nothing in it but its version, which older presses no longer match. */
export function withdrawn({ version, unit, answers, comments }: Ballot): Ballot {
  const nothing = (all: readonly unknown[]) => all.map(() => undefined);
  return { version: version + 1, unit, answers: nothing(answers), comments: nothing(comments) };
}

/** Also by a comment alone. */
export function hasAnswered(ballot: Ballot | undefined): ballot is Ballot {
  return [...(ballot?.answers ?? []), ...(ballot?.comments ?? [])].some((one) => one !== undefined);
}

/** In UTF-16 units, as Teams counts what somebody types. */
export const COMMENT_MAX = 500;

/**
 * What a person wrote, from untrusted data. `undefined` = nothing. Characters that nobody sees, or that turn the
 * text around, are taken out. Throws `bad-input` or `too-large`.
 */
export function readComment(raw: unknown): string | undefined {
  if (typeof raw !== 'string') throw new Refusal('bad-input');
  const text = raw
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[^\P{Cc}\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, ' ')
    .trim();
  if (text.length > COMMENT_MAX) throw new Refusal('too-large');
  return text === '' ? undefined : text;
}

function merged<One>(
  questions: number,
  before: readonly (One | undefined)[] = [],
  press: ReadonlyMap<number, One | undefined>,
): readonly (One | undefined)[] {
  return Array.from({ length: questions }, (_, at) => (press.has(at) ? press.get(at) : before[at]));
}

function isSame(after: readonly (Answer | string | undefined)[], before: typeof after = []): boolean {
  return after.every((one, at) => JSON.stringify(one) === JSON.stringify(before[at]));
}
