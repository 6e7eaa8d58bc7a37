import { z } from 'zod';
import { type UnitKind } from '../../people/model.ts';
import { readCsv, writeCsv } from '../../platform/csv.ts';
import { readWorkbook, WorkbookFault, writeWorkbook } from '../../platform/spreadsheets/spreadsheets.ts';
import { type Language, languages, texts } from '../../platform/texts.ts';
import { type ExportQuery } from '../api/units.ts';
import {
  type ColumnName,
  columns,
  type FaultCode,
  type FileCell,
  type FileFault,
  type FileSheet,
  importFileBytes,
  mostRows,
  type SheetName,
  type UnitFile,
} from '../model/unit-file.ts';
import { type Organisation } from '../model/unit-tree.ts';

const sheetNames = ['units', 'people'] as const;
const kindNames = ['agency', 'department', 'section'] as const;

/** What people call a kind, in any language, in lower case. */
export const kinds: ReadonlyMap<string, UnitKind> = new Map(
  kindNames.flatMap((kind) =>
    [kind, ...languages.map((language) => texts(language)(`setup.file.kind.${kind}`))].map(
      (name) => [name.toLowerCase(), kind] as const,
    ),
  ),
);

type Table = readonly (readonly FileCell[])[];
interface NamedTable {
  readonly name: string;
  readonly rows: Table;
  readonly isCut: boolean;
}
interface Read {
  readonly file: UnitFile;
  readonly faults: readonly FileFault[];
}

/** The file as a person may keep and change it. */
export async function writeUnitFile(
  tree: Organisation,
  { format, sheet }: ExportQuery,
  language: Language,
): Promise<Uint8Array> {
  const say = texts(language);
  const head = (of: SheetName) =>
    columns[of].map((column) => say(`setup.file.${of}.${column}` as 'setup.file.units.id'));
  const units = tree.units.map(({ id, name, kind, parent }) => [
    id,
    name,
    say(`setup.file.kind.${kind}`),
    parent ?? '',
  ]);
  const people = tree.homes.map(({ person, name, unit }) => [person, name, unit]);
  const rows = { units, people };
  const utf8 = new TextEncoder();
  if (format === 'csv') return utf8.encode(writeCsv([head(sheet), ...rows[sheet]]));
  if (format === 'json') return utf8.encode(jsonOf(tree));
  const widths = { units: [38, 44, 14, 38], people: [38, 32, 38] };
  return await writeWorkbook(
    sheetNames.map((of) => ({
      name: say(`setup.file.${of}`),
      head: head(of),
      rows: rows[of],
      widths: widths[of],
    })),
  );
}

function jsonOf({ units, homes }: Organisation): string {
  const people = homes.map(({ person, name, unit }) => ({ id: person, name, unit }));
  const all = units.map(({ id, name, kind, parent }) => ({ id, name, kind, parent: parent ?? null }));
  return `${JSON.stringify({ units: all, people }, null, 2)}\n`;
}

/** The rows of whatever was sent. Never throws for what stands in the file. */
export async function readUnitFile(format: ExportQuery['format'], base64: string): Promise<Read> {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > importFileBytes) return failed('too-large');
  const most = mostRows.people + 1;
  if (format === 'json') return readJson(bytes);
  if (format === 'csv') return readTables([{ name: '', ...readCsv(bytes, most) }]);
  try {
    return readTables(await readWorkbook({ bytes, mostRows: most }));
  } catch (error) {
    if (error instanceof WorkbookFault) return failed(error.kind);
    throw error;
  }
}

const nowhere = { sheet: undefined, row: undefined, column: undefined, values: {} };
const failed = (code: FaultCode): Read => ({
  file: { units: undefined, people: undefined },
  faults: [{ ...nowhere, code }],
});

