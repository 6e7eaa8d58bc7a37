import { startApp } from './app.ts';
import { moveData, moves } from './move.ts';
import { Fault } from './platform/log.ts';
import { readSettings, SettingsFault } from './settings.ts';

const STOP_WITHIN_MS = 10_000;

/** Expected reasons are told in words; anything else is a bug and shows its stack here, in the log. */
function refuse(error: unknown): never {
  const expected = error instanceof SettingsFault || error instanceof Fault;
  process.stderr.write(
    `${expected ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
}

async function serve(): Promise<void> {
  const app = await startApp(readSettings());
  process.stdout.write(`Lederpuls listens on ${app.address}\n`);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      app.stop(STOP_WITHIN_MS).then(() => process.exit(0), refuse);
    });
}

/** Without words: the service. `export <file>` and `import <file>` move its data. */
async function main([word, file]: readonly string[]): Promise<void> {
  const move = moves.find((known) => known === word);
  if (word === undefined) await serve();
  else if (move === undefined || file === undefined)
    throw new Fault('Say nothing to start the service, or: export <file>, import <file>.');
  else await moveData(readSettings(), move, file);
}

await main(process.argv.slice(2)).catch(refuse);
