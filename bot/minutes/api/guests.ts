import { type ItemView, type MeetingView, type PersonView } from '../api.ts';

/**
 * Guests of a meeting. All addresses start with `/api/minutes`:
 * GET  /meetings/:id/guests -> GuestsReply         chair: who may be invited to an item (the change `invite`)
 * POST /guest {meeting, chat} -> GuestView         for a guest of the chat; everybody else is refused
 */

/** Who is in the meeting's chat as a guest. */
export interface GuestsReply {
  readonly guests: readonly PersonView[];
}

/** The meeting as a guest may know it: when it is, and the items the guest is invited to. */
export interface GuestView extends Pick<
  MeetingView,
  'title' | 'language' | 'startsAt' | 'endsAt' | 'place' | 'state'
> {
  readonly items: readonly GuestItemView[];
}

/** Papers and texts of one item; who else was there and what each has to do is not told. */
export interface GuestItemView extends Pick<
  ItemView,
  'id' | 'number' | 'papers' | 'alternatives' | 'plannedMinutes' | 'outcome'
> {
  /** The template's name of its kind, in the reader's language. */
  readonly kind: string;
  readonly title: string;
  readonly presenter: string | null;
  readonly problem: string;
  readonly needs: string;
  readonly proposal: string;
  readonly notes: string;
  readonly decision: string;
  /** It is being taken now. */
  readonly current: boolean;
}
