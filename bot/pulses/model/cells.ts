import { type Shares } from './distributions.ts';
import { type Crew } from './membership.ts';
import { type Answer, type Question } from './question.ts';
import { type HiddenReason, type Rules } from './rules.ts';
import { type Score } from './scores.ts';
import { type TreeUnit } from './tree.ts';

/** One question of a closed round: everything that was answered, and the tree it was answered in. */
export interface ReleaseInput {
  readonly units: readonly TreeUnit[];
  /** People whose home is the unit itself, when the round opened. */
  readonly homes: ReadonlyMap<string, number>;
  readonly question: Pick<Question, 'scale' | 'options'>;
  readonly ballots: readonly { readonly unit: string; readonly answer: Answer }[];
  readonly rules: Rules;
  /** What earlier rounds have shown of the same question; without it, this is the first. */
  readonly history?: History | undefined;
}

/** A unit's cell as it may be shown to anybody, or why it may not. */
export type ReleasedCell =
  | {
      readonly unit: string;
      readonly shown: true;
      /** `undefined` for choices, which have shares only. */
      readonly score: Score | undefined;
      readonly margin: number;
      readonly shares: Shares | undefined;
      /** Only as near as a few people who came or went since an earlier round allow; see `steady`. */
      readonly widened: boolean;
    }
  | { readonly unit: string; readonly shown: false; readonly why: HiddenReason };

export type ShownCell = Extract<ReleasedCell, { shown: true }>;

/** What earlier rounds have shown of the same question, and who was where. */
export interface History {
  /** Oldest first. */
  readonly rounds: readonly {
    readonly units: readonly TreeUnit[];
    readonly cells: readonly ReleasedCell[];
  }[];
  /** Homes in these rounds and in this one; more than one view where somebody moved while a round was open. */
  readonly crews: readonly (readonly Crew[])[];
}
