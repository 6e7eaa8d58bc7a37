/** `npm run attacks [-- <agencies>]`: every attack on this product and on a weakened build, as one table. */
import { postgresForTests } from '../../support/postgres.ts';
import { table } from './report.ts';
import { runAttacks } from './suite.ts';

const agencies = Number(process.argv[2] ?? 20);
const server = await postgresForTests();
if ('notRun' in server) process.stdout.write(`PostgreSQL: not run — ${server.notRun}\n`);
const report = await runAttacks({
  agencies,
  freshServer: 'notRun' in server ? undefined : () => server.freshDatabase(),
  tell: (text) => process.stderr.write(`${text}\n`),
});
if (!('notRun' in server)) await server.stop();
process.stdout.write(
  `\n${report.agencies} agencies, ${report.respondents} people who answered, ${report.rounds} rounds\n\n${table(report.lines)}\n`,
);
process.exitCode = report.lines.every(({ met, proven }) => met && proven) ? 0 : 1;
