import { postgresForTests, type PostgresForTests } from '../support/postgres.ts';
import { table } from './disclosure/report.ts';
import { attackNames, runAttacks, type Report } from './disclosure/suite.ts';

/** Twenty invented agencies here; `npm run soak` meets two hundred. `npm run attacks` prints the table alone. */
const AGENCIES = Number(process.env['AGENCIES'] ?? 20);

describe('somebody who reads everything that anybody can fetch', () => {
  let server: PostgresForTests;
  let report: Report;

  beforeAll(async () => {
    server = await postgresForTests();
    const url = 'url' in server ? server : undefined;
    report = await runAttacks({ agencies: AGENCIES, freshServer: url && (() => url.freshDatabase()) });
    process.stdout.write(`\n${table(report.lines)}\n`);
    if ('notRun' in server) process.stdout.write(`PostgreSQL: not run — ${server.notRun}\n`);
  }, AGENCIES * 60_000);

  afterAll(async () => {
    if ('url' in server) await server.stop();
  });

  it('meets twenty agencies and two thousand people who answered, over twelve rounds each', () => {
    expect(report.agencies).toBeGreaterThanOrEqual(20);
    expect(report.respondents).toBeGreaterThanOrEqual(2000);
    expect(report.rounds).toBe(12 * report.agencies);
  });

  it.each(Object.entries(attackNames))('%s, %s: succeeds on a weakened build, and not here', (id) => {
    const lines = report.lines.filter((line) => line.id === id);
    expect(lines).not.toHaveLength(0);
    expect(lines.filter(({ proven }) => !proven)).toEqual([]);
    expect(lines.filter(({ met }) => !met)).toEqual([]);
  });
});
