import { readEvents } from './events.ts';

/** What went wrong with a call, with a text for people where the service gave one. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status; 0 = the service was not reached. */
  readonly status: number;
  /** A refusal code, or `offline`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** Trying the same again later may work. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface Api {
  readonly get: <Reply>(path: string) => Promise<Reply>;
  readonly post: <Reply>(path: string, body: unknown) => Promise<Reply>;
  readonly put: <Reply>(path: string, body: unknown) => Promise<Reply>;
  /** A file to save. */
  readonly file: (path: string) => Promise<Blob>;
  /** Reads a stream of server-sent events once, until it ends or breaks; throws `ApiError` if it was refused. */
  readonly stream: (path: string, options: StreamOptions) => Promise<void>;
}

interface StreamOptions {
  readonly signal: AbortSignal;
  readonly opened: () => void;
  readonly event: (name: string, data: unknown) => void;
}

export type TokenSource = (fresh?: boolean) => Promise<string>;

const replyMs = 20_000;
/** The service sends a heartbeat every 25 s. */
const silenceMs = 60_000;

/** The service's JSON door. Every call carries the person's token; one that has run out is renewed once. */
export function apiClient(token: TokenSource): Api {
  const call = async <Reply>(method: string, path: string, body?: unknown): Promise<Reply> => {
    const init: RequestInit = { method, signal: AbortSignal.timeout(replyMs) };
    if (body !== undefined) init.body = JSON.stringify(body);
    const response = await send(token, path, init);
    if (response.status === 204) return undefined as Reply;
    return (await readJson(response)) as Reply;
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    async file(path) {
      const response = await send(token, path, { method: 'GET', signal: AbortSignal.timeout(replyMs) });
      return await response.blob();
    },
    async stream(path, { signal, opened, event }) {
      const init = { method: 'GET', signal, headers: { accept: 'text/event-stream' } };
      const response = await send(token, path, init);
      opened();
      if (response.body) await readEvents(response.body, silenceMs, event);
    },
  };
}

async function send(token: TokenSource, path: string, init: RequestInit): Promise<Response> {
  let response = await attempt(await given(token), path, init);
  if (response.status === 401) response = await attempt(await given(token, true), path, init);
  if (!response.ok) throw await errorOf(response);
  return response;
}

/** Teams may be as offline as we are. */
async function given(token: TokenSource, fresh = false): Promise<string> {
  try {
    return await token(fresh);
  } catch {
    throw new ApiError(0, 'no-token', '');
  }
}

async function attempt(token: string, path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  if (init.body) headers.set('content-type', 'application/json');
  try {
    return await fetch(path, { ...init, headers, cache: 'no-store', credentials: 'omit' });
  } catch {
    throw new ApiError(0, 'offline', '');
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new ApiError(0, 'offline', '');
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  const error = (body as { error?: { code?: string; message?: string } } | undefined)?.error;
  return new ApiError(response.status, error?.code ?? 'unknown', error?.message ?? '');
}
