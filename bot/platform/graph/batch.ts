import { setTimeout as pause } from 'node:timers/promises';
import { z, type ZodType } from 'zod';
import { answerFault } from './faults.ts';
import { GraphFault } from './graph.ts';

/** One of several independent calls that go together; each has the permissions and the outcome it would have alone. */
export interface BatchPart {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/v1.0`, encoded by `path`. */
  readonly path: string;
  /** As the thing was when it was read: changed since, the part ends with `conflict`. */
  readonly etag?: string | undefined;
  readonly body?: object;
}

/** What became of a part: its answer, not yet checked, or its own fault. */
export type BatchAnswer =
  { readonly fault: GraphFault } | { readonly fault?: undefined; readonly body: unknown };

export interface BatchOptions {
  readonly post: <Answer>(path: string, body: unknown, answer: ZodType<Answer>) => Promise<Answer>;
  /** Of each envelope, the second asking of what was throttled included. */
  readonly deadlineMs: number;
}

/** Graph takes no more in one envelope. */
const batchMax = 20;
const repeatable = new Set([429, 503, 504]);

const repliesShape = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown().optional(),
    }),
  ),
});
const errorShape = z.object({ error: z.object({ code: z.string() }) });

type Replies = z.infer<typeof repliesShape>['responses'];

/**
 * Sends calls up to twenty at a time and answers each part's outcome in the order given; never rejects for Graph's
 * sake. A part that only reads and was throttled is asked once more within the deadline; writing never is. Once Graph
 * has said that it is busy, further envelopes are not sent: their parts end with what it said.
 */
export function batchCalls({ post, deadlineMs }: BatchOptions) {
  const send = async (parts: readonly BatchPart[]): Promise<readonly BatchAnswer[]> => {
    const ends = Date.now() + deadlineMs;
    const first = await ask(post, parts);
    const again = [...first.keys()].filter((at) => parts[at]?.method === 'GET' && isThrottled(first[at]));
    const waitMs = Math.max(0, ...again.map((at) => first[at]?.fault?.retryAfterMs ?? 500));
    if (again.length === 0 || Date.now() + waitMs >= ends) return first;
    await pause(waitMs);
    const second = await ask(
      post,
      again.flatMap((at) => parts[at] ?? []),
    );
    return first.map((answer, at) => (again.includes(at) ? second[again.indexOf(at)] : undefined) ?? answer);
  };
  return async (parts: readonly BatchPart[]): Promise<readonly BatchAnswer[]> => {
    const answers: BatchAnswer[] = [];
    for (let from = 0; from < parts.length; from += batchMax) {
      const some = parts.slice(from, from + batchMax);
      const busy = answers.find(isThrottled);
      answers.push(...(busy ? some.map(() => busy) : await send(some)));
    }
    return answers;
  };
}

const isThrottled = (answer: BatchAnswer | undefined): boolean =>
  answer?.fault !== undefined && repeatable.has(answer.fault.status ?? 0);

async function ask(post: BatchOptions['post'], parts: readonly BatchPart[]): Promise<readonly BatchAnswer[]> {
  const requests = parts.map(({ method, path, etag, body }, at) => ({
    id: String(at + 1),
    method,
    url: path,
    ...(etag === undefined && body === undefined ? {} : { headers: headersOf(etag, body) }),
    ...(body === undefined ? {} : { body }),
  }));
  try {
    const { responses } = await post('/$batch', { requests }, repliesShape);
    return parts.map((_, at) => outcome(responses, String(at + 1)));
  } catch (fault) {
    // The envelope itself was refused or lost: nobody knows more of one part than of another.
    if (fault instanceof GraphFault) return parts.map(() => ({ fault }));
    throw fault;
  }
}

const headersOf = (etag: string | undefined, body: object | undefined): Record<string, string> => ({
  ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  ...(etag === undefined ? {} : { 'If-Match': etag }),
});

function outcome(responses: Replies, id: string): BatchAnswer {
  const reply = responses.find((one) => one.id === id);
  if (reply === undefined)
    return { fault: new GraphFault('graph-down', { message: 'Graph: a part of a batch without an answer' }) };
  if (reply.status < 300) return { body: reply.body };
  const { data } = errorShape.safeParse(reply.body);
  return { fault: answerFault(reply.status, data?.error.code ?? '', new Headers(reply.headers ?? {})) };
}
