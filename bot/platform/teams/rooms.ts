import { type PaceKind } from './teams.ts';

interface Window {
  readonly most: number;
  readonly inMs: number;
}

/** Part of a published limit that is planned with; the rest is for what people cause, and for uneven lines. */
export const PLANNED = 0.95;

const published = (perSecond: number, inTwo: number, inThirty: number, inHour: number): readonly Window[] =>
  [
    { most: perSecond, inMs: 1000 },
    { most: inTwo, inMs: 2000 },
    { most: inThirty, inMs: 30_000 },
    { most: inHour, inMs: 3_600_000 },
  ].map(({ most, inMs }) => ({ most: Math.floor(most * PLANNED), inMs }));

/**
 * Microsoft's windows for a bot in one conversation (channel, chat), and our own for edits of cards
 * (learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit).
 */
const windows: Readonly<Record<PaceKind, readonly Window[]>> = {
  read: published(14, 16, 120, 3600),
  message: published(7, 8, 60, 1800),
  edit: [{ most: 1, inMs: 5000 }],
};

const FORGET_EVERY = 1000;

interface Place {
  /** Names the conversation, and what is done there. */
  readonly key: string;
  readonly kind: PaceKind;
}

export type Rooms = ReturnType<typeof conversationRooms>;

/** What has been sent in each conversation lately, and who has been told to wait. */
export function conversationRooms(now: () => number) {
  const sent = new Map<string, readonly number[]>();
  const blocked = new Map<string, number>();
  let taken = 0;

  function forgetOld(): void {
    taken += 1;
    if (taken % FORGET_EVERY !== 0) return;
    const hourAgo = now() - 3_600_000;
    for (const [key, times] of sent) if ((times.at(-1) ?? 0) < hourAgo) sent.delete(key);
    for (const [key, until] of blocked) if (until < now()) blocked.delete(key);
  }

  const blockedUntil = (key: string): number => blocked.get(key) ?? -Infinity;

  return {
    blockedUntil,
    /** From when on one more fits into every window. */
    freeAt({ key, kind }: Place): number {
      const times = sent.get(key) ?? [];
      const full = windows[kind].map(({ most, inMs }) => (times.at(-most) ?? -Infinity) + inMs);
      return Math.max(...full, blockedUntil(key));
    },
    take({ key, kind }: Place): void {
      forgetOld();
      const longestMs = Math.max(...windows[kind].map(({ inMs }) => inMs));
      sent.set(key, [...(sent.get(key) ?? []).filter((time) => now() - time < longestMs), now()]);
    },
    block(key: string, until: number): void {
      blocked.set(key, Math.max(until, blockedUntil(key)));
    },
  };
}
