import { type Interval } from './bounds.ts';
import { type Crew } from './membership.ts';
import { type HiddenReason, type Rules } from './rules.ts';
import { type TreeUnit } from './tree.ts';

export interface RatesInput {
  readonly units: readonly TreeUnit[];
  readonly homes: ReadonlyMap<string, number>;
  /** The home unit of each person who answered anything. */
  readonly answered: readonly string[];
  readonly rules: Rules;
  /** What the released scores tell of how many answered in a unit and all below it; see `answersTold`. */
  readonly told?: ReadonlyMap<string, Interval>;
  /** The rates of earlier rounds; without it, this is the first. */
  readonly history?: RatesHistory | undefined;
}

export interface Rate {
  /** In steps of five; at the ends only how far out. */
  readonly percent: number;
  readonly bound: 'about' | 'over' | 'under';
}

export type ReleasedRate =
  | { readonly unit: string; readonly shown: true; readonly rate: Rate }
  | { readonly unit: string; readonly shown: false; readonly why: Exclude<HiddenReason, 'too-few-answers'> };

/** The response rates of earlier rounds, and who was where. */
export interface RatesHistory {
  /** Oldest first. */
  readonly rounds: readonly {
    readonly units: readonly TreeUnit[];
    readonly rates: readonly ReleasedRate[];
  }[];
  /** Homes in these rounds and in this one; more than one view where somebody moved while a round was open. */
  readonly crews: readonly (readonly Crew[])[];
}
