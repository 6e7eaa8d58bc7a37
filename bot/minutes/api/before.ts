import { z } from 'zod';

/**
 * What comes before a meeting. All addresses start with `/api/minutes/meetings/:id` and answer with the MeetingView:
 * POST /call                                       chair: sends the notice to the meeting's chat
 * POST /notice                                     chair: sends it as the agenda is now, in place of the first
 * POST /propose {proposal, kind, title, why, minutes}   whoever is in the chat; the same id twice is one
 * POST /proposal {proposal, answer, word}          chair: takes it in, puts it in the queue, or says no with a word
 * POST /drop {item, reason}                        chair: an item that waits for a meeting will not be taken up
 */

const id = z.uuid();
/** Approval and any other business come with the template. */
export const proposalKinds = ['O', 'D', 'B'] as const;
const answers = ['taken', 'queued', 'declined'] as const;

export const proposeBody = z.object({
  proposal: id,
  kind: z.enum(proposalKinds),
  title: z.string().trim().min(1).max(300),
  why: z.string().trim().max(2000),
  minutes: z.number().int().min(0).max(600).nullable(),
});
export const answerBody = z
  .object({ proposal: id, answer: z.enum(answers), word: z.string().trim().max(500) })
  .refine(({ answer, word }) => answer !== 'declined' || word !== '', 'a no needs a word');
export const dropBody = z.object({ item: id, reason: z.string().trim().min(1).max(500) });

export type ProposalKind = (typeof proposalKinds)[number];
export type ProposalAnswer = (typeof answers)[number];

/** An item that somebody would like to have taken up, and what became of it. */
export interface ProposalView {
  readonly id: string;
  readonly kind: ProposalKind;
  readonly title: string;
  readonly why: string;
  readonly minutes: number | null;
  readonly by: { readonly id: string; readonly name: string };
  /** ISO time. */
  readonly at: string;
  readonly state: 'waiting' | ProposalAnswer;
  /** The chair's; empty unless it was declined. */
  readonly word: string;
}

/** How to fill in what prepares a decision, in the reader's language. */
export interface PreparationView {
  readonly problem: string;
  readonly alternatives: string;
  readonly needs: string;
}
