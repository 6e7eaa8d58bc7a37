import { createServer, type Request, type Response, type Server } from 'restify';
import { Refusal } from '../../refusal.ts';
import { readJson } from './body.ts';
import { type CallersOptions } from './callers.ts';
import { door, readBody, type Door } from './door.ts';
import { secureReply } from './headers.ts';
import { addHealth, type HealthOptions } from './health.ts';
import { type Call, type Http, type LargeBody, type Pages, requireRole } from './http.ts';
import { publicPages } from './public-pages.ts';
import { failures, sendJson, type ErrorTexts, type Fail } from './replies.ts';
import { tabFiles, type TabFilesOptions } from './static.ts';

export interface HttpServerOptions extends CallersOptions, ErrorTexts, HealthOptions {
  readonly tab: TabFilesOptions;
}

/** A request as the Bot Framework adapter takes it: with its JSON already read. */
type RawHandler = (request: Request, response: Response) => Promise<void>;

export interface HttpServer {
  readonly http: Http;
  readonly pages: Pages;
  /** A POST whose sender the handler checks itself. Its body is read, within the limit, before the handler runs. */
  raw(path: string, handler: RawHandler): void;
  /** Answers when calls are taken; port 0 = any free one. */
  listen(port: number, host: string): Promise<{ readonly address: string }>;
  /** Takes no more calls, ends the streams and lets running calls finish, at most `deadlineMs`. */
  close(deadlineMs: number): Promise<void>;
}

export async function httpServer(options: HttpServerOptions): Promise<HttpServer> {
  const server = createServer({ name: 'Lederpuls', handleUncaughtExceptions: false });
  server.server.requestTimeout = 30_000;
  server.server.headersTimeout = 15_000;
  // Longer than proxies keep theirs, so that they never send into a connection that we are closing.
  server.server.keepAliveTimeout = 75_000;
  server.pre((_request, response, next) => {
    response.removeHeader('server');
    secureReply(response);
    next();
  });
  const fail = failures(options);
  const apiDoor = door(options, fail);
  answerErrors(server, fail);
  const health = addHealth(server, options);
  await addTab(server, fail, options.tab);
  return {
    http: httpOn(server, apiDoor),
    pages: publicPages(server),
    raw(path, handler) {
      server.post(path, async (request: Request, response: Response) => {
        await answerRaw(request, response, { handler, log: options.log });
      });
    },
    listen: (port, host) => listen(server, port, host),
    async close(deadlineMs) {
      health.stopping();
      const closed = new Promise<void>((resolve) => {
        server.close(resolve);
      });
      apiDoor.closeStreams();
      // A connection may become idle at any moment now, and would then be kept for the next call.
      const sweep = setInterval(() => {
        server.server.closeIdleConnections();
      }, 50);
      const cut = setTimeout(() => {
        server.server.closeAllConnections();
      }, deadlineMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

function httpOn(server: Server, apiDoor: Door): Http {
  const without =
    (handler: (call: Call<undefined>) => Promise<unknown>) =>
    async (request: Request, response: Response) => {
      await apiDoor.answer(request, response, handler);
    };
  const withBody =
    <Body>(
      shape: Parameters<typeof readBody<Body>>[1],
      handler: (call: Call<Body>) => Promise<unknown>,
      large: LargeBody | undefined,
    ) =>
    async (request: Request, response: Response) => {
      await apiDoor.answer(request, response, async (call) => {
        if (large !== undefined) requireRole(call.caller, ...large.roles);
        return handler({ ...call, body: await readBody(request, shape, large?.maxBytes) });
      });
    };
  return {
    get: (path, handler) => void server.get(path, without(handler)),
    post: (path, body, handler, large) => void server.post(path, withBody(body, handler, large)),
    put: (path, body, handler, large) => void server.put(path, withBody(body, handler, large)),
    delete: (path, handler) => void server.del(path, without(handler)),
    file(path, handler) {
      server.get(path, async (request: Request, response: Response) => {
        await apiDoor.file(request, response, handler);
      });
    },
    stream(path, open) {
      server.get(path, async (request: Request, response: Response) => {
        await apiDoor.stream(request, response, open);
      });
    },
    useLanguage(of) {
      apiDoor.useLanguage(of);
    },
  };
}

/** Refusals here are constant: the sender is not a person and may not be who it says it is. */
async function answerRaw(
  request: Request,
  response: Response,
  { handler, log }: { handler: RawHandler; log: HttpServerOptions['log'] },
): Promise<void> {
  try {
    request.body = await readJson(request);
    if (typeof request.body !== 'object' || request.body === null) throw new Refusal('bad-input');
    await handler(request, response);
  } catch (error) {
    const refused = error instanceof Refusal;
    if (!refused) log.bug(error, `POST ${String(request.getRoute().path)}`);
    if (response.headersSent) return;
    sendJson(response, refused ? error.status : 500, { error: { code: refused ? error.code : 'bug' } });
  }
}

/** What restify itself refuses: unknown routes and methods, addresses that cannot be read. */
function answerErrors(server: Server, fail: Fail): void {
  server.on('restifyError', (request: Request, response: Response, error: unknown, done: () => void) => {
    const status = (error as { statusCode?: unknown }).statusCode;
    const refusal = status === 404 || status === 405 ? new Refusal('unknown-route') : undefined;
    const malformed = status === 400 ? new Refusal('bad-input') : undefined;
    fail(request, response, refusal ?? malformed ?? error);
    done();
  });
}

async function addTab(server: Server, fail: Fail, options: TabFilesOptions): Promise<void> {
  const files = await tabFiles(options);
  const serve = async (request: Request, response: Response) => {
    try {
      if (!(await files(request, response))) throw new Refusal('unknown-route');
    } catch (error) {
      fail(request, response, error);
    }
  };
  for (const path of ['/tab', '/tab/*']) {
    server.get(path, serve);
    server.head(path, serve);
  }
}

async function listen(server: Server, port: number, host: string): Promise<{ address: string }> {
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      server.server.removeListener('error', reject);
      resolve();
    });
  });
  const { address, port: actual, family } = server.address();
  return { address: `http://${family === 'IPv6' ? `[${address}]` : address}:${String(actual)}` };
}
