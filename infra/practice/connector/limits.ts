/** Microsoft's published limits, on the machine's clock (learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit). */

interface Window {
  readonly most: number;
  readonly inMs: number;
}
const windows = (
  perSecond: number,
  perTwo: number,
  perThirty: number,
  perHour: number,
): readonly Window[] => [
  { most: perSecond, inMs: 1000 },
  { most: perTwo, inMs: 2000 },
  { most: perThirty, inMs: 30_000 },
  { most: perHour, inMs: 3_600_000 },
];

export type LimitedCall = 'send' | 'create' | 'read';
const perConversation: Readonly<Record<LimitedCall, readonly Window[]>> = {
  send: windows(7, 8, 60, 1800),
  create: windows(7, 8, 60, 1800),
  read: windows(14, 16, 120, 3600),
};
const perApp: readonly Window[] = [{ most: 50, inMs: 1000 }];

/** About 100 KB counted as UTF-16. */
export const messageBytesMax = 100 * 1024;

export interface Limits {
  /** `undefined` = let through and counted; else the seconds to wait, and nothing is counted. */
  admitApp(): number | undefined;
  admit(call: LimitedCall, conversation: string): number | undefined;
  /** Forgets what was sent; for a world that starts anew. */
  forget(): void;
}

export function sendLimits(nowMs: () => number = Date.now): Limits {
  const passed = new Map<string, number[]>();

  function admit(key: string, limits: readonly Window[]): number | undefined {
    const now = nowMs();
    const longestMs = Math.max(...limits.map(({ inMs }) => inMs));
    const times = (passed.get(key) ?? []).filter((time) => now - time < longestMs);
    passed.set(key, times);
    const waitsMs = limits.map(({ most, inMs }) => {
      const blocker = times.at(-most);
      return blocker === undefined || times.length < most ? 0 : blocker + inMs - now;
    });
    const waitMs = Math.max(...waitsMs);
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    times.push(now);
    return undefined;
  }

  return {
    admitApp: () => admit('app', perApp),
    admit: (call, conversation) => admit(`${call} ${conversation}`, perConversation[call]),
    forget() {
      passed.clear();
    },
  };
}
