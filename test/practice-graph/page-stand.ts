import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { people, thanks, worldOf } from './page-world.ts';

/** Practice's JSON API over a small fixed world, to see the page alone. */

const root = join(import.meta.dirname, '../..');
const pageFolder = join(root, 'dist/practice-page');

/** A tab of another origin that tells what the real teams-js got from its host. */
const tabPage = (
  host: string,
) => `<!doctype html><html lang="nb"><title>fane</title><body><pre id="told">venter</pre>
<script src="/teams.js"></script><script type="module">
const { app, authentication, meeting, pages } = microsoftTeams;
const told = document.getElementById('told');
await app.initialize(['${host}']);
const context = await app.getContext();
const token = await authentication.getAuthToken();
const show = (theme) => { told.textContent = JSON.stringify({ frame: context.page.frameContext, locale: context.app.locale,
  person: context.user?.id, meeting: context.meeting?.id, chat: context.chat?.id, tenant: context.user?.tenant?.id, token, theme }); };
show(context.app.theme);
app.registerOnThemeChangeHandler(show);
app.notifySuccess();
addEventListener('click', () => meeting.shareAppContentToStage(() => {}, location.href));
</script></body></html>`;

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const cardType = 'application/vnd.microsoft.card';
const noReply = {
  status: 200,
  body: {
    statusCode: 400,
    type: 'application/vnd.microsoft.error',
    value: { code: 'round-closed', message: 'Runden er lukket.' },
  },
};

export interface Stand {
  readonly url: string;
  readonly asked: { readonly method: string; readonly path: string; readonly body: unknown }[];
  stop(): Promise<void>;
}

export async function pageStand(): Promise<Stand> {
  const asked: Stand['asked'][number][] = [];
  const tabServer = createServer((request, response) => {
    const script = request.url === '/teams.js';
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(
      script
        ? readFileSync(join(root, 'node_modules/@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js'))
        : tabPage(url),
    );
  });
  const state = worldOf(await listen(tabServer));
  const cards = new Map<string, object>();
  const server = createServer((request, response) => {
    void handle(request, response);
  });
  const url = await listen(server);
  const streams = new Set<ServerResponse>();

  /** Who pressed gets the thanks; withdrawing is refused, to see the service's no. */
  const pressed = (person: string, { message, action }: { message: string; action: string }) => {
    const card = thanks(action.slice(0, 1));
    if (action === 'Trekk svaret') return noReply;
    cards.set(`${person} ${message}`, card);
    return { status: 200, body: { statusCode: 200, type: `${cardType}.adaptive`, value: card } };
  };
  const seen = () => ({
    ...state,
    messages: state.messages.map((message) => ({
      ...message,
      cards: Object.fromEntries(
        Object.values(people).flatMap(({ id }) => {
          const card = cards.get(`${id} ${message.id}`);
          return card ? [[id, card]] : [];
        }),
      ),
    })),
  });
  const answers: readonly (readonly [RegExp, (id: string, body: unknown) => unknown])[] = [
    [/^\/api\/state$/, seen],
    [/^\/api\/people\/(.+)\/token$/, (id) => ({ token: `token of ${id}` })],
    [
      /^\/api\/people\/(.+)\/actions$/,
      (id, body) => pressed(id, body as { message: string; action: string }),
    ],
    [/^\/api\//, () => ({})],
  ];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', url);
    const body = await bodyOf(request);
    if (request.method !== 'GET') asked.push({ method: request.method ?? '', path: pathname, body });
    if (pathname === '/api/changes') {
      // Not chained: restify, elsewhere in this process, makes writeHead answer nothing.
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': \n\n');
      streams.add(response);
      return;
    }
    const answer = answers.find(([path]) => path.test(pathname));
    if (!answer) {
      sendPage(response, pathname);
      return;
    }
    const [path, reply] = answer;
    const json = JSON.stringify(reply(path.exec(pathname)?.[1] ?? '', body));
    response.setHeader('content-type', 'application/json').end(json);
  }

  return {
    url,
    asked,
    async stop() {
      for (const stream of streams) stream.end();
      await Promise.all(
        [server, tabServer].map(
          (one) =>
            new Promise((done) => {
              one.close(done);
              one.closeAllConnections();
            }),
        ),
      );
    },
  };
}

function sendPage(response: ServerResponse, pathname: string): void {
  const file = normalize(join(pageFolder, pathname === '/' ? 'index.html' : pathname));
  response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
  response.end(readFileSync(file));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return parts.length === 0 ? undefined : JSON.parse(Buffer.concat(parts).toString());
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
