/**
 * `npm run playground -- [port]`: the service for Microsoft 365 Agents Playground, which is Microsoft's and comes from
 * npx when a person asks for it. See infra/README.md.
 */
import { startPlayground } from './playground.ts';
import { type PlaygroundSettings, readPlaygroundSettings } from './settings.ts';

const version = '0.2.28';

const report = (line: string) => {
  process.stderr.write(`${line}\n`);
};

const howTo = ({ playgroundPort }: PlaygroundSettings, endpoint: string): string => `
  !! NOBODY HAS TO SIGN IN HERE. Whoever reaches ${endpoint}
  !! on this machine is taken for Teams. It is for trying things out, with invented data in data/playground.

Lederpuls waits for Microsoft 365 Agents Playground. In another window:

  APPLICATION_INSIGHTS_NO_STATSBEAT=true npx @microsoft/m365agentsplayground@${version} \\
    -e ${endpoint} -c msteams -p ${playgroundPort} --disable-telemetry

It is Microsoft's own program with Microsoft's own terms (pre-release, for evaluation): read them first. It listens on all
network interfaces of the machine. Then add Lederpuls to a team there, and write "hjelp" to it. Ctrl+C ends this.
`;

try {
  const settings = readPlaygroundSettings();
  const playground = await startPlayground(settings, (error) => {
    report(String(error));
  });
  const { state, lastLines } = playground.service;
  if (state !== 'running')
    report(`The service did not start. Its last lines:\n${lastLines.map((line) => `  ${line}`).join('\n')}`);
  process.stdout.write(howTo(settings, playground.endpoint));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void playground.stop().then(() => process.exit(0)));
} catch (error) {
  report(error instanceof RangeError ? error.message : String(error instanceof Error ? error.stack : error));
  process.exit(1);
}
