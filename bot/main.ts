import { flushCompileCache } from 'node:module';
import { type App, startApp } from './app.ts';
import { databasePlace } from './identity.ts';
import { moveData, moves } from './move.ts';
import { Fault, type Log, pinoLog } from './platform/log.ts';
import { readSettings, SettingsFault } from './settings.ts';

const STOP_WITHIN_MS = 10_000;
/** The parts of the service are given a little less, so that they end in order. */
const MARGIN_MS = 500;

/** Expected reasons are told in words; anything else is a bug and shows its stack here, in the log. */
function refuse(error: unknown): never {
  const expected = error instanceof SettingsFault || error instanceof Fault;
  process.stderr.write(
    `${expected ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
}

/** What nobody caught: the log has it without anybody's data, and a new start is safer than going on. */
function endOnBugs(log: Log): void {
  process.on('uncaughtException', (error) => {
    log.bug(error, 'process');
    process.exit(1);
  });
}

async function serve(): Promise<void> {
  const settings = readSettings();
  const log = pinoLog({ level: settings.logLevel });
  endOnBugs(log);
  const app = await startApp(settings, log);
  process.stdout.write(`Lederpuls listens on ${app.address}\n`);
  // With NODE_COMPILE_CACHE the next start is quick even if this service is killed.
  flushCompileCache();
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      stop(app, log);
    });
}

function stop(app: App, log: Log): void {
  // Whatever still hangs then is as safe as after a kill: nothing was acknowledged that is not durable.
  setTimeout(() => {
    log.error('stop cut off', { ms: STOP_WITHIN_MS });
    process.exit(1);
  }, STOP_WITHIN_MS).unref();
  app.stop(STOP_WITHIN_MS - MARGIN_MS).then(() => process.exit(0), refuse);
}

/** Without words: the service. `backup`, `restore`, `export` and `import` with a file care for its data. */
async function main([word, file]: readonly string[]): Promise<void> {
  const move = moves.find((known) => known === word);
  if (word === undefined) await serve();
  else if (move === undefined || file === undefined)
    throw new Fault('Say nothing to start the service, or: backup, restore, export or import, and a file.');
  else await moveData(databasePlace(readSettings()), move, file);
}

await main(process.argv.slice(2)).catch(refuse);
