/**
 * Every expected "no", with the HTTP status a JSON caller gets. The text a person reads is `refusal.<code>`
 * in the texts; a card action gets the same text as a polite card.
 */
export const refusals = {
  'not-signed-in': 401,
  'not-allowed': 403,
  'wrong-tenant': 403,
  'not-in-channel': 403,
  'not-in-meeting': 403,
  'roster-unknown': 503,
  'owners-only': 403,
  'owners-unknown': 409,
  'unit-taken': 409,
  'language-not-in-pack': 400,
  'no-chat': 409,
  'not-sent': 503,
  'not-found': 404,
  'unknown-route': 404,
  'unknown-action': 404,
  'unknown-round': 404,
  'round-closed': 409,
  'round-not-open': 409,
  'answer-outside-scale': 400,
  'older-view': 409,
  'no-home-unit': 409,
  'bad-input': 400,
  'bad-date': 400,
  'too-large': 413,
  'too-many-requests': 429,
  'too-many-proposals': 409,
  'meeting-closed': 409,
  'checks-block': 409,
  'item-numbered': 409,
  'exempt-item': 403,
  'wrong-state': 409,
  'later-approved': 409,
  'last-chair': 409,
  'numbers-issued': 409,
  'unknown-template': 400,
  'no-team-for-meeting': 409,
  'discussion-missing': 409,
  'policy-changed': 409,
  'unknown-unit': 400,
  'unknown-pack': 400,
  'cannot-lower': 409,
  'reason-needed': 400,
  'changed-meanwhile': 409,
  'week-started': 409,
  'course-dates': 400,
  'course-running': 409,
  'content-empty': 409,
  'week-taken': 409,
  'week-order': 409,
  'day-past': 400,
  'closes-before': 400,
  'import-faults': 400,
  'owner-elsewhere': 400,
  'consent-needed': 403,
  'not-ready': 503,
} as const satisfies Record<string, number>;

export type RefusalCode = keyof typeof refusals;

/** An expected "no" that a person should read in own language, as opposed to a bug. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  /** Fills the placeholders of the text `refusal.<code>`; never a person's answer. */
  readonly values: Readonly<Record<string, string | number>>;

  constructor(code: RefusalCode, values: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }

  get status(): number {
    return refusals[this.code];
  }
}
