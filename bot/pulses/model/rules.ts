/** Who may see what. May be made stricter, never weaker, and never changed for an open round. */
export interface Rules {
  /** Answers behind a score: 5 besides any reader's own. The same for every role. */
  readonly scores: number;
  /** Answers behind a distribution. */
  readonly distributions: number;
  /** Answers in what is left of a larger unit when the shown parts are taken away. */
  readonly hiddenRest: number;
  /** Invited people behind a response rate. */
  readonly rates: number;
  /** The share of the scale that must stay possible for every single answer, whatever is published. */
  readonly openScale: number;
}

export const rules: Rules = { scores: 6, distributions: 11, hiddenRest: 6, rates: 10, openScale: 0.75 };

/** Why a unit has no figure of its own. Says nothing about how its people answered. */
export type HiddenReason = 'unit-too-small' | 'too-few-answers' | 'protects-others';
