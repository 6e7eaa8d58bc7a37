/**
 * What becomes of finished minutes. Addresses start with `/api/minutes`:
 * GET  /meetings/:id/items/:item/excerpt          a Word file of one item, as it was last laid before the others
 * POST /meetings/:id/look -> MeetingView           brings in what was changed in Planner, with the caller's own rights
 * POST /followups/look -> FollowUpsReply           the same for the caller's own, and sends on what has waited for them
 */

/** What Planner said of a follow-up since its minutes were finished, beside what stood here. */
export interface FollowUpChangeView {
  readonly followUp: string;
  /** ISO time. */
  readonly at: string;
  /** `task`: it was deleted in Planner; the follow-up stands. */
  readonly field: 'title' | 'due' | 'done' | 'task';
  /** A date is ISO, `done` is `true` or `false`; may be empty. */
  readonly here: string;
  readonly planner: string;
  /** Which of the two stands. */
  readonly kept: 'planner' | 'here';
}
