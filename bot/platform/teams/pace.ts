import { setTimeout as pause } from 'node:timers/promises';
import { type Pace } from './teams.ts';

interface Window {
  readonly most: number;
  readonly inMs: number;
}

/** Part of a published limit that is planned with; the rest is for what people cause, and for uneven lines. */
const PLANNED = 0.95;

/**
 * Microsoft's windows for messages of a bot in one conversation (channel, chat), and our own for edits of cards
 * (learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit).
 */
const windows: Readonly<Record<'message' | 'edit', readonly Window[]>> = {
  message: [
    { most: 7, inMs: 1000 },
    { most: 8, inMs: 2000 },
    { most: 60, inMs: 30_000 },
    { most: 1800, inMs: 3_600_000 },
  ].map(({ most, inMs }) => ({ most: Math.floor(most * PLANNED), inMs })),
  edit: [{ most: 1, inMs: 5000 }],
};

/** So many conversations refusing within this time mean the whole tenant is refused. */
const REFUSALS_OF_ALL = 3;
const REFUSALS_WITHIN_MS = 2000;
/** How long we wait where Teams does not say. */
const UNTOLD_MS = 1000;
const FORGET_EVERY = 1000;

export interface PaceOptions {
  /** Published requests a second of one app in one tenant. */
  readonly perSecond: number;
  /** The machine's clock, in milliseconds. */
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

interface Lane {
  /** When the tenant's next message may go. */
  nextAt: number;
  refusals: { readonly at: number; readonly conversation: string }[];
}

/**
 * Spreads messages evenly instead of in bursts: what leaves in order may arrive together. Every tenant has a lane of
 * its own, and a conversation that must wait holds nobody else up.
 */
export function sendPace({ perSecond, now = Date.now, sleep = pause }: PaceOptions): Pace {
  const betweenMs = 1000 / (perSecond * PLANNED);
  const lanes = new Map<string, Lane>();
  const sent = new Map<string, number[]>();
  const blocked = new Map<string, number>();
  let turns = 0;

  const laneOf = (tenant: string): Lane => {
    const lane = lanes.get(tenant) ?? { nextAt: 0, refusals: [] };
    lanes.set(tenant, lane);
    return lane;
  };

  async function roomIn(key: string, limits: readonly Window[]): Promise<void> {
    for (;;) {
      const times = sent.get(key) ?? [];
      const waitMs = Math.max(roomAfterMs(times, limits, now()), (blocked.get(key) ?? 0) - now());
      if (waitMs <= 0) {
        const longestMs = Math.max(...limits.map(({ inMs }) => inMs));
        sent.set(key, [...times.filter((time) => now() - time < longestMs), now()]);
        return;
      }
      await sleep(waitMs);
    }
  }

  function forgetOld(): void {
    turns += 1;
    if (turns % FORGET_EVERY !== 0) return;
    const hourAgo = now() - 3_600_000;
    for (const [key, times] of sent) if ((times.at(-1) ?? 0) < hourAgo) sent.delete(key);
    for (const [key, until] of blocked) if (until < now()) blocked.delete(key);
  }

  return {
    async turn({ tenant, conversation }, kind) {
      forgetOld();
      await roomIn(`${kind} ${tenant} ${conversation}`, windows[kind]);
      const lane = laneOf(tenant);
      const at = Math.max(now(), lane.nextAt);
      lane.nextAt = at + betweenMs;
      if (at > now()) await sleep(at - now());
    },

    refused({ tenant, conversation }, retryAfterMs = UNTOLD_MS) {
      const until = now() + retryAfterMs;
      for (const kind of ['message', 'edit']) blocked.set(`${kind} ${tenant} ${conversation}`, until);
      const lane = laneOf(tenant);
      lane.refusals = [...lane.refusals, { at: now(), conversation }].filter(
        ({ at }) => now() - at < REFUSALS_WITHIN_MS,
      );
      const refusing = new Set(lane.refusals.map((refusal) => refusal.conversation));
      if (refusing.size >= REFUSALS_OF_ALL) lane.nextAt = Math.max(lane.nextAt, until);
    },
  };
}

/** How long until one more fits into every window. */
function roomAfterMs(times: readonly number[], limits: readonly Window[], now: number): number {
  return Math.max(
    ...limits.map(({ most, inMs }) => {
      const oldest = times.at(-most);
      return oldest === undefined || times.length < most ? 0 : oldest + inMs - now;
    }),
  );
}
