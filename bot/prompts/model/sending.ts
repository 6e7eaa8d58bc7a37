import { type SendingCounts, type SendingView } from '../api/sending.ts';
import { type PostState } from '../model.ts';

const names: Readonly<Record<PostState, keyof SendingCounts>> = {
  planned: 'waiting',
  held: 'held',
  sending: 'underWay',
  posted: 'posted',
  skipped: 'skipped',
  unknown: 'unknown',
  'handed-over': 'handedOver',
};

const none: SendingCounts = {
  ...{ posted: 0, waiting: 0, held: 0, underWay: 0, unknown: 0, skipped: 0, handedOver: 0 },
};

export function countsOf(
  states: readonly { readonly state: PostState; readonly count: number }[],
): SendingCounts {
  const counts = { ...none };
  for (const { state, count } of states) counts[names[state]] += count;
  return counts;
}

export const inLedger = (counts: SendingCounts): number =>
  Object.values<number>({ ...counts }).reduce((sum, count) => sum + count, 0);

/** Not yet posted, skipped or handed over, and not held: the sender has it in hand. */
export const leftOf = ({ waiting, underWay, unknown }: SendingCounts): number => waiting + underWay + unknown;

/** Something changes without anybody doing anything. */
export const isUnderWay = ({ counts, stopped }: Pick<SendingView, 'counts' | 'stopped'>): boolean =>
  stopped ? counts.underWay + counts.unknown > 0 : leftOf(counts) > 0;

/** The rate is told of so long a time back. */
export const RATE_WINDOW_MS = 10_000;
/** Fewer than this say nothing of how fast it goes. */
const TELLING = 5;

export interface Progress {
  readonly now: Date;
  readonly left: number;
  /** Posted within the window, and when the first of all was. */
  readonly lately: number;
  readonly firstAt: Date | undefined;
  /** When the last that waits is taken up again. */
  readonly nextAt: Date | undefined;
  /** What the published limits allow. */
  readonly plannedPerSecond: number;
}

export function ratePerSecond({ now, lately, firstAt }: Progress): number {
  if (firstAt === undefined || lately === 0) return 0;
  const sinceMs = Math.min(RATE_WINDOW_MS, now.getTime() - firstAt.getTime());
  return lately / Math.max(1, sinceMs / 1000);
}

/** When the last one will be posted if it goes on like this. `undefined` = nothing is left. */
export function expectedEnd(progress: Progress): Date | undefined {
  const { now, left, lately, nextAt, plannedPerSecond } = progress;
  if (left === 0) return undefined;
  const rate = lately >= TELLING ? ratePerSecond(progress) : plannedPerSecond;
  const endsMs = now.getTime() + (left / rate) * 1000;
  return new Date(Math.max(endsMs, nextAt?.getTime() ?? 0));
}
