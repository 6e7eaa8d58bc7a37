import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type World } from '../../infra/practice/api.ts';
import { localCertificate } from '../../infra/practice/certificate.ts';
import { connector } from '../../infra/practice/connector/connector.ts';
import { sendLimits, type Limits } from '../../infra/practice/connector/limits.ts';
import { messageStore } from '../../infra/practice/connector/messages.ts';
import { secureServer } from '../../infra/practice/doors.ts';
import { scriptedFaults } from '../../infra/practice/faults.ts';
import { type Keep } from '../../infra/practice/graph-door.ts';
import { freePort, listenOn } from '../../infra/practice/ports.ts';
import { requestLog } from '../../infra/practice/requests.ts';
import { serviceEnvironment } from '../../infra/practice/service/environment.ts';
import { readPracticeSettings } from '../../infra/practice/settings.ts';
import { keptIdentity } from '../../infra/practice/sign-in/identity.ts';
import { consents } from '../../infra/practice/sign-in/consents.ts';
import { connectorIssuer, signIn } from '../../infra/practice/sign-in/sign-in.ts';
import { practiceTokens } from '../../infra/practice/sign-in/tokens.ts';

/** One call that the connector answered. */
interface Arrival {
  readonly atMs: number;
  readonly status: number;
}

/** Practice's sign-in and connector in memory, and nothing else of practice: what is measured is the service. */
export interface Stage {
  readonly folder: string;
  readonly serviceUrl: string;
  /** What has arrived since the last `forget`. */
  readonly arrivals: readonly Arrival[];
  forget(): void;
  /** Whether the published limits hold. */
  limit(on: boolean): void;
  /** The newest card that was posted. */
  card(): unknown;
  /** The service's own clock, which ticks on from where it is put. */
  clock(now: string): void;
  /** What a process needs to know of this world; `settings` go on top. */
  environment(settings: Readonly<Record<string, string>>): Promise<Record<string, string>>;
  close(): Promise<void>;
}

const inMemory: Keep = {
  load: () => undefined,
  save: () => undefined,
  saveBytes: () => undefined,
  loadBytes: () => undefined,
  removeBytes: () => undefined,
};

const unlimited: Limits = { admitApp: () => undefined, admit: () => undefined, forget: () => undefined };

export async function stage(world: Omit<World, 'meetings' | 'people'>): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'lederpuls-bench-'));
  const certificate = await localCertificate(folder);
  const identity = await keptIdentity(inMemory);
  const port = await freePort();
  const authority = `https://localhost:${String(port)}`;
  const serviceUrl = `${authority}/teams/`;
  const issuer = connectorIssuer(authority);
  const tokens = await practiceTokens(identity, { authority, connectorIssuer: issuer, serviceUrl });
  const messages = messageStore({ keep: inMemory, now: () => new Date(), changed: () => undefined });
  const published = sendLimits();
  let limits: Limits = published;
  let arrivals: Arrival[] = [];
  const server = secureServer({
    certificate,
    signIn: signIn({
      ...{ identity, authority, knows: () => true, lacksConsent: () => false, name: () => undefined },
      ...{ consents: consents(() => undefined), redirects: () => [] },
      checkAssertion: (assertion) => tokens.checkAssertion(assertion),
    }),
    connector: connector({
      world: () => ({ ...world, people: [], meetings: [] }),
      now: () => new Date(),
      messages,
      limits: {
        admitApp: () => limits.admitApp(),
        admit: (...given) => limits.admit(...given),
        forget: () => undefined,
      },
      checkToken: (request, audience) => tokens.check(request, audience),
      edited: () => undefined,
    }),
    graph: {
      handle: () => Promise.resolve(undefined),
      state: () => ({ files: [], tasks: [], lists: [] }),
      file: () => undefined,
      reset: () => undefined,
    },
    faults: scriptedFaults(),
    kill: () => Promise.resolve(),
    logs: {
      connector: {
        ...requestLog(),
        add: (_request, { status }) => void arrivals.push({ atMs: performance.now(), status }),
      },
      graph: requestLog(),
    },
    failed(error) {
      throw error;
    },
  });
  await listenOn(server, [port]);
  const clock = await clockServer();
  return {
    ...{ folder, serviceUrl },
    get arrivals() {
      return arrivals;
    },
    forget() {
      arrivals = [];
      published.forget();
      messages.clear();
    },
    limit: (on) => (limits = on ? published : unlimited),
    card: () => messages.all().at(-1)?.card,
    clock: (now) => {
      clock.set(now);
    },
    environment: async (more) => ({
      ...serviceEnvironment(
        {
          settings: readPracticeSettings({ ...process.env, PRACTICE_DATA: join(folder, 'practice') }),
          ...{ identity, authority, practiceUrl: clock.url, certificatePath: certificate.path },
          agencyName: 'Etaten',
        },
        0,
        await freePort(),
      ),
      ...{ DATA_DIR: join(folder, 'data'), KEY_DIR: join(folder, 'keys'), LOG_LEVEL: 'warn' },
      ...more,
    }),
    async close() {
      clock.close();
      server.close();
      server.closeAllConnections();
      await Promise.resolve();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What `CLOCK_URL` speaks: a long poll that answers when the time has been moved. */
async function clockServer() {
  let version = 1;
  let offsetMs = 0;
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const tell = () => {
      waiting.delete(tell);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ version, now: new Date(Date.now() + offsetMs).toISOString() }));
    };
    const after = new URL(request.url ?? '', 'http://clock').searchParams.get('after');
    if (after === null || Number(after) < version) tell();
    else waiting.add(tell);
  });
  const port = await listenOn(server, [0]);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    set(now: string) {
      offsetMs = Date.parse(now) - Date.now();
      version++;
      for (const tell of [...waiting]) tell();
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Starts a script and answers when it has written its first line. */
export async function started(script: string, env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL'));
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', (code, signal) => {
      const fault = new Error(`${script} ended by itself with ${String(code ?? signal)}.`);
      reject(fault);
      // Nothing that is waited for would come any more.
      if (!child.killed) throw fault;
    });
  });
  return child;
}

export async function stopped(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (child.kill('SIGTERM')) await gone;
}
