/**
 * How far the agency's meetings have come without paper. Facts of meetings, for the whole agency, and nobody's:
 * GET /api/minutes/goals -> GoalsReply             `Puls.HR`, `Puls.Admin` and `Puls.Representative`
 */
export interface GoalsReply {
  /** The last twelve months together. */
  readonly whole: GoalFigures;
  /** Those months in which a meeting was held, oldest first. */
  readonly months: readonly (GoalFigures & { /** `2027-01` */ readonly month: string })[];
  readonly targets: { readonly paperless: number; readonly digital: number; readonly days: number };
}

export interface GoalFigures {
  /** Meetings that have been held. */
  readonly held: number;
  /** Of them, those whose agenda went out in Teams. */
  readonly paperless: number;
  /** Of them, those whose minutes were finished in the tab. */
  readonly digital: number;
  /** Median of days from a meeting until its minutes were approved; `null` = none has been. */
  readonly days: number | null;
}
