import { startPractice } from './practice.ts';
import { readPracticeSettings } from './settings.ts';

const report = (line: string) => {
  process.stderr.write(`${line}\n`);
};

try {
  const practice = await startPractice(readPracticeSettings(), report);
  const { state, lastLines } = practice.service;
  if (state !== 'running')
    report(`The service did not start. Its last lines:\n${lastLines.map((line) => `  ${line}`).join('\n')}`);
  process.stdout.write(`Lederpuls in practice: open ${practice.url}\n`);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      practice.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          report(String(error));
          process.exit(1);
        },
      );
    });
} catch (error) {
  report(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
}
