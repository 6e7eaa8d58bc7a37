// Brings a fresh clone to where the product can run. Plain JavaScript for Node 20 without node_modules.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';

/** Node keeps what it has compiled, so that a service starts in half the time. */
export const nodeEnvironment = { NODE_COMPILE_CACHE: join(root, 'dist', 'compiled'), ...process.env };

function stop(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

function run(command, args, what) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: windows });
  if (error) stop(`${what} did not start: ${error.message}`);
  if (status !== 0) stop(`${what} failed (exit code ${status}). What it wrote is above.`);
}

const sha = (text) => createHash('sha256').update(text).digest('hex');

/** Installs the packages of the lock file, once for each lock file. */
export function install() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    stop(
      `Node ${process.versions.node} is too old. Install Node 20 or newer from https://nodejs.org and try again.`,
    );
  const stamp = join(root, 'node_modules', '.lederpuls');
  const wanted = sha(
    readFileSync(join(root, 'package-lock.json')) + readFileSync(join(root, 'package.json')),
  );
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stdout.write('Installing packages (a few minutes the first time) …\n');
  // npm ci refuses a lock file that lacks other platforms' optional binaries.
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], 'npm install');
  writeFileSync(stamp, wanted);
}

/** The Node 24 that runs TypeScript directly: the one npm brought, else the person's own. */
export function node24() {
  const pinned = join(root, 'node_modules', '.bin', windows ? 'node.cmd' : 'node');
  for (const candidate of [pinned, process.execPath]) {
    const asked = spawnSync(candidate, ['--version'], { encoding: 'utf8', shell: windows });
    if (asked.status === 0 && Number(asked.stdout.slice(1).split('.')[0]) >= 24) return candidate;
  }
  return stop(
    'Node 24 is needed and npm has no build of it for this machine. Install Node 24 from https://nodejs.org.',
  );
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** Builds a set of pages when its sources have changed since the last time. */
function buildPages(what, { config, sources, output }) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const source of sources)
    for (const file of [...filesBelow(join(root, source))].sort())
      hash.update(file.slice(root.length)).update(readFileSync(file));
  const wanted = hash.digest('hex');
  const stamp = join(root, 'dist', 'stamps', what);
  if (
    existsSync(stamp) &&
    existsSync(join(root, output, 'index.html')) &&
    readFileSync(stamp, 'utf8') === wanted
  )
    return;
  process.stdout.write(`Building ${what} …\n`);
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  run(node24(), [vite, 'build', '--config', config, '--logLevel', 'warn'], `Building ${what}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

export function build() {
  buildPages('tab', { config: 'tab/vite.config.ts', sources: ['tab', 'bot'], output: 'dist/tab' });
  buildPages('practice-page', {
    config: 'infra/practice/page/vite.config.ts',
    sources: ['infra/practice/page', 'bot/packs/model'],
    output: 'dist/practice-page',
  });
}
