import { type Api, ApiError } from '../platform/client.ts';

const firstPauseMs = 500;
const longestPauseMs = 15_000;

export function longerPauseMs(pauseMs: number): number {
  return Math.min(longestPauseMs, Math.max(firstPauseMs, pauseMs * 2));
}

/** Pauses between two tries, which end early when the network is there again. */
export class Rest {
  #resting = new AbortController();

  wait(ms: number, signal: AbortSignal): Promise<void> {
    return wait(ms, AbortSignal.any([signal, this.#resting.signal]));
  }

  readonly wake = (): void => {
    this.#resting.abort();
    this.#resting = new AbortController();
  };
}

interface Listening {
  /** Where the stream goes on from what is known. */
  readonly address: () => string;
  readonly heard: (name: string, data: unknown) => void;
  /** The service has said no for good. */
  readonly ended: (error: ApiError) => void;
  readonly over: () => boolean;
  readonly rest: Rest;
  readonly signal: AbortSignal;
}

/** Follows the stream, and finds it again after each break, slower each time it cannot be reached. */
export async function listenTo(api: Api, to: Listening): Promise<void> {
  let pauseMs = 0;
  while (!to.over()) {
    try {
      await api.stream(to.address(), {
        signal: to.signal,
        opened: () => {
          pauseMs = 0;
        },
        event: to.heard,
      });
    } catch (error) {
      if (error instanceof ApiError && !error.passing && !to.over()) to.ended(error);
    }
    pauseMs = longerPauseMs(pauseMs);
    await to.rest.wait(pauseMs * (0.5 + Math.random() / 2), to.signal);
  }
}

export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
