import { join } from 'node:path';
import { cardSizes } from './card-sizes.ts';
import { checkPacks } from './content/check/check.ts';
import { coverageTable } from './content/check/coverage.ts';
import { readDocuments } from './content/check/documents.ts';
import { PackFault } from './content/faults.ts';
import { loadPacks } from './content/packs.ts';

/**
 * `npm run packs [-- <folder>]`: holds our packs, and those in an agency's own folder, to every rule. The documents
 * that ours draw on are no part of the product; where they are absent, what needs them says that it has not run.
 */
const documentFolder = join(import.meta.dirname, '../../shared/seeds');

async function run([ownFolder]: readonly string[]): Promise<boolean> {
  const packs = loadPacks(join(import.meta.dirname, 'content/packs'), ownFolder);
  const outcomes = [
    ...checkPacks(packs.list(), readDocuments(documentFolder)),
    { name: 'cards of at most 28 KB', flaws: await cardSizes(packs) },
  ];
  const lines = outcomes.flatMap(({ name, flaws }) => [
    (flaws === undefined ? 'not run' : flaws.length === 0 ? 'ok' : 'FAULT').padEnd(9) + name,
    ...(flaws ?? []).map(({ pack, place, says }) => `         ${pack}: ${place}: ${says}`),
  ]);
  if (outcomes.some(({ flaws }) => flaws === undefined))
    lines.push('', `Not run: ${documentFolder} is absent, and these rules compare with the documents there.`);
  lines.push('', 'Weeks by source and area', '');
  for (const pack of packs.list()) lines.push(...coverageTable(pack), '');
  process.stdout.write(`ok       schema, and every text in every language\n${lines.join('\n')}\n`);
  return outcomes.every(({ flaws }) => flaws === undefined || flaws.length === 0);
}

try {
  if (!(await run(process.argv.slice(2)))) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof PackFault)) throw error;
  process.stderr.write(`FAULT    schema, and every text in every language\n         ${error.message}\n`);
  process.exitCode = 1;
}
