import { runPacks } from './packs/run.ts';
import { chromiumPath } from './settings.ts';

/** `npm run packs`: for whoever writes content; `npm run packs -- help` tells what it can do. */
const { lines, isWell } = await runPacks(process.argv.slice(2), { chromiumPath: chromiumPath() });
process.stdout.write(`${lines.join('\n')}\n`);
if (!isWell) process.exitCode = 1;
