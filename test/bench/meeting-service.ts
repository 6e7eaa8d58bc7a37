/**
 * One meeting for `npm run bench minutes`: the service's own door, minutes and embedded database, and beside it in the
 * same process a bare server that sends whatever is posted to everybody who listens, and keeps nothing. Writes where
 * they are, and a token for each person, on one line.
 */
import { createServer, type ServerResponse } from 'node:http';
import { LiveMeetings } from '../../bot/minutes/live/live.ts';
import { minutesRoutes } from '../../bot/minutes/routes.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { httpServer } from '../../bot/platform/http/server.ts';
import { tabTokens } from '../../bot/platform/http/tokens.ts';
import { refusalText, texts } from '../../bot/platform/texts.ts';
import { freePort, listenOn } from '../../infra/practice/ports.ts';
import { channelId, chat, office } from '../minutes/office.ts';
import { testSignIn } from '../support/sign-in.ts';

const [folder = '', count = '20'] = process.argv.slice(2);
const ids = Array.from(
  { length: Number(count) },
  (_one, number) => `10000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
);
const silent = () => undefined;
const log = {
  ...{ info: silent, warn: silent, error: silent },
  bug(error: unknown) {
    process.stderr.write(`${String(error)}\n`);
    return 'bug';
  },
};

const database = await embeddedDatabase(folder);
const at = office(database);
const members = ids.map((id) => ({ id, name: `Leder ${id}`, teamsId: `29:${id}`, guest: false }));
for (const conversation of [chat, channelId]) at.world.members.set(conversation, members);
const signIn = await testSignIn();
const live = new LiveMeetings(at.parts, (error) => log.bug(error));
const server = await httpServer({
  checkToken: tabTokens({
    authority: signIn.authority,
    audience: signIn.clientId,
    publicUrl: 'https://lederpuls.example.no',
    allowedTenants: [signIn.tenant],
    log,
  }),
  ...{ callsPerMinute: 1_000_000, trustProxy: false, refusalText, log },
  bugText: (language, id) => texts(language)('door.bug.text', { id }),
  tab: { folder, hostOrigins: [] },
  ready: { database: () => Promise.resolve() },
});
minutesRoutes(server.http, at.parts, live);
const { address } = await server.listen(0, '127.0.0.1');
const tokens = await Promise.all(ids.map((oid) => signIn.token({ oid, name: `Leder ${oid}` })));
process.stdout.write(`${JSON.stringify({ address, bare: await bareServer(), tokens, chat })}\n`);

async function bareServer(): Promise<string> {
  const listeners = new Set<ServerResponse>();
  const bare = createServer((request, response) => {
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': here\n\n');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      return;
    }
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      for (const listener of listeners) listener.write(`event: change\ndata: ${body}\n\n`);
      response.setHeader('content-type', 'application/json');
      response.end('{}');
    });
  });
  const port = await listenOn(bare, [await freePort()]);
  return `http://127.0.0.1:${String(port)}`;
}
