import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Fault, type Log } from './log.ts';

/**
 * The product's clock: it decides what is due and which dates are shown. Tokens, deadlines, locks,
 * back-off and send windows use the machine's clock (`Date.now`) instead.
 */
export interface Clock {
  now(): Date;
}

export const machineClock: Clock = { now: () => new Date() };

/** The time cannot be had at start; the message says from where and what to do. */
export class ClockFault extends Fault {
  override readonly name = 'ClockFault';
}

export interface FollowedClockOptions {
  /** Long poll: `GET url?after=<version>` -> `{version, now}`. On this machine only. */
  readonly url: string;
  /** Carries out what the new time has made due. Only when it is done does the other side hear that we have the time. */
  readonly onMove: () => Promise<void>;
  readonly log: Log;
}

export type FollowedClock = Clock & {
  /** Follows no longer; the time ticks on. */
  stop(): void;
};

const firstAnswerMs = 5000;
/** Above the time the other side holds a poll. */
const pollMs = 90_000;
const slowestRetryMs = 5000;

const answerShape = z.object({ version: z.number(), now: z.iso.datetime() });
type Answer = z.infer<typeof answerShape>;

/**
 * Follows a clock that somebody moves, and ticks on from where it was put. Answers when the first time is known;
 * rejects with `ClockFault` after 5 s without one.
 */
export async function followedClock({ url, onMove, log }: FollowedClockOptions): Promise<FollowedClock> {
  refuseElsewhere(url);
  const stopped = new AbortController();
  const first = await firstAnswer(url);
  let offsetMs = offsetOf(first);

  const follow = async () => {
    let version = first.version;
    let retryMs = 0;
    while (!stopped.signal.aborted) {
      const answer = await ask(
        url,
        version,
        AbortSignal.any([stopped.signal, AbortSignal.timeout(pollMs)]),
      ).catch(() => undefined);
      if (answer === undefined || answer.version === version) {
        // Nothing new: too soon, or nobody there. The other side may be starting again.
        retryMs = answer === undefined ? Math.min(Math.max(retryMs * 2, 100), slowestRetryMs) : 100;
        await pause(retryMs, undefined, { signal: stopped.signal }).catch(() => undefined);
        continue;
      }
      retryMs = 0;
      offsetMs = offsetOf(answer);
      version = answer.version;
      await onMove().catch((error: unknown) => log.bug(error, 'clock moved'));
    }
  };
  void follow();

  return {
    now: () => new Date(Date.now() + offsetMs),
    stop() {
      stopped.abort();
    },
  };
}

async function firstAnswer(url: string): Promise<Answer> {
  const deadline = AbortSignal.timeout(firstAnswerMs);
  for (;;) {
    try {
      return await ask(url, undefined, deadline);
    } catch (error) {
      if (deadline.aborted)
        throw new ClockFault(
          `No time came from CLOCK_URL (${url}) within 5 s. Start what answers there, or leave CLOCK_URL unset.`,
          { cause: error },
        );
      await pause(100);
    }
  }
}

async function ask(url: string, after: number | undefined, signal: AbortSignal): Promise<Answer> {
  const address = new URL(url);
  if (after !== undefined) address.searchParams.set('after', String(after));
  const response = await fetch(address, { signal, redirect: 'error' });
  if (!response.ok) throw new ClockFault(`The clock answered with status ${response.status}.`);
  return answerShape.parse(await response.json());
}

function offsetOf(answer: Answer): number {
  return Date.parse(answer.now) - Date.now();
}

/** Whoever moves the clock decides what is due, so it must be somebody on this machine. */
function refuseElsewhere(url: string): void {
  const { protocol, hostname } = new URL(url);
  const here = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
  if (!here || !/^https?:$/.test(protocol))
    throw new ClockFault(
      'CLOCK_URL may only point at this machine (http://127.0.0.1:…); leave it unset outside practice.',
    );
}
