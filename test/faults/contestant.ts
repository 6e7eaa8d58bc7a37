import { type Story } from '../support/story.ts';
import { type CalendarWeek } from './calendar.ts';
import { type AnswerTally } from './respondents.ts';
import { type PostTally } from './tally.ts';

export interface PracticeYear {
  readonly name: string;
  readonly seed: number;
  readonly channels: number;
  /** So many channels have nine leaders each who answer. */
  readonly answering: number;
  /** ISO date of the first Monday, and the weeks from there. */
  readonly from: string;
  readonly weeks: number;
  /** `kill -9`, spread over all weeks: some at a call that is named, the others at a random moment. */
  readonly kills: number;
  /** Of the channels, how many meet a row of the matrix each time something is posted. */
  readonly faultShare: number;
  /** Two or more share one PostgreSQL; one at a time is held and killed. */
  readonly services?: { readonly count: number; readonly databaseUrl: string };
  /** The sender instead of ours, with what Node runs as the service. */
  readonly other?: { readonly script: string; readonly begin: (story: Story) => Contestant };
  readonly tell?: (text: string) => void;
}

/** A sender under practice. */
export interface Contestant {
  /** `undefined` = it only sends. */
  readonly answers: AnswerTally | undefined;
  /** Everything that is due at the week's opening or closing is done. */
  isSettled(week: CalendarWeek, state: 'open' | 'closed'): Promise<boolean>;
  /** People answer while the service is disturbed. */
  answer(week: CalendarWeek, disturb: () => Promise<void>): Promise<void>;
  /** With the service up: does it still know what it has acknowledged? */
  compare(week: CalendarWeek): Promise<void>;
  tally(calendar: readonly CalendarWeek[]): Promise<PostTally>;
  close(): Promise<void>;
}
