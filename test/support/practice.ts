import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Practice {
  /** The page and the JSON API. */
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** Calls practice's JSON API; rejects with practice's own words unless the status is 2xx. */
  api<Reply>(method: string, path: string, body?: unknown): Promise<Reply>;
  /** Ends practice and its services in order; a temp folder that was made for it is removed. */
  stop(): Promise<void>;
  /** `kill -9` of practice; its services end with it. The data folder stays. */
  kill(): Promise<void>;
}

class PracticeFault extends Error {
  override readonly name = 'PracticeFault';
  readonly status: number;
  readonly body: unknown;

  constructor(what: string, status: number, body: unknown) {
    super(`${what} answered ${String(status)}: ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function gone(pids: readonly number[]): Promise<void> {
  while (pids.some(alive)) await new Promise((resolve) => setTimeout(resolve, 25));
}

/** Starts practice with its service on free ports and waits until the world is set up. */
export async function startPractice(
  options: { dataDir?: string; databaseUrl?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Practice> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'lederpuls-'));
  const child = spawn(process.execPath, ['infra/practice/main.ts'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: {
      ...process.env,
      PRACTICE_PORT: '0',
      PRACTICE_TLS_PORT: '0',
      SERVICE_PORT: '0',
      PRACTICE_DATA: join(dataDir, 'practice'),
      DATABASE_URL: options.databaseUrl ?? '',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid ?? 0;
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  let written = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      written += chunk.toString('utf8');
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(written)?.[0];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', (chunk: Buffer) => (written += chunk.toString('utf8')));
    child.once('exit', () => {
      reject(new Error(`Practice ended while starting:\n${written}`));
    });
  });

  async function api<Reply>(method: string, path: string, body?: unknown): Promise<Reply> {
    const response = await fetch(url + path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: unknown = (response.headers.get('content-type') ?? '').includes('json')
      ? JSON.parse(text)
      : text;
    if (!response.ok) throw new PracticeFault(`${method} ${path}`, response.status, json);
    return json as Reply;
  }

  async function services(): Promise<number[]> {
    const state = await api<{ services: { pid?: number }[] }>('GET', '/api/state');
    return state.services.flatMap((service) => service.pid ?? []);
  }

  return {
    url,
    dataDir,
    pid,
    api,
    async stop() {
      child.kill('SIGTERM');
      await exited;
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
    async kill() {
      const children = await services();
      child.kill('SIGKILL');
      await exited;
      await gone(children);
    },
  };
}
