import { type ContentLanguage, type Localised } from '../model.ts';
import { type CellReader } from './cells.ts';
import { type Column, type Kind, optionColumns } from './columns.ts';
import { type Table, type TableRow } from './tables.ts';

/** Reads what stands in the sheets of the languages for a row of the sheet without. */
export interface WordReader {
  of(row: TableRow, column: Column): Words;
  /** The choices of a question: as many as the language with most has, at least two. */
  options(row: TableRow): Words[];
  /** Tells of what stands in columns that the row has no use for. */
  unused(row: TableRow, columns: readonly Column[]): void;
  readonly none: Words;
}

type Words = { -readonly [Language in keyof Localised]: Localised[Language] };

const unusedOf: Readonly<Record<Kind, readonly Column[]>> = {
  pack: ['text', 'try', 'low', 'high', ...optionColumns],
  area: ['try', 'low', 'high', ...optionColumns],
  week: ['low', 'high', ...optionColumns],
  // Told by its scale.
  question: [],
};
const leastOptions = 2;

export function wordReader(setup: Table, written: readonly Table[], cells: CellReader): WordReader {
  const key = ({ kind, id }: TableRow) => `${kind} ${id}`;
  const known = new Set(setup.rows.map(key));
  const rowsIn = new Map(
    written.map((table) => [table, new Map(table.rows.map((row) => [key(row), row]))] as const),
  );
  for (const table of written)
    for (const row of table.rows) if (!known.has(key(row))) cells.tell(row, 'id', 'row-unknown');
  for (const row of setup.rows)
    for (const [table, rows] of rowsIn)
      if (!rows.has(key(row))) cells.tell(row, 'id', 'row-missing', { sheet: table.name });

  const inEach = (row: TableRow) =>
    [...rowsIn].flatMap(([table, rows]) => {
      const found = rows.get(key(row));
      return found === undefined ? [] : [{ language: table.of as ContentLanguage, found }];
    });
  const none: Words = { nb: '', nn: '', en: '' };
  const of = (row: TableRow, column: Column): Words => ({
    ...none,
    ...Object.fromEntries(inEach(row).map(({ language, found }) => [language, cells.text(found, column)])),
  });
  const unused: WordReader['unused'] = (row, columns) => {
    for (const { found } of inEach(row))
      for (const column of columns) if (cells.isFilled(found, column)) cells.tell(found, column, 'not-used');
  };
  for (const row of setup.rows) unused(row, unusedOf[row.kind]);
  return {
    ...{ none, of, unused },
    options(row) {
      const last = inEach(row).map(({ found }) =>
        optionColumns.findLastIndex((column) => cells.isFilled(found, column)),
      );
      const count = Math.max(leastOptions, ...last.map((at) => at + 1));
      return optionColumns.slice(0, count).map((column) => of(row, column));
    },
  };
}
