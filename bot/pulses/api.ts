/**
 * GET /api/results — the released cells, and only those. `Puls.HR` sees the whole tree,
 * `Puls.Representative` the agency, a leader the own home unit and what it reports in.
 */
export interface ResultsReply {
  /** The most important in one or two plain sentences, in the caller's language. */
  readonly summary: string;
  readonly units: readonly { id: string; name: string; kind: string; parent: string | null }[];
  /** Oldest first. A week without a question has no row. */
  readonly rounds: readonly RoundResult[];
  /** The round that is open now: nothing about answers, only what it is and when it closes. */
  readonly open: { week: string; title: string; closesAt: string } | null;
}

export interface RoundResult {
  readonly id: string;
  /** `2027-W03`. */
  readonly week: string;
  /** ISO time. */
  readonly closedAt: string;
  readonly area: { id: string; name: string };
  readonly question: {
    readonly id: string;
    readonly text: string;
    readonly scale: 'agree5' | 'zero10' | 'yesno' | 'one' | 'several';
    readonly min: number;
    readonly max: number;
  };
  readonly cells: readonly ResultCell[];
  readonly rates: readonly RateCell[];
}

/** One unit's score. A hidden cell carries no figure, only why, in the caller's language. */
export type ResultCell =
  | {
      readonly unit: string;
      readonly shown: true;
      /** Mean on the question's scale, one decimal; for yes/no the share of yes in per cent. */
      readonly value: number;
      /** How to print it: `3,8`, `høyst 1,5`, `minst 4,5`, `71 %`. */
      readonly text: string;
      /** Half the width of the interval that the trend is drawn with, on the question's scale. */
      readonly margin: number;
      /** Share per step of the scale in per cent, rounded to 5 points; only where at least 11 answered. */
      readonly distribution: readonly { label: string; percent: number }[] | null;
    }
  | { readonly unit: string; readonly shown: false; readonly why: string };

/** Response rate of a unit: at least 10 invited, rounded to 5 points, the ends coded (`over 90 %`). */
export type RateCell =
  | { readonly unit: string; readonly shown: true; readonly percent: number; readonly text: string }
  | { readonly unit: string; readonly shown: false; readonly why: string };
