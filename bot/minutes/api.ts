import { z } from 'zod';
import {
  type accessLevels,
  type attendanceStates,
  type changeShape,
  type itemKinds,
  type outcomes,
  type textEdit,
  type textTarget,
} from './api/changes.ts';
import { type PreparationView, type ProposalView } from './api/before.ts';
import { type CourseView, type MoveView } from './api/during.ts';
import {
  type ApprovalView,
  type EarlierFollowUpView,
  type NeighbourView,
  type QueuedView,
  type RoleView,
  type SeriesView,
} from './api/series.ts';

/**
 * The minutes' JSON, shared with the tab. All addresses start with `/api/minutes`:
 * POST /open {meeting, chat} -> MeetingView        finds or makes the meeting of a Teams meeting
 * GET  /meetings/:id -> MeetingView
 * GET  /meetings/:id/live?after=N                  server-sent events: change, presence, publication, state
 * POST /meetings/:id/changes {changes} -> ChangesReply        what a change is: `api/changes.ts`
 * POST /meetings/:id/start · POST /meetings/:id/finish · both -> MeetingView
 * POST /meetings/:id/publish {again?} -> MeetingView   try waiting work now
 * POST /guest {meeting, chat} -> GuestView         what a guest of the chat is invited to: `api/guests.ts`
 * GET  /goals -> GoalsReply                        how far the agency has come without paper: `api/goals.ts`
 * GET  /followups -> FollowUpsReply                my own, overdue first · POST /followups/:id {done}
 * The series and the approval: `api/series.ts` · what becomes of finished minutes: `api/results.ts`
 */

export const openBody = z.object({ meeting: z.string().min(1).max(500), chat: z.string().min(1).max(500) });
export const doneBody = z.object({ done: z.boolean() });
export const emptyBody = z.object({});
/** `again`: id of a publication that may have arrived, which the chair asks to send once more. */
export const publishBody = z.object({ again: z.uuid().optional() });

export type TextTarget = z.infer<typeof textTarget>;
export type TextEdit = z.infer<typeof textEdit>;
export type Change = z.infer<typeof changeShape>;
/** What the service itself does to an agenda: items come and go, and the rest keep their order. Nobody can ask for it. */
export interface AgendaChange {
  readonly id: string;
  readonly type: 'agenda';
  readonly added: readonly ItemView[];
  /** Ids of every item there is now. */
  readonly order: readonly string[];
}
/** What Teams' news of the meeting suggest. Nobody can ask for it. */
export interface SuggestedChange {
  readonly id: string;
  readonly type: 'suggested';
  /** The rows as they are now. */
  readonly attendance: readonly AttendanceView[];
  readonly inTeams: CourseView['inTeams'];
}
export type Applied = Change | AgendaChange | SuggestedChange;
export type ItemKind = (typeof itemKinds)[number];
export type AttendanceState = (typeof attendanceStates)[number];
export type Outcome = (typeof outcomes)[number];
export type AccessLevel = (typeof accessLevels)[number];
export type MeetingState =
  'draft' | 'called' | 'in-progress' | 'for-approval' | 'approved' | 'archived' | 'cancelled';

export interface PersonView {
  readonly id: string;
  readonly name: string;
}

/** A text that several people may write in. `revision` counts the edits it has had. */
export interface SharedText {
  readonly text: string;
  readonly revision: number;
}

export interface FollowUpView {
  readonly id: string;
  readonly text: SharedText;
  readonly owner: PersonView | null;
  /** ISO date. */
  readonly due: string | null;
  readonly status: 'open' | 'done' | 'cancelled';
}

interface AlternativeView {
  readonly id: string;
  readonly text: SharedText;
}

/** A link to a file that people should have read. */
interface PaperView {
  readonly id: string;
  readonly title: string;
  /** Always https. */
  readonly url: string;
}

export interface ItemView {
  readonly id: string;
  /** `3/26`; null until the meeting has started. */
  readonly number: string | null;
  readonly kind: ItemKind;
  readonly title: SharedText;
  readonly notes: SharedText;
  readonly decision: SharedText;
  /** To decision; offered as the start of it. */
  readonly proposal: SharedText;
  /** Why it is taken up. With alternatives and what must be in place it prepares a decision. */
  readonly problem: SharedText;
  readonly alternatives: readonly AlternativeView[];
  readonly needs: SharedText;
  readonly papers: readonly PaperView[];
  readonly presenter: PersonView | null;
  /** Guests of the meeting's chat who may read this item, and nothing else. */
  readonly guests: readonly PersonView[];
  readonly plannedMinutes: number | null;
  readonly outcome: Outcome | null;
  readonly access: { readonly level: AccessLevel; readonly basis: string };
  readonly standing: boolean;
  readonly followUps: readonly FollowUpView[];
  /** Which standing item of its template it is. */
  readonly origin?: string | undefined;
  /** What the template says of how to go about the item. */
  readonly guidance?: GuidanceView | undefined;
}

/** How the template calls a kind of item, in the reader's language. */
interface KindView {
  readonly letter: string;
  readonly name: string;
}

