import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { requireRole, type EventStream } from '../../bot/platform/http/http.ts';
import { httpServer, type HttpServer } from '../../bot/platform/http/server.ts';
import { tabTokens } from '../../bot/platform/http/tokens.ts';
import { type Log } from '../../bot/platform/log.ts';
import { refusalText, texts } from '../../bot/platform/texts.ts';
import { Refusal } from '../../bot/refusal.ts';
import { testSignIn, type TestSignIn } from './sign-in.ts';

/** The real door on a free port, with a few routes, a small tab and a sign-in that signs what a test asks for. */
export interface TestDoor {
  readonly server: HttpServer;
  readonly address: string;
  readonly signIn: TestSignIn;
  /** Where bugs were logged. */
  readonly bugs: readonly string[];
  /** The live streams that were opened. */
  readonly streams: readonly EventStream[];
  /** A call with a good token, in nynorsk; `token: undefined` sends none. */
  call(path: string, init?: RequestInit & { token?: string | undefined }): Promise<Answer>;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly error?: { readonly code: string; readonly message: string } };
  readonly text: string;
}

export async function testDoor(callsPerMinute = 1000, ...tenants: readonly string[]): Promise<TestDoor> {
  const signIn = await testSignIn();
  const folder = await tabFolder();
  const bugs: string[] = [];
  const streams: EventStream[] = [];
  const log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
    bug: (_error, where) => {
      bugs.push(where);
      return 'b0b0b0b0';
    },
  };
  const server = await httpServer({
    checkToken: tabTokens({
      authority: signIn.authority,
      audience: signIn.clientId,
      publicUrl: 'https://lederpuls.example.no',
      allowedTenants: [signIn.tenant, ...tenants],
      log,
    }),
    callsPerMinute,
    trustProxy: false,
    refusalText,
    bugText: (language, id) => texts(language)('door.bug.text', { id }),
    log,
    tab: { folder, hostOrigins: ['http://127.0.0.1:5555', 'https://"x'] },
    ready: { database: () => Promise.resolve() },
  });
  addRoutes(server, streams);
  const { address } = await server.listen(0, '127.0.0.1');
  return {
    server,
    address,
    signIn,
    bugs,
    streams,
    async call(path, init = {}) {
      const token = 'token' in init ? init.token : await signIn.token();
      const headers = new Headers(init.headers);
      headers.set('accept-language', 'nn');
      if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
      const response = await fetch(address + path, { ...init, headers });
      const text = await response.text();
      const body = (text === '' ? {} : JSON.parse(text)) as Answer['body'];
      return { status: response.status, headers: response.headers, body, text };
    },
    async stop() {
      await server.close(1000);
      await signIn.stop();
      await rm(folder, { recursive: true });
    },
  };
}

function addRoutes(server: HttpServer, streams: EventStream[]): void {
  const { http } = server;
  http.get('/api/me', ({ caller, query }) =>
    Promise.resolve({
      id: caller.id,
      name: caller.name,
      roles: caller.roles,
      language: caller.language,
      query,
    }),
  );
  http.get('/api/hr', ({ caller }) => {
    requireRole(caller, 'Puls.HR');
    return Promise.resolve({});
  });
  http.post('/api/things/:id', z.object({ rank: z.number() }), ({ params, body }) =>
    Promise.resolve({ id: params['id'], rank: body.rank }),
  );
  http.put('/api/things/:id', z.object({}), () => Promise.resolve(undefined));
  http.file('/api/file', ({ caller }) => {
    requireRole(caller, 'Puls.Admin');
    return Promise.resolve({ bytes: new Uint8Array([0, 255]), type: 'application/pdf', name: 'År "1".pdf' });
  });
  http.get('/api/broken', () => Promise.reject(new Error('secret of Kari')));
  http.stream('/api/live', (call, stream) => {
    if (call.query['refuse'] === '1') throw new Refusal('not-in-meeting');
    streams.push(stream);
    stream.send({ id: 7, event: 'change', data: { text: 'æ\nø' } });
    return Promise.resolve();
  });
  server.raw('/api/messages', (request, response) => {
    if ((request.body as { fail?: boolean }).fail === true) throw new Error('secret');
    response.status(200);
    response.send(request.body);
    response.end();
    return Promise.resolve();
  });
}

async function tabFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lederpuls-tab-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(
    join(folder, 'index.html'),
    '<meta name="host-origins" content="" /><meta name="style-nonce" content="" />',
  );
  await writeFile(join(folder, 'assets', 'main-abcd1234.js'), 'let a = 1;\n'.repeat(500));
  return folder;
}
