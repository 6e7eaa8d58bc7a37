import { loadPacks } from '../../bot/content/packs.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { eachDatabase } from '../support/databases.ts';
import { campaignOutcome, runCampaign, usualFaults } from './campaign.ts';
import { brokenPromises, closingTable, type Outcome } from './table.ts';

const packs = loadPacks('bot/content/packs');
/** A year of sixty channels twice over: more than 10,000 due posts and more than 10,000 faults. */
const CAMPAIGNS = Number(process.env['CAMPAIGNS'] ?? 2);
const SEEDS = Array.from({ length: CAMPAIGNS }, (_one, index) => 20_261_123 + index);

const run = async (database: Database, seed: number, size: { channels: number; weeks: number }) =>
  campaignOutcome(
    `seed ${seed}`,
    await runCampaign({
      ...{ database, packs, seed, from: '2026-09-28', weeks: size.weeks, ...usualFaults },
      size: { channels: size.channels, answering: 3 },
    }),
  );

function expectKept(outcomes: readonly Outcome[]): void {
  const broken = outcomes.flatMap(brokenPromises);
  if (broken.length > 0) process.stdout.write(`${closingTable(outcomes)}\n`);
  expect(broken).toEqual([]);
}

describe('a programme year in which everything goes wrong', () => {
  eachDatabase((name, open) => {
    const isSqlite = name === 'SQLite';
    const size = isSqlite ? { channels: 60, weeks: 52 } : { channels: 12, weeks: 8 };
    const seeds = isSqlite ? SEEDS : SEEDS.slice(0, 1);

    it('posts each card once or says why not, and counts each answer once', async () => {
      const outcomes: Outcome[] = [];
      for (const seed of seeds) outcomes.push(await run(await open(), seed, size));
      expectKept(outcomes);
      const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((all, one) => all + of(one), 0);
      const wanted = isSqlite ? 10_000 : 100;
      expect(sum(({ posts }) => posts.due)).toBeGreaterThan(wanted);
      expect(sum(({ faults }) => faults)).toBeGreaterThan(wanted);
      expect(sum(({ answers }) => answers?.acknowledged ?? 0)).toBeGreaterThan(isSqlite ? 1000 : 50);
    }, 600_000);

    // Statements of several posts may overtake each other on a server; SQLite carries them out as they come.
    if (isSqlite)
      it('goes wrong in the same way for the same seed', async () => {
        const short = { channels: 4, weeks: 2 };
        expect(await run(await open(), 7, short)).toEqual(await run(await open(), 7, short));
      }, 600_000);
  });
});
