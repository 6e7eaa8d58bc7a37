import { leastMinimums, type Minimums } from '../../programme/model/policy.ts';

/** Who may see what. May be made stricter, never weaker, and never changed for an open round. */
export interface Rules extends Minimums {
  /** Answers behind a score: 5 besides any reader's own. The same for every role. */
  readonly scores: number;
  /** Answers behind a distribution, and behind comments. */
  readonly distributions: number;
  /** Answers in what is left of a larger unit when the shown parts are taken away. */
  readonly hiddenRest: number;
  /** Invited people behind a response rate. */
  readonly rates: number;
  /** The share of the scale that must stay possible for every single answer, whatever is published. */
  readonly openScale: number;
}

/** The least there is; an agency may raise it. */
export const rules: Rules = { ...leastMinimums, openScale: 0.75 };

/**
 * What an agency has decided on, for a round that opens now. A minimum below the least, whoever wrote it there,
 * counts as the least; and a distribution never stands on fewer answers than a score.
 */
export function rulesOf(minimums: Minimums): Rules {
  const raised = (of: keyof Minimums): number => {
    const wanted = Math.ceil(minimums[of]);
    return Number.isFinite(wanted) ? Math.max(rules[of], wanted) : rules[of];
  };
  const scores = raised('scores');
  return {
    scores,
    distributions: Math.max(scores, raised('distributions')),
    hiddenRest: raised('hiddenRest'),
    rates: raised('rates'),
    openScale: rules.openScale,
  };
}

/** Why a unit has no figure of its own. Says nothing about how its people answered. */
export type HiddenReason = 'unit-too-small' | 'too-few-answers' | 'protects-others';
