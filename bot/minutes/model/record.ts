import { type RoleView } from '../api/series.ts';
import { type Applied, type MeetingState, type PersonView } from '../api.ts';
import { type Approval } from './approval.ts';
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
  /** Counts each time the minutes were finished; 0 = never. */
  readonly version: number;
  /** `null` until finished. */
  readonly approval: Approval | null;
  /** Why it was cancelled; empty otherwise. */
  readonly cancelled: string;
  /** Why approved minutes were opened again; empty otherwise. */
  readonly reopened: string;
  /** Counts the log: changes and changes of state. */
  readonly sequence: number;
}

export interface Series {
  readonly tenant: string;
  readonly id: string;
  readonly chat: string;
  readonly title: string;
  readonly template: string;
  readonly roles: readonly RoleView[];
  /** Somebody has said that the template is right. */
  readonly chosen: boolean;
}

/** The log of a meeting also says when its state or its numbers changed: whoever follows then reads it again. */
export type Logged = Applied | { readonly type: 'state'; readonly id: string; readonly state: MeetingState };

export interface LogEntry {
  readonly sequence: number;
  readonly logged: Logged;
  readonly by: PersonView;
}
