import { z } from 'zod';

/** `/api/setup/programmes/:programme/weeks/:week/…`: a week's card before anybody gets it (`Puls.Admin`). */

const language = z.enum(['nb', 'nn', 'en', 'da']);

/** `2027-W03` */
export const weekParam = z.string().regex(/^\d{4}-W\d{2}$/);

/** GET …/card?language=nb — left out: the language of the channel that is shown. */
export const cardQuery = z.object({ language: language.optional() });

/** POST …/trial — the week's card to the caller alone, in the own chat with the bot. */
export const trialBody = z.object({ language: language.optional() });

export type CardLanguage = z.infer<typeof language>;

export interface WeekCardReply {
  /** The Adaptive Card as it is posted, without the number of its post. */
  readonly card: Readonly<Record<string, unknown>>;
  readonly language: CardLanguage;
  /** What the pack is written in. */
  readonly languages: readonly CardLanguage[];
  /** The channel whose unit the card speaks of; `null` = the programme has no channel yet. */
  readonly channel: { readonly name: string; readonly team: string } | null;
}

export interface TrialReply {
  readonly sent: true;
}
