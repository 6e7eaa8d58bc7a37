// `npm test`: everything that must hold, offline. Installs what it needs, then runs Jest and adds up.
// Arguments go to Jest, e.g. `npm test -- test/minutes`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, node24, nodeEnvironment, root } from '../infra/prepare.mjs';

install();
build();
const { findBrowser } = await import('./support/browser.mjs');
const browser = findBrowser();
if (browser.cure) process.stdout.write(`\nBrowser: not run — ${browser.cure}\n`);

const report = join(root, 'dist', 'test-report.json');
mkdirSync(join(root, 'dist'), { recursive: true });
rmSync(report, { force: true });
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const { status } = spawnSync(
  node24(),
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    jest,
    '--json',
    `--outputFile=${report}`,
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...nodeEnvironment, ...(browser.path ? { CHROMIUM_PATH: browser.path } : {}), TZ: 'Europe/Oslo' },
  },
);
if (!existsSync(report)) {
  process.stderr.write('Jest wrote no report; what it said is above.\n');
  process.exit(status || 1);
}
const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites, success } = JSON.parse(
  readFileSync(report, 'utf8'),
);
const failed = numFailedTests + numRuntimeErrorTestSuites;
const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
process.stdout.write(`\n${numPassedTests} passed, ${failed} failed${skipped}\n`);
process.exit(success && failed === 0 && numPassedTests > 0 ? 0 : 1);
