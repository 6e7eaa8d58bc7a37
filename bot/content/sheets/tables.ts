import { type SheetIn } from '../../platform/spreadsheets/spreadsheets.ts';
import { type FaultCode } from '../faults.ts';
import {
  choiceOf,
  type Column,
  columnNamed,
  type Kind,
  optionalColumns,
  setupColumns,
  type SheetKind,
  sheetNamed,
  wordColumns,
} from './columns.ts';
import { type SheetFault } from './faults.ts';

/** Far more than a pack has, and little enough to be read at once. */
export const rowsMost = 1000;

/** A row of a pack's sheet whose kind and id are known. */
export interface TableRow {
  readonly sheet: string;
  readonly number: number;
  readonly kind: Kind;
  readonly id: string;
  readonly cells: ReadonlyMap<Column, SheetIn['rows'][number][number]>;
}

export interface Table {
  readonly of: SheetKind;
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

type Tell = (fault: SheetFault) => void;

/** The sheets that belong to a pack; others, such as the one with help, are passed by. */
export function tablesOf(sheets: readonly SheetIn[], tell: Tell): ReadonlyMap<SheetKind, Table> {
  const tables = new Map<SheetKind, Table>();
  for (const sheet of sheets) {
    const of = sheetNamed(sheet.name);
    if (of === undefined) continue;
    if (tables.has(of)) tell(at(sheet.name, { code: 'twice' }));
    else tables.set(of, tableOf(of, sheet, tell));
  }
  return tables;
}

const at = (
  sheet: string,
  more: Omit<Partial<SheetFault>, 'code'> & Pick<SheetFault, 'code'>,
): SheetFault => ({
  ...{ sheet, row: undefined, column: undefined },
  ...more,
});

function tableOf(of: SheetKind, { name, rows: [head = [], ...below], isCut }: SheetIn, tell: Tell): Table {
  const wanted: readonly Column[] = of === 'setup' ? setupColumns : wordColumns;
  const named = head.map(({ text }) => columnNamed(text, wanted));
  for (const column of wanted) {
    const count = named.filter((one) => one === column).length;
    if (count === 0 && !optionalColumns.includes(column))
      tell(at(name, { row: 1, column, code: 'column-missing' }));
    if (count > 1) tell(at(name, { row: 1, column, code: 'column-twice' }));
  }
  if (isCut || below.length > rowsMost) tell(at(name, { code: 'too-many-rows', values: { most: rowsMost } }));
  const rows = below.slice(0, rowsMost).flatMap((cells, index) => {
    const filled = cells.some(({ text, odd }) => text.trim() !== '' || odd !== undefined);
    const known = named.flatMap((column, place) =>
      column === undefined ? [] : [[column, cells[place] ?? { text: '' }] as const],
    );
    return filled ? (rowOf({ sheet: name, number: index + 2, cells: new Map(known) }, tell) ?? []) : [];
  });
  return { of, name, columns: wanted.filter((column) => named.includes(column)), rows: onceEach(rows, tell) };
}

function rowOf(row: Omit<TableRow, 'kind' | 'id'>, tell: Tell): TableRow | undefined {
  const { sheet, number, cells } = row;
  const text = (column: Column) => cells.get(column)?.text.trim() ?? '';
  // A column that is missing has been told already.
  const told = (column: Column, code: FaultCode) => {
    if (cells.has(column)) tell(at(sheet, { row: number, column, code }));
  };
  const kind = choiceOf('kind', text('kind')) as Kind | undefined;
  const id = text('id');
  if (kind === undefined) told('kind', 'unknown-kind');
  if (!isId(id)) told('id', id === '' ? 'empty' : 'bad-id');
  return kind === undefined || !isId(id) ? undefined : { ...row, kind, id };
}

const isId = (text: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 100;

function onceEach(rows: readonly TableRow[], tell: Tell): readonly TableRow[] {
  return rows.filter(({ kind, id, sheet, number }, index) => {
    const isFirst = rows.findIndex((row) => row.kind === kind && row.id === id) === index;
    if (!isFirst) tell(at(sheet, { row: number, column: 'id', code: 'twice' }));
    return isFirst;
  });
}
