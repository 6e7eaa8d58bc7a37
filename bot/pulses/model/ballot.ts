import { type Answer } from './question.ts';

/** What one person has answered in one round; lies sealed while the round is open and is gone afterwards. */
export interface Ballot {
  /** Grows with every change. A press carries the version it saw. */
  readonly version: number;
  /** The home unit at the time of answering. */
  readonly unit: string;
  /** By position of the question; all `undefined` = withdrawn, kept only so that a late press finds it. */
  readonly answers: readonly (Answer | undefined)[];
}

export interface PressedAnswer {
  /** The version of the view the press was made in; 0 = nobody had answered there. */
  readonly seen: number;
  readonly unit: string;
  /** Only the questions the press speaks of. */
  readonly answers: ReadonlyMap<number, Answer | undefined>;
  readonly questions: number;
}

/** What a press does: a ballot to keep, nothing because nothing differs, or nothing because the view was older. */
export type PressOutcome =
  { readonly keep: Ballot } | { readonly unchanged: true } | { readonly olderView: true };

export function afterPress(current: Ballot | undefined, press: PressedAnswer): PressOutcome {
  const before = current?.answers ?? [];
  const after = Array.from({ length: press.questions }, (_, at) =>
    press.answers.has(at) ? press.answers.get(at) : before[at],
  );
  // A replay asks for what is already so: it changes nothing, and there is nothing to explain.
  if (after.every((answer, at) => sameAnswer(answer, before[at]))) return { unchanged: true };
  if ((current?.version ?? 0) !== press.seen) return { olderView: true };
  return { keep: { version: press.seen + 1, unit: press.unit, answers: after } };
}

export function hasAnswered(ballot: Ballot | undefined): ballot is Ballot {
  return ballot?.answers.some((answer) => answer !== undefined) ?? false;
}

function sameAnswer(one: Answer | undefined, other: Answer | undefined): boolean {
  return String(one) === String(other);
}
