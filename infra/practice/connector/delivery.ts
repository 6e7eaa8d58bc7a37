import { type TokenFlaw } from '../sign-in/tokens.ts';

export interface Delivered {
  readonly status: number;
  readonly body: unknown;
}

/** Sends an activity to the service: one try, as long as Teams waits for an answer. */
export type Deliver = (activity: unknown, flaw?: TokenFlaw) => Promise<Delivered>;

const deadlineMs = 15_000;

export function delivery(needs: {
  /** The address of a running service; `undefined` = none runs. */
  service(): string | undefined;
  authorization(flaw?: TokenFlaw): Promise<string | undefined>;
}): Deliver {
  const failed = (message: string): Delivered => ({
    status: 502,
    body: { error: { code: 'service-unreachable', message } },
  });
  return async (activity, flaw) => {
    const service = needs.service();
    if (service === undefined) return failed('No service is running.');
    const authorization = await needs.authorization(flaw);
    try {
      const response = await fetch(`${service}/api/messages`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          ...(authorization === undefined ? {} : { authorization }),
        },
        body: typeof activity === 'string' ? activity : JSON.stringify(activity),
        signal: AbortSignal.timeout(deadlineMs),
      });
      const text = await response.text();
      return { status: response.status, body: readable(text) };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      return failed(cause instanceof Error ? cause.message : String(cause));
    }
  };
}

function readable(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
