import { loadPacks } from '../../bot/content/packs.ts';
import { eachDatabase } from '../support/databases.ts';
import { campaignOutcome, noOtherFaults, runCampaign } from './campaign.ts';
import { type Fate, type Fates } from './lives.ts';
import { brokenPromises } from './table.ts';

const packs = loadPacks('bot/content/packs');
const WEEKS = 190;
const lasting: Fate = { endsAt: Infinity, stumblesAt: () => false };

/** In the n-th week the n-th step goes wrong, and nothing else does. */
function oneStepAWeek(fateOf: (step: number) => Fate): { fates: Fates; weeks: () => number } {
  let week = 0;
  return {
    weeks: () => week,
    fates: (isNewWeek) => (isNewWeek ? fateOf(++week) : lasting),
  };
}

eachDatabase((_name, open) => {
  it.each([
    ['the service dies', 'crash', (step: number): Fate => ({ ...lasting, endsAt: step })],
    [
      'one statement or call fails',
      'stumble',
      (at: number): Fate => ({ ...lasting, stumblesAt: (step) => step === at }),
    ],
  ] as const)(
    'at every numbered step in turn %s',
    async (_what, fault, fateOf) => {
      const { fates, weeks } = oneStepAWeek(fateOf);
      const result = await runCampaign({
        ...{ database: await open(), packs, seed: 1, from: '2026-09-28', weeks: WEEKS },
        ...{ size: { channels: 2, answering: 0 }, shares: noOtherFaults.shares, fates: () => fates },
      });
      expect(brokenPromises(campaignOutcome(fault, result))).toEqual([]);
      const times = result.faults.get(fault) ?? 0;
      // The last weeks have fewer steps than their number: every step has had its turn.
      expect(times).toBeGreaterThan(50);
      expect(times).toBeLessThan(weeks());
    },
    1_200_000,
  );
});
