import { spawn, type ChildProcess } from 'node:child_process';
import { chown, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { postgresBinaries, userForServer, type ServerUser } from './postgres-binaries.ts';

const prefix = 'lederpuls-postgres-run-';

/** Starts a server in a temporary folder; it ends with this process, however this process ends. */
export async function startThrowAway(): Promise<
  { readonly url: string; readonly stop: () => Promise<void> } | { readonly notRun: string }
> {
  await sweep();
  const user = await userForServer();
  if ('notRun' in user) return user;
  const binaries = await postgresBinaries(user);
  if ('notRun' in binaries) return binaries;

  const folder = await mkdtemp(join(tmpdir(), prefix));
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  if (user.uid !== undefined) await chown(data, user.uid, user.gid);
  try {
    await initialise(binaries.folder, data, user);
    return await serve(binaries.folder, folder, user);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    return { notRun: `a throw-away server did not start: ${String(error)}. Set TEST_DATABASE_URL instead.` };
  }
}

async function initialise(binaries: string, data: string, user: ServerUser): Promise<void> {
  const options = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  const child = spawn(join(binaries, 'initdb'), options, {
    ...asUser(user),
    cwd: data,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await ended(child);
}

async function serve(binaries: string, folder: string, user: ServerUser) {
  const port = await freePort();
  const keeper = spawn(process.execPath, [fileURLToPath(new URL('./postgres-keeper.mjs', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  keeper.stdin.on('error', () => undefined);
  keeper.stdin.write(
    `${JSON.stringify({ program: join(binaries, 'postgres'), folder, port, uid: user.uid, gid: user.gid })}\n`,
  );
  await writeFile(join(folder, 'keeper.pid'), String(keeper.pid));
  await ready(keeper);
  // Neither the pipe nor the child may keep Jest alive; the pipe's end is what stops the server.
  keeper.unref();
  for (const pipe of [keeper.stdin, keeper.stdout]) (pipe as unknown as { unref(): void }).unref();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      const gone = new Promise((resolve) => keeper.once('exit', resolve));
      keeper.ref();
      keeper.stdin.end();
      await gone;
    },
  };
}

/** The keeper writes `ready` when the server accepts connections, and ends when it never will. */
async function ready(keeper: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    keeper.stdout?.once('data', () => {
      resolve();
    });
    keeper.once('exit', (code) => {
      reject(new Error(`the server ended with code ${code ?? 'none'}`));
    });
    keeper.once('error', reject);
  });
}

function asUser(user: ServerUser): { uid?: number; gid?: number } {
  return user.uid === undefined ? {} : { uid: user.uid, gid: user.gid };
}

async function ended(child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (part: Buffer) => {
    said += part.toString();
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', resolve);
  });
  if (code !== 0) throw new Error(said.trim().split('\n').slice(-2).join(' '));
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Removes what runs left behind whose keeper was killed too. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(tmpdir(), name);
    const keeper = await pidIn(join(folder, 'keeper.pid'));
    if (keeper === undefined || isAlive(keeper)) continue;
    const server = await pidIn(join(folder, 'data', 'postmaster.pid'));
    if (server !== undefined && (await worksOn(server, folder))) process.kill(server, 'SIGQUIT');
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function pidIn(file: string): Promise<number | undefined> {
  const first = await readFile(file, 'utf8').then(
    (text) => text.split('\n')[0] ?? '',
    () => '',
  );
  return /^\d+$/.test(first) ? Number(first) : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A process id may have been given to somebody else since. */
async function worksOn(pid: number, folder: string): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.includes(folder);
}