/** In the language the meeting had when the item was made, as its title is. */
export interface GuidanceView {
  /** May be empty. With a film it is what to read when that cannot be shown. */
  readonly text: string;
  readonly film: { readonly title: string; readonly link: string | null } | null;
  readonly steps: readonly { readonly minutes: number; readonly text: string }[];
  readonly questions: readonly string[];
}

export interface AttendanceView {
  readonly person: PersonView;
  readonly status: AttendanceState;
  /** `manual` is never overwritten by what Teams suggests. */
  readonly source: 'manual' | 'teams';
  /** The member in whose place the person is here. */
  readonly deputyFor?: PersonView | undefined;
  readonly moves?: readonly MoveView[] | undefined;
}

/** A named rule that the minutes break; `block` must be mended before finishing. */
export interface CheckView {
  readonly code: string;
  readonly weight: 'block' | 'warn';
  readonly item: string | null;
  readonly followUp: string | null;
  readonly field: string | null;
}

/** One thing the finished minutes become, or the notice that calls the meeting, and how far it has come. */
export interface PublicationView {
  readonly id: string;
  readonly kind: 'document' | 'task' | 'summary' | 'notice';
  /** What it is about, e.g. the follow-up's text. */
  readonly title: string;
  readonly state: 'waiting' | 'done';
  /** While waiting after a failed try: what happened and what one can do, in the caller's language. */
  readonly reason: string | null;
  /** Where it is, once done. */
  readonly link: string | null;
  /** ISO time (machine clock) of the next try by itself; null = it waits for the chair to open the tab. */
  readonly nextTryAt: string | null;
  /** Nobody knows whether it came through: look first, then `publish {again: id}` sends it once more. */
  readonly mayHaveArrived: boolean;
  /** Somebody has deleted it in Planner: `publish {again: id}` makes another one. */
  readonly deleted?: boolean;
  /** Microsoft 365 does it for the chair only when the chair has let us. */
  readonly consent?: boolean;
  /** Of a notice: what it said when it was last sent, to compare with `noticeOf`. */
  readonly said?: string | undefined;
}

export interface MeetingView {
  readonly id: string;
  readonly series: SeriesView;
  readonly roles: readonly RoleView[];
  readonly kinds: Readonly<Record<ItemKind, KindView>>;
  /** `14/2026`; null until started. */
  readonly number: string | null;
  readonly title: string;
  readonly state: MeetingState;
  /** Finished minutes that the chair has opened for correction. */
  readonly correcting: boolean;
  /** Why it was cancelled; empty otherwise. */
  readonly cancelled: string;
  readonly language: 'nb' | 'nn' | 'en';
  /** ISO times. */
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly place: string;
  readonly chair: PersonView;
  readonly minuteTaker: PersonView | null;
  /** Where the results go; null = not chosen yet. */
  readonly channel: { readonly id: string; readonly name: string; readonly team: string } | null;
  readonly channels: readonly { readonly id: string; readonly name: string; readonly team: string }[];
  readonly people: readonly PersonView[];
  readonly attendance: readonly AttendanceView[];
  readonly course: CourseView;
  /** ISO time by the service's clock when this view was made. */
  readonly now: string;
  readonly items: readonly ItemView[];
  readonly checks: readonly CheckView[];
  /** The template's weight of each named check; `model/checks.ts` applies them, in the tab too. */
  readonly rules: Readonly<Record<string, 'block' | 'warn'>>;
  readonly publications: readonly PublicationView[];
  /** `null` until the minutes have been finished. */
  readonly approval: ApprovalView | null;
  readonly previous: NeighbourView | null;
  readonly next: NeighbourView | null;
  readonly queue: readonly QueuedView[];
  readonly earlier: readonly EarlierFollowUpView[];
  /** For the chair those of all, for others their own. */
  readonly proposals: readonly ProposalView[];
  /** What the template says of preparing a decision. */
  readonly preparation: PreparationView | null;
  /** Sequence of the newest change in this view; `live?after=` goes on from here. */
  readonly sequence: number;
  readonly may: { readonly write: boolean; readonly lead: boolean };
}

export interface ChangesReply {
  /** In the order asked. A refused change carries a refusal code and its text in the caller's language. */
  readonly results: readonly (
    | { readonly id: string; readonly sequence: number }
    | { readonly id: string; readonly refused: string; readonly message: string }
  )[];
}

/** Events of the live stream, by their `event` name. */
export interface LiveEvents {
  /** A change as the server applied it (an edit is rebased); `id:` of the event is its sequence. */
  change: { readonly sequence: number; readonly change: Applied; readonly by: PersonView };
  /** Who has the meeting open, and in which item each writes. */
  presence: { readonly people: readonly (PersonView & { readonly item: string | null })[] };
  publication: { readonly publications: readonly PublicationView[] };
  /** State, number, item numbers, checks or rights changed: read the meeting again. */
  state: { readonly state: MeetingState };
}

export interface FollowUpsReply {
  readonly followUps: readonly {
    readonly id: string;
    readonly text: string;
    readonly due: string | null;
    readonly status: 'open' | 'done' | 'cancelled';
    readonly overdue: boolean;
    readonly meeting: { readonly id: string; readonly title: string; readonly startsAt: string };
  }[];
}
