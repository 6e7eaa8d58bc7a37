import { Client, type GraphRequest } from '@microsoft/microsoft-graph-client';
import { z, type ZodType } from 'zod';
import { batchCalls, type BatchAnswer, type BatchPart } from './batch.ts';
import { graphFault } from './faults.ts';
import { GraphFault } from './graph.ts';
import { Bearer, Transport } from './transport.ts';

export interface CallsOptions {
  /** `https://graph.microsoft.com`, or another cloud's. */
  readonly baseUrl: string;
  /** Of each call, its second try included. */
  readonly deadlineMs: number;
  readonly token: () => Promise<string>;
}

/** Calls of Graph v1.0. Paths are encoded by `path`; faults are `GraphFault`; answers are checked. */
export interface Calls {
  get<Answer>(path: string, answer: ZodType<Answer>): Promise<Answer>;
  /** Every item of a collection, over all its pages. */
  all<Item>(path: string, item: ZodType<Item>): Promise<readonly Item[]>;
  post<Answer>(path: string, body: unknown, answer: ZodType<Answer>): Promise<Answer>;
  patch(path: string, etag: string, body: unknown): Promise<void>;
  put<Answer>(path: string, bytes: Buffer, answer: ZodType<Answer>): Promise<Answer>;
  /** See `batchCalls`. */
  batch(parts: readonly BatchPart[]): Promise<readonly BatchAnswer[]>;
}

const page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() });
/** A collection that never ends is somebody's fault, and not to be waited for. */
const pagesMax = 100;

export function graphCalls({ baseUrl, deadlineMs, token }: CallsOptions): Calls {
  const { origin, hostname } = new URL(baseUrl);
  const client = Client.initWithMiddleware({
    baseUrl: origin,
    customHosts: new Set([hostname]),
    defaultVersion: 'v1.0',
    middleware: [new Bearer(origin, token), new Transport(deadlineMs)],
  });
  const call = async <Answer>(
    path: string,
    send: (request: GraphRequest) => Promise<unknown>,
    answer: ZodType<Answer>,
  ): Promise<Answer> => {
    let body: unknown;
    try {
      body = await send(client.api(path));
    } catch (error) {
      throw graphFault(error);
    }
    const checked = answer.safeParse(body);
    if (checked.success) return checked.data;
    throw new GraphFault('graph-down', { message: `Graph: an answer of another shape` });
  };
  const get = <Answer>(path: string, answer: ZodType<Answer>) =>
    call(path, (request) => request.get(), answer);

  const post = <Answer>(path: string, body: unknown, answer: ZodType<Answer>) =>
    call(path, (request) => request.post(body), answer);

  return {
    get,
    post,
    batch: batchCalls({ post, deadlineMs }),
    async all(path, item) {
      const items: unknown[] = [];
      let next: string | undefined = path;
      for (let pages = 0; next !== undefined; pages++) {
        if (pages === pagesMax) throw new GraphFault('graph-down', { message: 'Graph: too many pages' });
        const answer: z.infer<typeof page> = await get(next, page);
        items.push(...answer.value);
        next = answer['@odata.nextLink'];
      }
      return items.map((one) => item.parse(one));
    },
    async patch(path, etag, body) {
      await call(path, (request) => request.header('If-Match', etag).patch(body), z.unknown());
    },
    put: (path, bytes, answer) =>
      call(path, (request) => request.header('Content-Type', 'application/octet-stream').put(bytes), answer),
  };
}

/** An address with its variable parts encoded: path`/teams/${id}`. */
export function path(fixed: TemplateStringsArray, ...parts: readonly string[]): string {
  return String.raw({ raw: fixed }, ...parts.map(encodeURIComponent));
}
