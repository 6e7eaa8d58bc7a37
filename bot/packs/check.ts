import { join, relative } from 'node:path';
import { checkPacks, type Outcome } from '../content/check/check.ts';
import { coverageTable } from '../content/check/coverage.ts';
import { readDocuments } from '../content/check/documents.ts';
import { toldFault } from '../content/faults.ts';
import { loadPacks } from '../content/packs.ts';
import { staleSchemas } from '../content/schema.ts';
import { cardSizes } from './card-sizes.ts';
import { ourFolder, type Said } from './said.ts';

/**
 * Holds our packs, and those in an agency's own folder, to every rule. The documents that ours draw on are no part of
 * the product; where they are absent, what needs them says that it has not run.
 */
export async function checkAll(ownFolder: string | undefined): Promise<Said> {
  const packs = loadPacks(ourFolder, ownFolder);
  const outcomes: readonly Outcome[] = [
    {
      name: 'schema, and every text in every language',
      flaws: packs.withheld.flatMap(({ id, faults }) =>
        faults.map((fault) => ({ pack: id, place: 'withheld', says: toldFault(fault, 'en') })),
      ),
    },
    {
      name: 'schemas for editors as the shapes are now',
      flaws: staleSchemas(ourFolder).map((file) => ({
        ...{ pack: 'all', place: relative('.', file) },
        says: 'is not what the shapes say: npm run packs -- schema',
      })),
    },
    ...checkPacks(packs.list(), readDocuments(documentFolder)),
    { name: 'cards of at most 28 KB', flaws: await cardSizes(packs) },
  ];
  const lines = outcomes.flatMap(lineOf);
  if (outcomes.some(({ flaws }) => flaws === undefined))
    lines.push('', `Not run: ${documentFolder} is absent, and these rules compare with the documents there.`);
  lines.push('', 'Weeks by source, area and pack', '', ...coverageTable(packs.list()));
  return { lines, isWell: outcomes.every(({ flaws }) => flaws === undefined || flaws.length === 0) };
}

const documentFolder = join(import.meta.dirname, '../../../shared/seeds');

const lineOf = ({ name, flaws }: Outcome): readonly string[] => [
  (flaws === undefined ? 'not run' : flaws.length === 0 ? 'ok' : 'FAULT').padEnd(9) + name,
  ...(flaws ?? []).map(({ pack, place, says }) => `         ${pack}: ${place}: ${says}`),
];
