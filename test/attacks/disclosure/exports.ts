import { unzipSync, strFromU8 } from 'fflate';
import { keysInMemory } from '../../pulses/world.ts';
import { agencyOf } from './agency.ts';
import { house, type House, type Visitor } from './house.ts';
import { visitorsOf } from './loot.ts';
import { pdfTexts } from './pdf.ts';
import { tenant, withDatabase } from './played.ts';
import { count, type Count, together } from './report.ts';

/** Does a file hold a number that the page does not show, in a cell, a hidden sheet, a picture's text or a property? */

interface File {
  readonly bytes: Uint8Array;
}

/** Numbers in exports that the page does not show, of all numbers in them. The weakened export adds how many answered. */
export async function attackExports(weakened = false): Promise<Count> {
  return await withDatabase(async (database) => {
    const at = house(database, keysInMemory());
    const { weeks } = agencyOf(7, 'ordinary', 4);
    for (const week of weeks) {
      await at.settle(tenant, week.units, week.homes);
      const round = await at.open(tenant, week.number, week.scales);
      await at.fill(round, week.given);
      await at.close(round);
    }
    const last = weeks.at(-1);
    const visitors = visitorsOf(tenant, last?.homes ?? new Map()).slice(0, weakened ? 1 : 6);
    const more = weakened ? answersIn(last?.given.length ?? 0) : [];
    const counts = [];
    for (const visitor of visitors)
      for (const show of ['page', 'tree']) counts.push(await beyondPage(at, visitor, { show, more }));
    return together(counts);
  });
}

async function beyondPage(
  at: House,
  visitor: Visitor,
  { show, more }: { readonly show: string; readonly more: readonly string[] },
): Promise<Count> {
  const may = new Set(onPage(await at.get('/api/results', visitor, { show })));
  const files = [
    ...(await exported(at, visitor, { show, format: 'xlsx' })),
    ...(await exported(at, visitor, { show, format: 'pdf' })),
    ...more,
  ];
  return count(files.filter((number) => !may.has(number)).length, files.length);
}

/** As a file with a column "answers" would hold it. */
const answersIn = (answers: number): readonly string[] => [normal(answers)];

async function exported(
  at: House,
  visitor: Visitor,
  query: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const reply = await at.get('/api/results/export', visitor, query);
  if (reply === null || typeof reply !== 'object' || !('bytes' in reply)) return [];
  const { bytes } = reply as File;
  return query['format'] === 'xlsx' ? inWorkbook(bytes) : pdfTexts(bytes).flatMap(numbersIn);
}

const normal = (number: number): string => String(Math.round(number * 1e6) / 1e6);

const numbersIn = (text: string): readonly string[] =>
  // Dates, weeks and times say nothing about answers.
  [
    ...text
      .replace(/\d{4}-W?\d{2}(?:-\d{2})?(?:T[\d:.]+Z)?|\d{1,2}[.:]\d{2}|\b20\d\d\b/g, ' ')
      .matchAll(/\d+(?:[.,]\d+)?/g),
  ].map(([number]) => normal(Number(number.replace(',', '.'))));

/** Every number in the reply, in numbers and in texts, and what a reader sees of an interval: its two ends. */
function onPage(reply: unknown): readonly string[] {
  if (typeof reply === 'number') return [normal(reply), normal(reply / 100)];
  if (typeof reply === 'string') return numbersIn(reply).flatMap((one) => [one, normal(Number(one) / 100)]);
  if (reply === null || typeof reply !== 'object') return [];
  const { value, margin } = reply as { value?: unknown; margin?: unknown };
  const ends =
    typeof value === 'number' && typeof margin === 'number' ? [value - margin, value + margin] : [];
  return [
    ...Object.values(reply).flatMap(onPage),
    ...ends.flatMap((end) => [normal(end), normal(end / 100)]),
  ];
}

function inWorkbook(bytes: Uint8Array): readonly string[] {
  const files = Object.entries(unzipSync(bytes)).map(
    ([name, content]) => [name, strFromU8(content)] as const,
  );
  return files.flatMap(([name, xml]) => {
    if (name.startsWith('xl/worksheets/sheet'))
      // A cell of type s holds the number of a text, and a day is a number of some 46,000.
      return [...xml.matchAll(/<c ([^>]*)><v>([^<]*)<\/v>/g)].flatMap(([, of, value]) =>
        of?.includes('t="s"') === true || Number(value) > 40_000 ? [] : [normal(Number(value))],
      );
    if (name === 'xl/sharedStrings.xml' || name.startsWith('docProps/') || name.includes('comments'))
      return numbersIn(xml.replace(/<[^>]+>/g, ' '));
    return [];
  });
}