function readTables(tables: readonly NamedTable[]): Read {
  const found = tables.flatMap((table) => {
    const of = sheetOf(table);
    return of === undefined ? [] : [{ of, ...sheetFrom(of, table) }];
  });
  if (found.length === 0) return failed('no-sheet');
  const sheet = (of: SheetName) => found.find((one) => one.of === of)?.sheet;
  return {
    file: { units: sheet('units'), people: sheet('people') },
    faults: found.flatMap(({ faults }) => faults),
  };
}

/** By its name, or by a heading that only one of them has. */
function sheetOf({ name, rows }: NamedTable): SheetName | undefined {
  const named = sheetNames.find((of) => titles(`setup.file.${of}`, of).has(name.trim().toLowerCase()));
  const heads = (of: SheetName, column: ColumnName) =>
    (rows[0] ?? []).some(({ text }) => columnNamed(of, text) === column);
  if (named !== undefined) return named;
  if (heads('people', 'unit')) return 'people';
  return heads('units', 'parent') || heads('units', 'kind') ? 'units' : undefined;
}

type TitleKey = 'setup.file.units' | 'setup.file.people' | 'setup.file.units.id';

const titles = (key: TitleKey, plain: string): ReadonlySet<string> =>
  new Set([plain, ...languages.map((language) => texts(language)(key).toLowerCase())]);

function columnNamed(of: SheetName, text: string): ColumnName | undefined {
  const title = text.trim().toLowerCase();
  return columns[of].find((column) =>
    titles(`setup.file.${of}.${column}` as 'setup.file.units.id', column).has(title),
  );
}

function sheetFrom(of: SheetName, { rows, isCut }: NamedTable): { sheet: FileSheet; faults: FileFault[] } {
  const [head = [], ...below] = rows;
  const at = head.map(({ text }) => columnNamed(of, text));
  const at0 = { ...nowhere, sheet: of };
  const missing = columns[of].filter((column) => !at.includes(column));
  const faults = missing.map((column): FileFault => ({ ...at0, row: 1, column, code: 'column-missing' }));
  if (isCut || below.length > mostRows[of])
    faults.push({ ...at0, code: 'too-many-rows', values: { most: mostRows[of] } });
  const kept = below.slice(0, mostRows[of]).map((cells, index) => ({
    // The heading is row 1.
    number: index + 2,
    cells: Object.fromEntries(
      at.flatMap((column, place) => (column === undefined ? [] : [[column, cells[place] ?? { text: '' }]])),
    ),
  }));
  const full = kept.filter(({ cells }) =>
    Object.values(cells).some(({ text, odd }) => text.trim() !== '' || odd !== undefined),
  );
  return { sheet: { rows: missing.length > 0 ? [] : full }, faults };
}

const jsonFile = z.object({
  units: z.array(z.record(z.string(), z.unknown())).optional(),
  people: z.array(z.record(z.string(), z.unknown())).optional(),
});

function readJson(bytes: Uint8Array): Read {
  const parsed = jsonFile.safeParse(parsedJson(bytes));
  if (!parsed.success) return failed('broken');
  const tooMany = sheetNames.filter((of) => (parsed.data[of]?.length ?? 0) > mostRows[of]);
  if (tooMany.length > 0)
    return {
      ...failed('broken'),
      faults: tooMany.map((of) => ({
        ...nowhere,
        sheet: of,
        code: 'too-many-rows',
        values: { most: mostRows[of] },
      })),
    };
  const { units, people } = parsed.data;
  if (units === undefined && people === undefined) return failed('no-sheet');
  const sheet = (of: SheetName, entries: typeof units): FileSheet | undefined =>
    entries && {
      rows: entries.map((entry, index) => ({
        number: index + 1,
        cells: Object.fromEntries(columns[of].map((column) => [column, cellOf(entry[column])])),
      })),
    };
  return { file: { units: sheet('units', units), people: sheet('people', people) }, faults: [] };
}

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // Told as broken by whoever checks the shape.
    return undefined;
  }
}

function cellOf(value: unknown): FileCell {
  if (value === null || value === undefined) return { text: '' };
  if (typeof value === 'string' || typeof value === 'number') return { text: String(value) };
  return { text: '', odd: 'not-text' };
}
