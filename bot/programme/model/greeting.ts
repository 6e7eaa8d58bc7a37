/**
 * The set-up card of a channel: `planned` → `sending` → `posted` | `lost` | `given-up`. What is `lost` may lie in the
 * channel and is never sent again; a press on it proves it `posted`. `none` = nothing to say, or the bot is away.
 */
export type GreetingState = 'none' | 'planned' | 'sending' | 'posted' | 'lost' | 'given-up';

export interface Greeting {
  readonly tenant: string;
  readonly channel: string;
  /** When the newest thing happened that Teams told of the channel. */
  readonly toldAt: Date | undefined;
  /** The channel was paused when the bot left it. */
  readonly pausedBefore: boolean;
  readonly state: GreetingState;
  /** The bot was here before. */
  readonly isBack: boolean;
  readonly attempts: number;
  readonly message: string | undefined;
  readonly conversation: string | undefined;
  /** How far the card says the set-up has come; `undefined` = it has to be drawn anew. */
  readonly shown: string | undefined;
}

/** Teams repeats what it could not deliver for minutes, not for hours: what is older still comes from a clock set back. */
const STALE_WITHIN_MS = 3_600_000;

/** Something newer has been told of the channel already. */
export function isStale(greeting: Pick<Greeting, 'toldAt'>, sentAt: Date | undefined): boolean {
  if (greeting.toldAt === undefined || sentAt === undefined) return false;
  const ageMs = greeting.toldAt.getTime() - sentAt.getTime();
  return ageMs > 0 && ageMs < STALE_WITHIN_MS;
}

const ATTEMPTS_MAX = 6;
const WAIT_FIRST_MS = 1000;

interface Fault {
  readonly kind: 'unknown' | 'busy' | 'gone' | 'refused';
  readonly retryAfterMs: number | undefined;
}

/** A channel may not know the bot yet in the second after it was added, so a plain no is asked again a few times. */
export function afterGreetingFault(
  { attempts }: Pick<Greeting, 'attempts'>,
  { kind, retryAfterMs = 0 }: Fault,
): { readonly state: 'planned' | 'lost' | 'given-up'; readonly attempts: number; readonly waitMs: number } {
  const tried = attempts + 1;
  if (kind === 'unknown') return { state: 'lost', attempts: tried, waitMs: 0 };
  if (kind === 'refused' || tried >= ATTEMPTS_MAX) return { state: 'given-up', attempts: tried, waitMs: 0 };
  return { state: 'planned', attempts: tried, waitMs: Math.max(WAIT_FIRST_MS * 2 ** attempts, retryAfterMs) };
}
