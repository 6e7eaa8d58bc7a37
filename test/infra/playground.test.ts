import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asFromTeams } from '../../infra/playground/activity.ts';
import { type Playground, startPlayground } from '../../infra/playground/playground.ts';
import { readPlaygroundSettings } from '../../infra/playground/settings.ts';
import { until, words } from '../support/story.ts';

const folder = mkdtempSync(join(tmpdir(), 'playground-'));
const said: { readonly path: string; readonly body: unknown }[] = [];
/** In place of Microsoft's: takes what the bot says, as its documented connector does. */
const microsofts: Server = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  request.on('end', () => {
    said.push({ path: request.url ?? '', body: text === '' ? undefined : JSON.parse(text) });
    // restify's own `writeHead`, where another suite has loaded it, answers nothing to go on with.
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: 'm1' }));
  });
});
let playground: Playground;
let port: number;

const activity = () => ({
  type: 'message',
  id: 'a1',
  channelId: 'msteams',
  serviceUrl: `http://localhost:${port}/_connector`,
  text: 'hjelp',
  locale: 'nb-NO',
  from: { id: 'user-1', name: 'Alex', aadObjectId: '00000000-0000-0000-0000-0000000000020' },
  recipient: { id: '28:bot', name: 'Lederpuls' },
  conversation: { id: 'personal-1', conversationType: 'personal', tenantId: 'theirs' },
  channelData: { tenant: { id: 'theirs' } },
});
const post = (to: string, headers: Record<string, string> = {}, body: unknown = activity()) =>
  fetch(to, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

beforeAll(async () => {
  await new Promise<void>((resolve) => microsofts.listen(0, '127.0.0.1', resolve));
  ({ port } = microsofts.address() as AddressInfo);
  const env = { PATH: process.env['PATH'], PLAYGROUND_DATA: folder, LOG_LEVEL: 'warn' };
  playground = await startPlayground(readPlaygroundSettings([String(port), '0'], env), (error) => {
    throw error;
  });
}, 90_000);

afterAll(async () => {
  await playground.stop();
  microsofts.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the service for Microsoft’s playground', () => {
  it('answers there what nobody has signed, on this machine only', async () => {
    expect(playground.service.state).toBe('running');
    expect(new URL(playground.endpoint).hostname).toBe('127.0.0.1');
    expect((await post(playground.endpoint)).status).toBe(200);
    const reply = await until('the answer', () => Promise.resolve(said.at(-1)));
    expect(reply.path).toBe('/_connector/v3/conversations/personal-1/activities/a1');
    expect(words((reply.body as { attachments: { content: unknown }[] }).attachments[0]?.content)).toContain(
      'språk',
    );
  });

  it('is the ordinary one, which refuses the same at its own address', async () => {
    const before = said.length;
    const own = `${playground.service.address}/api/messages`;
    expect((await post(own)).status).toBe(401);
    expect((await post(own, { authorization: 'Bearer x' })).status).toBe(401);
    expect(said).toHaveLength(before);
  });

  it('hears no page in a browser, no other name, and sends nothing out of the playground', async () => {
    expect((await post(playground.endpoint, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await fetch(playground.endpoint)).status).toBe(404);
    const away = { ...activity(), serviceUrl: 'http://192.0.2.1/_connector' };
    expect((await post(playground.endpoint, {}, away)).status).toBe(400);
    const of = { serviceUrl: 'https://localhost:1/teams/', tenant: 't', playgroundPort: 56_150 };
    for (const serviceUrl of [
      'https://localhost:56150',
      'http://localhost:1',
      'http://localhost.evil:56150',
      'x',
    ])
      expect(asFromTeams({ serviceUrl }, of)).toBeUndefined();
  });
});

describe('the settings of a real service', () => {
  it.each(['MicrosoftAppId', 'MicrosoftAppPassword', 'DATABASE_URL', 'KEY_VAULT_URL', 'PUBLIC_URL'])(
    'keep the playground from starting where %s is set',
    (name) => {
      expect(() => readPlaygroundSettings([], { [name]: 'x' })).toThrow(name);
    },
  );

  it('do so in production, and a port has to be one', () => {
    expect(() => readPlaygroundSettings([], { NODE_ENV: 'production' })).toThrow('NODE_ENV');
    expect(() => readPlaygroundSettings(['all'], {})).toThrow('port');
    expect(readPlaygroundSettings([], {}).playgroundPort).toBe(56_150);
  });
});
