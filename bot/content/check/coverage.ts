import { type Pack } from '../model.ts';

/** Weeks by source and area, as lines of a table. */
export function coverageTable({ id, areas, entries }: Pack): readonly string[] {
  const sourceOf = ({ source }: Pack['entries'][number]) => `${source.publisher} ${source.year}`;
  const sources = [...new Set(entries.map(sourceOf))].sort();
  const weeks = (source?: string, area?: string) =>
    entries.filter(
      (entry) =>
        (source === undefined || sourceOf(entry) === source) && (area === undefined || entry.area === area),
    ).length;
  const row = (name: string, cells: readonly string[]) =>
    [name.padEnd(18), ...cells.map((cell, at) => cell.padStart(widthOf(areas[at]?.id ?? 'sum')))]
      .join('  ')
      .trimEnd();
  const counts = (source?: string) =>
    [...areas.map((area) => weeks(source, area.id)), weeks(source)].map((count) =>
      count === 0 ? '·' : String(count),
    );
  return [
    row(id, [...areas.map((area) => short(area.id)), 'sum']),
    ...sources.map((source) => row(source, counts(source))),
    row('sum', counts()),
  ];
}

/** An area's name, cut where it would make the table too wide for a terminal. */
const short = (area: string): string => area.slice(0, 12);
const widthOf = (area: string): number => short(area).length;
