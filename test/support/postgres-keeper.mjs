// Runs one PostgreSQL server for as long as its standard input stays open, then stops it and removes its folder.
// The pipe closes with the test run, also when that is killed, so no server is left behind.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const lines = createInterface({ input: process.stdin });
let server;
let folder;

lines.once('line', (line) => {
  const start = JSON.parse(line);
  folder = start.folder;
  const options = [
    ['-D', join(folder, 'data'), '-p', String(start.port), '-h', '127.0.0.1', '-k', ''],
    [
      '-c',
      'fsync=off',
      '-c',
      'full_page_writes=off',
      '-c',
      'max_connections=200',
      '-c',
      'shared_buffers=32MB',
    ],
  ].flat();
  const user = start.uid === undefined ? {} : { uid: start.uid, gid: start.gid };
  server = spawn(start.program, options, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  server.stderr.on('data', (part) => {
    if (part.includes('ready to accept connections')) process.stdout.write('ready\n');
  });
  server.on('error', () => end(1));
  server.on('exit', () => end(1));
});

lines.once('close', () => {
  if (server === undefined || server.exitCode !== null) return end(0);
  server.removeAllListeners('exit').once('exit', () => end(0));
  server.kill('SIGINT');
});

// An interrupt from the keyboard reaches the test run too; its end is the signal that counts.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.stdout.on('error', () => undefined);

function end(code) {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}
