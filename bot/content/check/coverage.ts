import { type Pack } from '../model.ts';

/** Weeks by source, area and pack, as lines of one table; a pack's rows stand together, and all of them are summed up. */
export function coverageTable(packs: readonly Pack[]): readonly string[] {
  const areas = [...new Set(packs.flatMap((pack) => pack.areas.map(({ id }) => id)))];
  const counted = packs.flatMap((pack) => [
    ...sourcesOf(pack).map((source) => ({ pack: pack.id, source, counts: countsOf([pack], areas, source) })),
    { pack: pack.id, source: 'sum', counts: countsOf([pack], areas) },
  ]);
  const rows = [...counted, { pack: 'all packs', source: 'sum', counts: countsOf(packs, areas) }];
  const [packWidth, sourceWidth] = (['pack', 'source'] as const).map((key) =>
    Math.max(key.length, ...rows.map((row) => row[key].length)),
  );
  const heads = [...areas.map((_, at) => letter(at)), 'sum'];
  const line = (pack: string, source: string, cells: readonly string[]) =>
    [
      pack.padEnd(packWidth ?? 0),
      source.padEnd(sourceWidth ?? 0),
      ...cells.map((cell, at) => cell.padStart(Math.max(3, heads[at]?.length ?? 0))),
    ]
      .join('  ')
      .trimEnd();
  const shown = (count: number) => (count === 0 ? '·' : String(count));
  return [
    line('pack', 'source', heads),
    ...rows.map(({ pack, source, counts }) => line(pack, source, counts.map(shown))),
    '',
    ...areas.map((area, at) => `${letter(at)} ${area}`),
  ];
}

const sourceOf = ({ source }: Pack['entries'][number]) => `${source.publisher} ${source.year}`;
const sourcesOf = ({ entries }: Pack) => [...new Set(entries.map(sourceOf))].sort();

/** By area, and at the end all of them. */
function countsOf(packs: readonly Pack[], areas: readonly string[], source?: string): readonly number[] {
  const entries = packs
    .flatMap((pack) => pack.entries)
    .filter((entry) => source === undefined || sourceOf(entry) === source);
  return [...areas.map((area) => entries.filter((entry) => entry.area === area).length), entries.length];
}

/** Names of areas are too long to stand over a column each; they stand under the table. */
const letter = (at: number): string => String.fromCharCode(65 + at);
