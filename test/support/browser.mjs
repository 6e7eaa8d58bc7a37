// Finds the browser for the journeys, or brings Debian's when we may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Answers `{path}`, or `{cure}` in plain words when there is none. */
export function findBrowser() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted)
    return existsSync(wanted)
      ? { path: wanted }
      : { cure: `CHROMIUM_PATH is ${wanted}, where no file is. Correct it or unset it.` };
  const found = () => known.find((path) => existsSync(path));
  if (found()) return { path: found() };
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    process.stdout.write('Installing Chromium for the browser tests …\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env, timeout: 300_000 });
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
      timeout: 900_000,
    });
    if (found()) return { path: found() };
  }
  return {
    cure: 'no Chromium was found. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to a Chromium or Chrome.',
  };
}
