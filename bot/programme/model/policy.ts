import { Refusal } from '../../refusal.ts';

/** The least there must be behind what is shown. An agency may raise them, never lower them. */
export interface Minimums {
  /** Answers behind a score. */
  readonly scores: number;
  /** Answers behind a distribution, and behind comments. */
  readonly distributions: number;
  /** Answers in what is left of a larger unit when its shown parts are taken away. */
  readonly hiddenRest: number;
  /** Invited people behind a response rate. */
  readonly rates: number;
}

/** 5 answers (10 for distributions and comments) besides any reader's own. */
export const leastMinimums: Minimums = { scores: 6, distributions: 11, hiddenRest: 6, rates: 10 };

/** What an agency has decided about its pulses, and discussed with the employee representatives. */
export interface Policy {
  /** Grows when the purpose changes or comments are switched on: both must be discussed anew. */
  readonly version: number;
  /** In the agency's own words; `undefined` = ours. */
  readonly purpose: string | undefined;
  /** The legal basis in the agency's own words; `undefined` = ours. */
  readonly basis: string | undefined;
  /** ISO date on which the agency and the representatives look at it together. */
  readonly evaluateOn: string | undefined;
  readonly comments: boolean;
  /** How long released figures are kept. */
  readonly retentionMonths: number;
  readonly minimums: Minimums;
}

export const firstPolicy: Policy = {
  version: 1,
  purpose: undefined,
  basis: undefined,
  evaluateOn: undefined,
  comments: false,
  retentionMonths: 24,
  minimums: leastMinimums,
};

/** Five years of history is what a trend over the whole programme needs; the law asks for no more, and no less is safe. */
export const longestRetentionMonths = 60;
/** Beyond this, the agency says in its legal basis why it needs the figures longer (GDPR article 5 (1) e). */
export const usualRetentionMonths = 24;
export const highestMinimum = 100;

/** What an administrator decides about; the version follows from it. */
export type PolicyDecision = Omit<Policy, 'version'>;

/**
 * The policy after a decision. Throws `cannot-lower` when a minimum is below what holds: people have been told the
 * higher one. Throws `reason-needed` when figures are to be kept longer than usual without a word on why.
 */
export function nextPolicy(current: Policy, wanted: PolicyDecision): Policy {
  const lowered = minimumNames.find((name) => wanted.minimums[name] < current.minimums[name]);
  if (lowered !== undefined) throw new Refusal('cannot-lower', { least: current.minimums[lowered] });
  const isLong = wanted.retentionMonths > Math.max(usualRetentionMonths, current.retentionMonths);
  if (isLong && wanted.basis === undefined) throw new Refusal('reason-needed');
  const { scores, distributions } = wanted.minimums;
  return {
    ...wanted,
    // What is told about each answer never rests on fewer than a mere score does.
    minimums: { ...wanted.minimums, distributions: Math.max(scores, distributions) },
    version: current.version + (needsDiscussion(current, wanted) ? 1 : 0),
  };
}

/** Another purpose, or comments switched on: the employee representatives must have discussed it first. */
function needsDiscussion(current: Policy, wanted: PolicyDecision): boolean {
  return wanted.purpose !== current.purpose || (wanted.comments && !current.comments);
}

export const minimumNames = ['scores', 'distributions', 'hiddenRest', 'rates'] as const;
