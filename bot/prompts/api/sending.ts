import { z } from 'zod';

/**
 * `/api/setup/sending` (`Puls.Admin`): how the posts of the last rounds go.
 * GET -> SendingReply · POST …/stop and …/resume {round, kind} -> SendingReply ·
 * POST …/posts/:post {lies} -> SendingReply · GET …/proof?round&kind -> ProofReply ·
 * GET …/export?round&kind -> the same as a spreadsheet
 */
export const sendingBody = z.object({
  round: z.string().min(1).max(300),
  kind: z.enum(['weekly', 'result']),
});

/** What a person saw in the channel, of a post whose arrival is unclear. */
export const seenBody = z.object({ lies: z.boolean() });

export type SendingBody = z.infer<typeof sendingBody>;

export interface SendingReply {
  /** ISO time; all times of the reply go by this clock. */
  readonly now: string;
  /** Newest first. */
  readonly sendings: readonly SendingView[];
  readonly parked: readonly ParkedView[];
}

/** The posts of one kind of a round. `due` = `posted` + … + `handedOver` + `missing`. */
export interface SendingView {
  readonly round: string;
  readonly kind: 'weekly' | 'result';
  readonly week: string;
  /** Heading of the week's card, and the name of its pack. */
  readonly title: string;
  readonly pack: string;
  readonly dueAt: string;
  /** From then on it is too late. */
  readonly lateAt: string;
  /** Channels that the round was opened in. */
  readonly due: number;
  readonly counts: SendingCounts;
  /** Channels without a post in the ledger: must be 0. */
  readonly missing: number;
  readonly stopped: boolean;
  /** Posted a second just now. */
  readonly perSecond: number;
  /** When the last one is expected to be posted; `null` when nothing goes on. */
  readonly endsAt: string | null;
  /** When the last one was posted, skipped or handed over. */
  readonly settledAt: string | null;
  /** Handed over first. */
  readonly missed: readonly MissedPost[];
  /** So many more are not in the list. */
  readonly moreMissed: number;
}

export interface SendingCounts {
  readonly posted: number;
  readonly waiting: number;
  readonly held: number;
  readonly underWay: number;
  /** They may have arrived; we look for them. */
  readonly unknown: number;
  readonly skipped: number;
  readonly handedOver: number;
}

export interface MissedPost {
  readonly post: string;
  /** Of the channel. */
  readonly name: string;
  readonly team: string;
  readonly state: 'skipped' | 'handed-over';
  /** In the caller's language. */
  readonly reason: string;
  readonly at: string | null;
  /** It can still be posted again. */
  readonly inTime: boolean;
}

export interface ParkedView {
  readonly channel: string;
  readonly name: string;
  readonly team: string;
  /** Why, and what to do, in the caller's language. */
  readonly reason: string;
}

/** The plan beside the log: one row for each channel of the round, and for each post that has none. */
export interface ProofReply {
  readonly round: string;
  readonly kind: 'weekly' | 'result';
  readonly plannedAt: string;
  readonly counts: SendingCounts;
  readonly due: number;
  readonly rows: readonly ProofRowView[];
  /** Rows that break the sum or the order of things. */
  readonly faults: number;
}

export interface ProofRowView {
  readonly channel: string;
  readonly name: string;
  readonly team: string;
  readonly state: 'planned' | 'held' | 'sending' | 'posted' | 'skipped' | 'unknown' | 'handed-over' | 'none';
  /** In the caller's language. */
  readonly reason: string | null;
  readonly settledAt: string | null;
  readonly faults: readonly (
    'no-post' | 'twice' | 'not-in-round' | 'not-ended' | 'no-reason' | 'too-early'
  )[];
}
