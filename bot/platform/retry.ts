const second = 1000;
const longestWait = 10 * 60 * second;

/**
 * When to ask another service again, in milliseconds: doubling from a second to 10 minutes with half of it drawn, so
 * that many waiting ones do not return together, and never before the other side allows it.
 */
export function retryWaitMs(of: {
  /** How often the wait has doubled. */
  readonly attempts: number;
  /** Waiting alone does not help: somebody has to do something first, so we seldom ask. */
  readonly isStubborn: boolean;
  /** From 0 to 1. */
  readonly draw: number;
  readonly retryAfterMs: number | undefined;
}): number {
  const full = of.isStubborn ? longestWait : Math.min(longestWait, second * 2 ** of.attempts);
  return Math.max(full / 2 + (full / 2) * of.draw, of.retryAfterMs ?? 0);
}
