import { z } from 'zod';

/**
 * GET /api/results — the released cells, and only those. `Puls.HR` sees the whole tree, `Puls.Representative` the
 * agency, a leader the own home unit and what it reports in. The filters choose among these; no filter ever makes
 * a figure that was not released when its round closed.
 */
export const resultsQuery = z.object({
  /** Rounds that closed in the months until now. */
  period: z.enum(['3m', '6m', '12m', '24m', 'all']).default('12m'),
  /** Instead of a period: ISO dates, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  programme: z.string().max(100).optional(),
  area: z.string().max(100).optional(),
  /** The unit in focus. `not-found` when the reader may not see it. */
  unit: z.string().max(100).optional(),
  /**
   * `all`: every cell of the unit in focus, of what is above it and of what is below it; without a unit, of every unit.
   * `page`: what the results page shows first: the history of the unit in focus and of the agency, and of the units
   * right below it the newest round of each area. `tree`: the same with all units below it.
   */
  show: z.enum(['all', 'page', 'tree']).default('all'),
});

/** GET /api/results/export — the same filters, as a file: what the page shows, and nothing else. */
export const exportQuery = resultsQuery.extend({
  format: z.enum(['xlsx', 'pdf']),
  language: z.enum(['nb', 'nn', 'en']).optional(),
  show: z.enum(['page', 'tree']).default('page'),
});

export type ResultsQuery = z.infer<typeof resultsQuery>;

export interface ResultsReply {
  /** The most important in one to four plain sentences, in the caller's language. */
  readonly summary: string;
  readonly units: readonly { id: string; name: string; kind: string; parent: string | null }[];
  /** Oldest first, one for each question. A week without a question has no row. */
  readonly rounds: readonly RoundResult[];
  /** The round that is open now: nothing about answers, only what it is and when it closes. */
  readonly open: { week: string; title: string; closesAt: string } | null;
  /** Which rounds were chosen from: ISO times; `from` is `null` for everything that is kept. */
  readonly period: { readonly from: string | null; readonly to: string };
  /** The unit in focus, and the agency, which it is compared with. */
  readonly focus: { readonly unit: string | null; readonly agency: string | null };
  /** What the filters can be set to within the period. */
  readonly choices: {
    readonly programmes: readonly { readonly id: string; readonly name: string }[];
    readonly areas: readonly { readonly id: string; readonly name: string }[];
  };
  /** Only for `Puls.HR`; shuffled, without a time. The newest rounds first. */
  readonly comments: readonly ReleasedComment[];
  /** There were more comments than the newest that are shown. */
  readonly moreComments: boolean;
  /** Newest first. */
  readonly receipts: readonly Receipt[];
  /** What the figures were held under, and why some filters are not offered: plain sentences. */
  readonly about: readonly string[];
}

export interface RoundResult {
  readonly id: string;
  /** `2027-W03`. */
  readonly week: string;
  /** ISO time. */
  readonly closedAt: string;
  readonly programme: string;
  readonly area: { id: string; name: string };
  readonly question: {
    readonly id: string;
    readonly version: number;
    /** With a word on it where low is best. */
    readonly text: string;
    readonly lowIsBest: boolean;
    readonly scale: 'agree5' | 'zero10' | 'yesno' | 'one' | 'several';
    readonly min: number;
    readonly max: number;
  };
  /** The minimums that the round was held under. */
  readonly rules: RoundRules;
  readonly cells: readonly ResultCell[];
  readonly rates: readonly RateCell[];
}

interface RoundRules {
  /** Answers behind a score. */
  readonly scores: number;
  /** Answers behind a distribution, and behind comments. */
  readonly distributions: number;
  /** Answers in what is left over of a larger unit. */
  readonly hiddenRest: number;
  /** Invited people behind a response rate. */
  readonly rates: number;
}

/** One unit's score. A hidden cell carries no figure, only why, in the caller's language. */
export type ResultCell =
  | {
      readonly unit: string;
      readonly shown: true;
      /** Mean on the question's scale, one decimal; for yes/no the share of yes in per cent. */
      readonly value: number;
      /** Whether the value is the mean, or only how far out at the end of the scale it lies. */
      readonly bound: 'about' | 'at-most' | 'at-least';
      /** How to print it: `3,8`, `høyst 1,5`, `minst 4,5`, `71 %`. */
      readonly text: string;
      /** Half the width of the interval that the trend is drawn with, on the question's scale. */
      readonly margin: number;
      /** Printed more coarsely, because a few people have come to the unit or left it. */
      readonly widened: boolean;
      /** Share per step of the scale in per cent, rounded to 5 points; only where at least 11 answered. */
      readonly distribution: readonly { label: string; percent: number }[] | null;
    }
  | { readonly unit: string; readonly shown: false; readonly why: string };

/** Response rate of a unit: at least 10 invited, rounded to 5 points, the ends coded (`over 90 %`). */
export type RateCell =
  | {
      readonly unit: string;
      readonly shown: true;
      readonly percent: number;
      readonly bound: 'about' | 'over' | 'under';
      readonly text: string;
    }
  | { readonly unit: string; readonly shown: false; readonly why: string };

interface ReleasedComment {
  readonly round: string;
  readonly week: string;
  readonly unit: string;
  readonly question: string;
  readonly text: string;
}

/** A closed round, and that the key to its answers is gone. */
export interface Receipt {
  readonly round: string;
  readonly week: string;
  /** `lost` = the key was gone before the round closed, so that its answers could not be counted. */
  readonly outcome: 'closed' | 'lost';
  readonly closedAt: string;
  /** `null` while it is still to be done. */
  readonly keyDestroyedAt: string | null;
  /** The same in one sentence, in the caller's language. */
  readonly text: string;
}

/**
 * Why figures do not come into the agency's SharePoint list: Graph's own faults, and columns that are missing. Each
 * has its cure on the administrator's page.
 */
export type ListReason =
  | 'graph-unreachable'
  | 'graph-busy'
  | 'graph-down'
  | 'not-allowed'
  | 'not-found'
  | 'columns-missing'
  | 'conflict'
  | 'out-of-space'
  | 'refused';

/** GET /api/results/list — the agency's SharePoint list of released figures; `Puls.Admin` only. */
export type ResultListReply =
  | { readonly on: false }
  | {
      readonly on: true;
      readonly site: string;
      readonly list: string;
      /** Why it does not go on; `null` = nothing is wrong. */
      readonly reason: ListReason | null;
      readonly columns: readonly string[];
      /** Rounds that stand in the list, with how many rows; and rounds that are still to be written or taken out. */
      readonly written: number;
      readonly figures: number;
      readonly waiting: number;
      /** ISO times. */
      readonly nextTryAt: string | null;
      readonly writtenAt: string | null;
    };

/** POST /api/results/list — try now; `everything`: look at every row once more. Answers as GET does. */
export const resultListBody = z.object({ everything: z.boolean() });
