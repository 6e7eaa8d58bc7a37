// Finds the browser for the journeys, or brings Debian's when we may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installedBrowser } from '../../bot/packs/browser.mjs';

/** Answers `{path}`, or `{cure}` in plain words when there is none. */
export function findBrowser() {
  const wanted = process.env.CHROMIUM_PATH;
  const found = installedBrowser(wanted);
  if (found.path || wanted || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return found;
  process.stdout.write('Installing Chromium for the browser tests …\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env, timeout: 300_000 });
  spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
    timeout: 900_000,
  });
  return installedBrowser(wanted);
}
