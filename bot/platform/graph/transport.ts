import { setTimeout as pause } from 'node:timers/promises';
import { GraphClientError, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import { IdentityFault } from '../identity/identity.ts';
import { GraphFault } from './graph.ts';
import { retryAfterMs } from './faults.ts';

/** One request and its whole answer within the deadline; a line that breaks is `graph-unreachable`. */
export async function fetchWithin(url: string, init: RequestInit, deadlineMs: number): Promise<Response> {
  try {
    const response = await fetch(url, {
      ...init,
      // A token or the minutes never follow a detour.
      redirect: 'manual',
      signal: AbortSignal.timeout(deadlineMs),
    });
    const body = await response.arrayBuffer();
    return new Response(body.byteLength === 0 ? null : body, {
      status: response.status,
      headers: withoutEncoding(response.headers),
    });
  } catch {
    throw new GraphFault('graph-unreachable', { message: 'Graph: no answer in time' });
  }
}

/** The body has been read and unpacked. */
function withoutEncoding(given: Headers): Headers {
  const headers = new Headers(given);
  headers.delete('content-encoding');
  headers.delete('content-length');
  return headers;
}

/** The client passes on unchanged only what comes inside its own error. */
function wrapped(error: Error): GraphClientError {
  const wrapper = new GraphClientError(error.message);
  wrapper.customError = error;
  return wrapper;
}

/** Adds the token, for the one host it was made for. */
export class Bearer implements Middleware {
  readonly #origin: string;
  readonly #token: () => Promise<string>;
  #next: Middleware | undefined;

  constructor(origin: string, token: () => Promise<string>) {
    this.#origin = origin;
    this.#token = token;
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    if (new URL(urlOf(context)).origin !== this.#origin)
      throw wrapped(new GraphFault('refused', { message: 'Graph: an address on another host' }));
    let token: string;
    try {
      token = await this.#token();
    } catch (error) {
      throw error instanceof IdentityFault ? wrapped(error) : error;
    }
    const headers = new Headers(context.options?.headers);
    headers.set('authorization', `Bearer ${token}`);
    context.options = { ...context.options, headers: Object.fromEntries(headers) };
    await this.#next?.execute(context);
  }
}

const repeatable = new Set([429, 503, 504]);

/**
 * The last in the chain. Reading may be asked twice within the deadline; writing never is, for the SDK's own
 * retry would do it after an answer that was lost.
 */
export class Transport implements Middleware {
  readonly #deadlineMs: number;

  constructor(deadlineMs: number) {
    this.#deadlineMs = deadlineMs;
  }

  async execute(context: Context): Promise<void> {
    const ends = Date.now() + this.#deadlineMs;
    const ask = () =>
      fetchWithin(urlOf(context), context.options as RequestInit, Math.max(1, ends - Date.now()));
    try {
      let response = await ask();
      if ((context.options?.method ?? 'GET') === 'GET' && repeatable.has(response.status)) {
        const waitMs = retryAfterMs(response.headers) ?? 500;
        if (Date.now() + waitMs < ends) {
          await pause(waitMs);
          response = await ask();
        }
      }
      context.response = response;
    } catch (error) {
      throw error instanceof GraphFault ? wrapped(error) : error;
    }
  }
}

/** The client's types name a browser's request, which Node does not have as a type. */
function urlOf(context: Context): string {
  const { request } = context as { request: string | { url: string } };
  return typeof request === 'string' ? request : request.url;
}
