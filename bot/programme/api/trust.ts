import { z } from 'zod';

/**
 * `/api/trust`: what Lederpuls does with what people tell it. The explanation is for everybody, the rest for
 * `Puls.Representative`, `Puls.HR` and `Puls.Admin`, at any time; `/api/trust/me` is each person's own.
 * All texts are in the caller's language.
 */

/** A heading with what stands below it; the same parts make the page and the note. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly text: string }
  | { readonly list: readonly string[] }
  | { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** GET /api/trust */
export interface TrustReply {
  readonly parts: readonly Part[];
  /** `null` for a leader without one of the roles. */
  readonly insight: Insight | null;
}

export interface Insight {
  /** Grows when the purpose changes or comments are switched on. */
  readonly policyVersion: number;
  readonly basis: string;
  /** ISO date. */
  readonly evaluateOn: string | null;
  readonly evaluationDue: boolean;
  readonly coming: readonly ComingRound[];
  readonly discussions: readonly DiscussionView[];
  /** Every unit that has a leader channel. */
  readonly units: readonly {
    readonly unit: string;
    readonly name: string;
    readonly state: InvolvementState;
  }[];
  readonly results: AgencyResults;
  readonly retention: RetentionView;
}

type InvolvementState = 'discussed' | 'outdated' | 'missing';

export interface ComingRound {
  readonly week: string;
  /** ISO time. */
  readonly opensAt: string;
  readonly closesAt: string;
  readonly heading: string;
  readonly questions: readonly { readonly text: string; readonly answers: string }[];
  /** Why there will be no round. */
  readonly skipped: string | null;
}

interface DiscussionView {
  readonly kind: 'made' | 'discussed' | 'evaluated';
  /** Its name; empty for a note, which is the same for all. */
  readonly unit: string;
  readonly heldOn: string;
  readonly counterpart: string;
  readonly conclusion: string;
  readonly policyVersion: number;
}

/** Released figures of the whole agency, and no others. */
export interface AgencyResults {
  readonly summary: string;
  /** Newest first. */
  readonly rounds: readonly { readonly week: string; readonly question: string; readonly figure: string }[];
}

export interface RetentionView {
  readonly months: number;
  /** `null` = nothing has been old enough yet. */
  readonly last: {
    /** ISO time. */
    readonly deletedAt: string;
    readonly closedBefore: string;
    readonly rounds: number;
    readonly figures: number;
    readonly comments: number;
  } | null;
}

/** GET /api/trust/note?language=nn, and as a Word file GET /api/trust/note.docx?language=nn */
export interface NoteReply {
  readonly title: string;
  readonly policyVersion: number;
  readonly parts: readonly Part[];
}

/** POST /api/trust/note — an administrator made the note; the day of the first time is kept. */
export const noteBody = z.object({});

/** GET /api/trust/me — everything we can find about the caller. */
export interface AboutMe {
  readonly name: string;
  /** Where the caller counts, as the administrator has placed them. */
  readonly unit: string | null;
  /** Changes of unit that we still know of; ISO times. */
  readonly moves: readonly {
    readonly at: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  /** The caller's own choice; `null` = what Teams says. */
  readonly language: 'nb' | 'nn' | 'en' | null;
  readonly reminders: boolean;
  /** ISO date. */
  readonly pausedUntil: string | null;
  readonly answers: readonly OwnAnswer[];
  /** What the caller has written on prompts; sealed, so that the caller alone can read it. */
  readonly notes: readonly OwnNote[];
  readonly meetings: OwnMeetings;
  /** What an administrator wrote down, with the caller's id beside it. */
  readonly recorded: number;
}

/** In a round that is open: only the person who gave it gets to see it. */
export interface OwnAnswer {
  readonly week: string;
  readonly closesAt: string;
  readonly question: string;
  readonly answer: string;
}

/** On the prompt of a week, whatever channels the person is in now. */
export interface OwnNote {
  readonly week: string;
  /** Its heading; empty when the agency has taken the content away. */
  readonly prompt: string;
  readonly text: string;
}

export interface OwnMeetings {
  readonly followUps: readonly { readonly text: string; readonly meeting: string; readonly done: boolean }[];
  readonly meetings: readonly {
    readonly title: string;
    readonly startsAt: string;
    /** What the person was there. */
    readonly role: 'chair' | 'minute-taker' | null;
    /** As it was marked; `null` = not on the list. */
    readonly attendance: string | null;
  }[];
  /** A lasting place in a series of meetings. */
  readonly roles: readonly { readonly series: string; readonly role: string }[];
  /** Items in which the person is named: presented, took another's place, left the room. */
  readonly items: readonly { readonly title: string; readonly meeting: string }[];
  /** Remarks, approvals and signatures; these are never taken away. */
  readonly said: readonly {
    readonly what: 'approved' | 'signed' | 'remark';
    readonly meeting: string;
    readonly text: string;
    readonly at: string;
  }[];
  /** Items the person put on a list for the next meeting, not yet taken up. */
  readonly waitingItems: readonly string[];
}

/** POST /api/trust/me/forget — deletes what can be deleted. Twice does no more than once. */
export const forgetBody = z.object({ confirm: z.literal(true) });

export interface Forgotten {
  /** Rounds that the caller's answers were withdrawn from. */
  readonly rounds: number;
  readonly choices: boolean;
  /** How many notes went. */
  readonly notes: number;
  readonly about: AboutMe;
}
