// Plain, for `npm test` looks for a browser before anything is installed.
import { existsSync } from 'node:fs';

const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Answers `{path}`, or `{cure}` in plain words; `wanted` is where somebody says that it is. */
export function installedBrowser(wanted) {
  if (wanted)
    return existsSync(wanted)
      ? { path: wanted }
      : { cure: `CHROMIUM_PATH is ${wanted}, where no file is. Correct it or unset it.` };
  const path = known.find((one) => existsSync(one));
  return path
    ? { path }
    : {
        cure: 'no Chromium was found. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to a Chromium or Chrome.',
      };
}
