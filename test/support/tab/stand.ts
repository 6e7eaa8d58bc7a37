import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Change } from '../../../bot/minutes/api.ts';
import { languageOf } from '../../../bot/platform/texts.ts';
import { tabFiles } from '../../../bot/platform/http/static.ts';
import { hostPage } from './host-page.ts';
import { kåre, åse, StandInMeeting } from './meeting.ts';
import { coming, content, earlier, followUps, people, sending, setup } from './replies.ts';
import { figuresList, goals, results } from './results.ts';
import { about, forgotten, note, trust } from './trust.ts';

/** The app's id in Teams, as the service has it. */
export const teamsAppId = '3f6a1c1e-5b0e-4c39-9a52-0d6f4c0a7b11';
const builtTab = fileURLToPath(new URL('../../../dist/tab', import.meta.url));

/** The service as the tab sees it, and a Teams around it on another origin. Loopback only. */
export interface TabStand {
  readonly meeting: StandInMeeting;
  /** What the service answers by path, to be changed by a test. */
  readonly replies: Record<string, unknown>;
  /** Paths that the person has no right to. */
  readonly refused: Set<string>;
  /** What the tab asked for: path and query, oldest first. */
  readonly asked: readonly string[];
  /** App roles of whoever asks. */
  readonly roles: Set<string>;
  /** The service's own address; `address` for a page of it inside Teams. */
  readonly service: string;
  address(
    page: string,
    options?: { as?: string; frame?: string; theme?: string; meeting?: string; client?: string },
  ): string;
  /** Cuts every call and stream until it is lifted. */
  cut(on: boolean): void;
  close(): Promise<void>;
}

export async function tabStand(language = 'nb'): Promise<TabStand> {
  const meeting = new StandInMeeting(languageOf(language));
  const replies: Record<string, unknown> = {
    '/api/results': results,
    '/api/minutes/goals': goals,
    '/api/results/list': figuresList,
    '/api/setup': setup,
    '/api/setup/people': people,
    '/api/setup/sending': sending,
    '/api/setup/packs': content.packs('nb'),
    '/api/setup/packs/digital-ledelse': content.pack('digital-ledelse'),
    '/api/setup/programmes/digital-ledelse/coming': coming,
    '/api/minutes/followups': followUps,
    '/api/prompts': earlier,
    '/api/trust': trust,
    '/api/trust/me': about,
    '/api/trust/me/forget': forgotten,
    '/api/trust/note': note,
  };
  const refused = new Set<string>();
  const roles = new Set<string>();
  const asked: string[] = [];
  const open = new Set<ServerResponse>();
  let down = false;
  const host = await listen((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(hostPage);
  });
  const files = await tabFiles({ folder: builtTab, hostOrigins: [host.origin], teamsAppId });
  const service = await listen(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://service').pathname;
    if (!path.startsWith('/tab')) await api(path, request, response);
    else if (!(await files(request, response))) {
      response.statusCode = 404;
      response.end();
    }
  });

  async function api(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    asked.push(request.url ?? '');
    if (down) {
      request.socket.destroy();
      return;
    }
    if (refused.has(path)) {
      response.statusCode = 403;
      response.end('{}');
      return;
    }
    if (path.endsWith('/live')) {
      stream(request, response);
      return;
    }
    const by = [åse, kåre].find(({ id }) => request.headers.authorization === `Bearer ${id}`) ?? åse;
    const body = await bodyOf(request);
    const reply = path === '/api/me' ? { ...by, roles: [...roles], language } : answer(path, body, by);
    response.writeHead(reply === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(reply ?? { error: { code: 'not-found', message: 'Finnes ikke.' } }));
  }

  function answer(path: string, body: unknown, by: typeof åse): unknown {
    const last = path.split('/').at(-1) ?? '';
    if (path in replies) return replies[path];
    if (path.startsWith('/api/minutes/followups/')) return replies['/api/minutes/followups'];
    if (path.startsWith('/api/setup/')) return replies['/api/setup'];
    if (last === 'changes') return meeting.change((body as { changes: Change[] }).changes, by);
    if (last === 'start') return meeting.start();
    if (last === 'finish') return meeting.finish();
    if (last === 'publish') return meeting.publish();
    return path.startsWith('/api/minutes/') ? { ...meeting.view, now: new Date().toISOString() } : undefined;
  }

  function stream(request: IncomingMessage, response: ServerResponse): void {
    const after = Number(new URL(request.url ?? '/', 'http://service').searchParams.get('after'));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': \n\n');
    open.add(response);
    const stop = meeting.listen(after, (event, data, id) => {
      response.write(
        `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`,
      );
    });
    response.on('close', () => {
      stop();
      open.delete(response);
    });
  }

  return {
    meeting,
    replies,
    refused,
    asked,
    roles,
    service: service.origin,
    address(page, options = {}) {
      const query = new URLSearchParams({ as: åse.id, ...options, tab: `${service.origin}/tab/${page}` });
      return `${host.origin}/?${query.toString()}`;
    },
    cut(on) {
      down = on;
      if (on) open.forEach((response) => response.destroy());
    },
    async close() {
      await Promise.all([host, service].map(({ server }) => ended(server)));
    },
  };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

async function listen(handler: Handler): Promise<{ server: Server; origin: string }> {
  const server = createServer((request, response) => {
    void handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function ended(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
