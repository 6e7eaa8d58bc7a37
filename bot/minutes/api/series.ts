import { z } from 'zod';
import { type FollowUpChangeView } from './results.ts';

/**
 * What surrounds one meeting: its series and how its minutes are approved. All addresses start with
 * `/api/minutes/meetings/:id`, and all but the first answer with the whole MeetingView:
 * GET  /versions -> VersionsReply                 every version, with what changed since the one before
 * POST /template {template}                        chair, before the start: the series' template from now on
 * POST /roles {person, role, side}                 chair
 * POST /first-numbers {item, meeting}              chair, before the series has numbered anything this year
 * POST /call · POST /cancel {reason}               chair
 * POST /next-meeting {date}                        chair: plans the series' next meeting
 * POST /put-off {item} · POST /take {item}         who writes: to the series' next meeting; from the queue to this one
 * POST /follow-up {meeting, followUp, done}        who writes: one that an earlier meeting has left open
 * POST /approve {within?} · POST /remark {text}    see `model/approval.ts` for who may
 * POST /correct · POST /reopen {reason}            chair
 * POST /sign {item}                                one of the two sides signs the protocol of an item
 */

const id = z.uuid();
const reason = z.string().trim().min(1).max(500);

const memberRoles = ['chair', 'minute-taker', 'member', 'deputy', 'observer'] as const;
const sides = ['employer', 'employees'] as const;
export const approvalWays = ['next-meeting', 'chair', 'all-present', 'silence', 'both-sides'] as const;

export const templateBody = z.object({ template: z.string().min(1).max(100) });
export const roleBody = z.object({
  person: z.string().min(1).max(100),
  role: z.enum(memberRoles),
  side: z.enum(sides).nullable(),
});
const firstNumber = z.number().int().min(1).max(9999);
export const firstNumbersBody = z.object({ item: firstNumber, meeting: firstNumber });
export const reasonBody = z.object({ reason });
/** At the same time of day as this one, and as long. */
export const nextMeetingBody = z.object({ date: z.iso.date() });
export const itemBody = z.object({ item: id });
export const earlierFollowUpBody = z.object({ meeting: id, followUp: id, done: z.boolean() });
/** `within`: the meeting under way that approves the minutes of the one before it. */
export const approveBody = z.object({ within: id.optional() });
export const remarkBody = z.object({ text: z.string().trim().min(1).max(2000) });

export type MemberRole = (typeof memberRoles)[number];
export type Side = (typeof sides)[number];
export type ApprovalWay = (typeof approvalWays)[number];

interface Person {
  readonly id: string;
  readonly name: string;
}

/** Somebody with a place of their own in the series; whoever else is in the chat is a member. */
export interface RoleView {
  readonly person: Person;
  readonly role: MemberRole;
  /** Where two sides meet: whom the person speaks for. */
  readonly side: Side | null;
}

export interface SeriesView {
  readonly id: string;
  readonly title: string;
  readonly template: { readonly id: string; readonly name: string };
  /** What the chair may choose among. */
  readonly templates: readonly { readonly id: string; readonly name: string }[];
  /** Nobody has yet said that the template is right. */
  readonly fresh: boolean;
  /** The next numbers may still be set: nothing has been numbered this year. */
  readonly unnumbered: boolean;
  /** Two sides meet here, and each signs. */
  readonly twoSided: boolean;
}

/** Somebody's word on a version of the minutes, or on the protocol of one item. */
export interface VerdictView {
  readonly id: string;
  /** The item whose protocol is signed; `null` = the minutes. */
  readonly item: string | null;
  readonly version: number;
  readonly person: Person;
  readonly side: Side | null;
  readonly verdict: 'approved' | 'remark';
  readonly text: string;
  /** ISO time. */
  readonly at: string;
}

export interface ApprovalView {
  readonly way: ApprovalWay;
  readonly version: number;
  /** ISO times. `silentAt`: when silence approves, if nobody remarks. */
  readonly since: string;
  readonly silentAt: string | null;
  readonly approvedAt: string | null;
  readonly verdicts: readonly VerdictView[];
  /** Whose press is still needed; empty where no press is. */
  readonly waitsFor: readonly Person[];
  readonly missingSides: readonly Side[];
  readonly may: {
    readonly approve: boolean;
    readonly remark: boolean;
    readonly correct: boolean;
    readonly reopen: boolean;
    /** Items whose protocol waits for this person's signature. */
    readonly sign: readonly string[];
  };
}

/** Another meeting of the series. */
export interface NeighbourView {
  readonly id: string;
  readonly title: string;
  readonly number: string | null;
  readonly startsAt: string;
  readonly state: string;
  readonly way: ApprovalWay | null;
  readonly remarks: number;
}

/** Waits for a meeting of the series. */
export interface QueuedView {
  readonly item: string;
  readonly number: string | null;
  readonly title: string;
  readonly why: 'postponed' | 'returned' | 'put-off' | 'cancelled' | 'proposed';
}

/** Left open by an earlier meeting of the series. */
export interface EarlierFollowUpView {
  readonly meeting: string;
  readonly followUp: string;
  readonly text: string;
  readonly owner: string;
  readonly due: string | null;
  readonly fromItem: string | null;
}

/** One difference between two versions; `field` names what, the words are as they stood. */
export interface DifferenceView {
  /** Number and title of the item; `null` = the meeting itself. */
  readonly item: string | null;
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

export interface VersionsReply {
  readonly versions: readonly {
    readonly version: number;
    readonly at: string;
    readonly by: string;
    /** Why the minutes were opened again, where they were. */
    readonly reason: string;
    readonly changes: readonly DifferenceView[];
  }[];
  /** What people have changed in Planner since, oldest first; `text` is the follow-up as it now stands. */
  readonly followUps: readonly (FollowUpChangeView & { readonly text: string })[];
}
