import { type Change, type MeetingState, type PersonView } from '../api.ts';
import { type Minutes } from './meeting.ts';

/** A meeting as it is kept. The weights of its checks are its template's. */
export interface Meeting extends Omit<Minutes, 'rules'> {
  readonly tenant: string;
  readonly id: string;
  readonly series: string;
  /** Teams' id of the meeting; occurrences of a repeated one share it. */
  readonly teamsMeeting: string;
  readonly occurrence: string;
  readonly chat: string;
  readonly template: string;
  readonly number: string | null;
  readonly title: string;
  readonly endsAt: string | null;
  /** Counts the log: changes and changes of state. */
  readonly sequence: number;
}

export interface Series {
  readonly tenant: string;
  readonly id: string;
  readonly chat: string;
  readonly title: string;
  readonly template: string;
}

/** The log of a meeting also says when its state or its numbers changed: whoever follows then reads it again. */
export type Logged = Change | { readonly type: 'state'; readonly id: string; readonly state: MeetingState };

export interface LogEntry {
  readonly sequence: number;
  readonly logged: Logged;
  readonly by: PersonView;
}
