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
