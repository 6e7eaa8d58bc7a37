/**
 * `npm run faults`: what happens to posts and answers when everything goes wrong, as one table; beside it a plain sender
 * of botbuilder under the same script.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPacks } from '../../bot/content/packs.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { campaignOutcome, runCampaign, usualFaults } from './campaign.ts';
import { plainSender } from './plain.ts';
import { livePracticeYear } from './practice-year.ts';
import { brokenPromises, closingTable, type Outcome, reasonsTable } from './table.ts';

const SEEDS = [20_261_123, 20_261_124];
const tell = (text: string) => process.stderr.write(`${text}\n`);

async function inMemory(): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'lederpuls-faults-'));
  const outcomes: Outcome[] = [];
  for (const seed of SEEDS) {
    const database = await embeddedDatabase(join(folder, String(seed)));
    const campaign = { packs: loadPacks('bot/content/packs'), from: '2026-09-28', weeks: 52, ...usualFaults };
    const result = await runCampaign({ ...campaign, database, seed, size: { channels: 60, answering: 3 } });
    outcomes.push(campaignOutcome('Lederpuls, in memory', result));
    tell(`Seed ${seed} is through its year.`);
    await database.close();
  }
  await rm(folder, { recursive: true, force: true });
  return outcomes.reduce(together);
}

const sums = <Counts extends object>(one: Counts, other: Counts): Counts =>
  Object.fromEntries(
    Object.entries(one).map(([name, value]) => [name, added(value, other[name as keyof Counts])]),
  ) as Counts;

function added(one: unknown, other: unknown): unknown {
  if (typeof one === 'number') return one + Number(other);
  const all = new Map(one as Map<string, number>);
  for (const [reason, times] of other as Map<string, number>) all.set(reason, (all.get(reason) ?? 0) + times);
  return all;
}

function together(one: Outcome, other: Outcome): Outcome {
  return {
    ...{ name: one.name, faults: one.faults + other.faults, kills: one.kills + other.kills },
    posts: sums(one.posts, other.posts),
    answers: one.answers && other.answers && sums(one.answers, other.answers),
  };
}

const weeks = Number(process.argv[2] ?? 3);
const inPractice = {
  seed: 7,
  channels: 60,
  answering: 2,
  from: '2026-11-02',
  weeks,
  kills: weeks * 6,
  faultShare: 0.5,
};
const ours = [
  await inMemory(),
  await livePracticeYear({ ...inPractice, name: 'Lederpuls, in practice', tell }),
];
const plain = await livePracticeYear({
  ...{ ...inPractice, name: 'plain botbuilder, in practice', tell },
  other: { script: 'test/faults/plain-sender.ts', begin: plainSender },
});
process.stdout.write(`\n${closingTable([...ours, plain])}\n\n${ours.map(reasonsTable).join('\n\n')}\n`);
const broken = ours.flatMap(brokenPromises);
for (const promise of broken) process.stderr.write(`Broken: ${promise}\n`);
process.exitCode = broken.length === 0 ? 0 : 1;
