import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { readBody } from './doors.ts';
import { Refused } from './refused.ts';

/** One call of the JSON API. */
interface ApiCall {
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  /** JSON, or undefined. */
  readonly body: unknown;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What is sent as JSON; `undefined` = 204. `streamed` = the handler has taken the response over. */
export const streamed: unique symbol = Symbol('streamed');
type ApiHandler = (call: ApiCall) => unknown;
export type ApiRoute = readonly [method: string, path: RegExp, handler: ApiHandler];

const bodyBytesMax = 32 * 1024 * 1024;
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
};

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

function sendError(response: ServerResponse, error: Refused): void {
  sendJson(response, error.status, { error: { code: error.code, message: error.message } });
}

/** A page elsewhere in the browser may reach 127.0.0.1; it shall not drive practice. */
function foreign({ headers }: IncomingMessage): boolean {
  const own = (host: string) => /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);
  const { host = '', origin } = headers;
  return !own(host) || (origin !== undefined && !(URL.canParse(origin) && own(new URL(origin).host)));
}

function sendFile(response: ServerResponse, folder: string, pathname: string): boolean {
  const path = normalize(join(folder, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)));
  if (!path.startsWith(folder + sep) || statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    return false;
  response.writeHead(200, {
    'content-type': types[extname(path)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
  });
  createReadStream(path).pipe(response);
  return true;
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBody(request, bodyBytesMax);
  if (bytes === undefined) throw new Refused(413, 'too-large', 'The body is too large.');
  if (bytes.length === 0) return undefined;
  // Also what keeps a plain form on another site from posting here.
  if (!(request.headers['content-type'] ?? '').includes('json'))
    throw new Refused(400, 'bad-input', 'Send the body as application/json.');
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown;
  } catch {
    throw new Refused(400, 'bad-input', 'The body is not JSON.');
  }
}

async function run(
  [, path, handler]: ApiRoute,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const params = (path.exec(url.pathname) ?? []).slice(1).map(decodeURIComponent);
  const body = await jsonOf(request);
  const reply: unknown = await handler({ params, query: url.searchParams, body, request, response });
  if (reply === streamed) return;
  if (reply !== undefined) sendJson(response, 200, reply);
  else {
    response.statusCode = 204;
    response.end();
  }
}

/** The page and the JSON API, plain http. `failed` hears of bugs. */
export function apiServer(what: {
  readonly routes: readonly ApiRoute[];
  readonly pageFolder: string;
  readonly failed: (error: unknown) => void;
}): Server {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (foreign(request)) throw new Refused(403, 'foreign-page', 'Only practice’s own page may ask.');
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const route = what.routes.find(([method, path]) => method === request.method && path.test(url.pathname));
    if (route !== undefined) await run(route, url, request, response);
    else if (request.method !== 'GET' || !sendFile(response, what.pageFolder, url.pathname))
      throw new Refused(404, 'not-found', `There is no ${request.method ?? ''} ${url.pathname}.`);
  }

  return createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!(error instanceof Refused)) what.failed(error);
      if (response.headersSent) response.destroy();
      else if (error instanceof Refused) sendError(response, error);
      else sendError(response, new Refused(500, 'practice-failed', 'Practice itself failed; see its log.'));
    });
  });
}
