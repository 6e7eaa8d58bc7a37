export type PostKind = 'weekly' | 'result';

/**
 * `planned` → `sending` → `posted` | `skipped` | `unknown`, and `unknown` → `posted` | `planned` (proved absent) |
 * `handed-over`, from where a person says `posted` or `planned`. `held` = planned, but somebody has stopped the
 * sending. Every due post ends as posted, skipped or handed over.
 */
export type PostState = 'planned' | 'held' | 'sending' | 'posted' | 'skipped' | 'unknown' | 'handed-over';

/** One post of a round in a channel. Its id travels in the card, so that the post can be found again. */
export interface Post {
  readonly tenant: string;
  readonly id: string;
  readonly round: string;
  readonly channel: string;
  readonly kind: PostKind;
  readonly state: PostState;
  /** Why it is not posted, a text key. */
  readonly reason: string | undefined;
  /** Where it lies, once posted. */
  readonly message: string | undefined;
  readonly conversation: string | undefined;
  readonly attempts: number;
  /** How often we have looked for it in the channel and not found it, while unknown. */
  readonly looks: number;
  /** How often the channel could not be read when we looked. */
  readonly unanswered: number;
  /** When it was posted, skipped or handed over. */
  readonly settledAt: Date | undefined;
  /** The weekly card changes once for all, when its round closes. */
  readonly edit: 'none' | 'due' | 'done' | 'failed';
  readonly editAttempts: number;
}

/** What becomes of a post that is not posted; `waitMs` of machine time until it is taken up again. */
export interface Outcome {
  readonly state: Exclude<PostState, 'sending' | 'posted' | 'held'>;
  readonly reason?: string;
  readonly attempts: number;
  readonly looks: number;
  readonly unanswered?: number;
  readonly waitMs: number;
}

const ATTEMPTS_MAX = 30;
/** About an hour: then a person looks. */
const UNANSWERED_MAX = 60;
/** A message may show late: only the second look in vain proves that it is not there. */
const LOOKS_TO_PROVE = 2;
const WAIT_FIRST_MS = 1000;
const WAIT_MAX_MS = 60_000;

/** A result that could not be posted for so long is no news any more. */
export const RESULT_LATE_HOURS = 72;

/** Grows from 1 s to 1 min; `draw` in [0, 1) spreads those that wait together. */
export function backOffMs(attempts: number, draw: number): number {
  return Math.min(WAIT_FIRST_MS * 2 ** attempts, WAIT_MAX_MS) * (1 + draw / 2);
}

interface Fault {
  readonly kind: 'unknown' | 'busy' | 'gone' | 'refused';
  /** What Teams said of it, where it said what. */
  readonly reason: string | undefined;
  readonly retryAfterMs: number | undefined;
}

/** Why a post was not sent, as far as Teams says: a text key. */
const refusedBecause: Readonly<Record<string, string>> = {
  'bot-unknown': 'prompts.reason.bot-unknown',
  'too-large': 'prompts.reason.too-large',
  'wrong-host': 'prompts.reason.wrong-host',
};

/** The channel is parked with this, a text key that says what can be done; its post is skipped with the same. */
const parkedBecause: Readonly<Record<string, string>> = {
  blocked: 'programme.parked.blocked',
  'bot-disabled': 'programme.parked.bot-disabled',
  'bot-removed': 'programme.parked.bot-removed',
  'conversation-gone': 'programme.parked.channel-gone',
};

export const parkReason = ({ reason = '' }: Pick<Fault, 'reason'>): string =>
  parkedBecause[reason] ?? 'programme.parked.gone';

export function afterSendFault(
  post: Pick<Post, 'attempts'>,
  fault: Fault,
  chance: { readonly draw: number; readonly lookPauseMs: number },
): Outcome {
  const attempts = post.attempts + 1;
  const counts = { attempts, looks: 0, waitMs: 0 };
  const why = fault.reason ?? '';
  switch (fault.kind) {
    case 'unknown':
      return { ...counts, state: 'unknown', waitMs: chance.lookPauseMs };
    case 'gone':
      return { ...counts, state: 'skipped', reason: parkedBecause[why] ?? 'prompts.reason.gone' };
    case 'refused':
      return { ...counts, state: 'skipped', reason: refusedBecause[why] ?? 'prompts.reason.refused' };
    case 'busy': {
      if (attempts >= ATTEMPTS_MAX) return { ...counts, state: 'skipped', reason: 'prompts.reason.busy' };
      const wait = backOffMs(post.attempts, chance.draw);
      // Jitter comes on top of what Teams asked for, never off it.
      return {
        ...counts,
        state: 'planned',
        waitMs: Math.max(wait, (fault.retryAfterMs ?? 0) + chance.draw * 500),
      };
    }
  }
}

/** We looked for an unknown post in the channel and did not find it, or could not look. */
export function afterLook(
  post: Pick<Post, 'kind' | 'attempts' | 'looks' | 'unanswered'>,
  seen: 'absent' | 'try-later' | 'may-not-read',
  chance: { readonly draw: number; readonly lookPauseMs: number },
): Outcome {
  const unanswered = post.unanswered + (seen === 'try-later' ? 1 : 0);
  const looks = post.looks + (seen === 'absent' ? 1 : 0);
  const counts = { attempts: post.attempts, looks, unanswered, waitMs: 0 };
  const handOver = (reason: string): Outcome => ({ ...counts, state: 'handed-over', reason });
  if (seen === 'may-not-read') return handOver('prompts.reason.may-not-read');
  if (unanswered >= UNANSWERED_MAX) return handOver('prompts.reason.could-not-look');
  if (seen === 'try-later')
    return { ...counts, state: 'unknown', waitMs: backOffMs(unanswered, chance.draw) };
  if (looks < LOOKS_TO_PROVE) return { ...counts, state: 'unknown', waitMs: chance.lookPauseMs };
  // A reply need not be among the newest messages of a channel, so not finding it proves nothing.
  if (post.kind !== 'weekly') return handOver('prompts.reason.reply-not-found');
  // Once may be chance; a Teams that fails again and again is left in peace longer and longer.
  const waitMs = post.attempts <= 1 ? 0 : backOffMs(post.attempts, chance.draw);
  return { ...counts, state: 'planned', waitMs };
}
