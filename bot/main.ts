import { startApp } from './app.ts';
import { Fault } from './platform/log.ts';
import { readSettings, SettingsFault } from './settings.ts';

const STOP_WITHIN_MS = 10_000;

/** Expected reasons not to start are told in words; anything else is a bug and shows its stack here, in the log. */
function refuseToStart(error: unknown): never {
  const expected = error instanceof SettingsFault || error instanceof Fault;
  process.stderr.write(
    `${expected ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
}

try {
  const app = await startApp(readSettings());
  process.stdout.write(`Lederpuls listens on ${app.address}\n`);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      app.stop(STOP_WITHIN_MS).then(() => process.exit(0), refuseToStart);
    });
} catch (error) {
  refuseToStart(error);
}
