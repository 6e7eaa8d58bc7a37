import { type Home, type Unit, type UnitKind } from '../../people/model.ts';

/** Units and homes as rows of a file: checked row by row, so that every fault has its place. */

export type SheetName = 'units' | 'people';
export type ColumnName = 'id' | 'name' | 'kind' | 'parent' | 'unit';

export const columns = {
  units: ['id', 'name', 'kind', 'parent'],
  people: ['id', 'name', 'unit'],
} as const satisfies Readonly<Record<SheetName, readonly ColumnName[]>>;

export interface FileCell {
  readonly text: string;
  readonly odd?: 'formula' | 'not-text';
}

/** Rows below the heading, by column. */
export interface FileSheet {
  readonly rows: readonly {
    /** As people number it. */
    readonly number: number;
    readonly cells: Readonly<Partial<Record<ColumnName, FileCell>>>;
  }[];
}

export interface UnitFile {
  readonly units: FileSheet | undefined;
  readonly people: FileSheet | undefined;
}

export type FaultCode =
  | 'empty'
  | 'too-long'
  | 'formula'
  | 'not-text'
  | 'unknown-kind'
  | 'same-id'
  | 'unknown-parent'
  | 'second-root'
  | 'no-root'
  | 'circle'
  | 'unknown-unit'
  | 'same-person'
  | 'too-many-rows'
  | 'no-units'
  | 'no-sheet'
  | 'column-missing'
  | 'broken'
  | 'too-large'
  | 'home-lost'
  | 'channel-lost';

export interface FileFault {
  readonly sheet: SheetName | undefined;
  readonly row: number | undefined;
  readonly column: ColumnName | undefined;
  readonly code: FaultCode;
  /** Fills the text of the fault: names of units, channels and columns, and counts. */
  readonly values: Readonly<Record<string, string | number>>;
}

/** Of the file itself. */
export const importFileBytes = 8 * 1024 * 1024;
export const mostRows = { units: 2000, people: 50_000 } as const;
const mostCharacters = { id: 100, name: 200 } as const;

interface Reading {
  readonly faults: FileFault[];
  /** What people call each kind, in lower case. */
  readonly kinds: ReadonlyMap<string, UnitKind>;
}

type Row = FileSheet['rows'][number];

const fault = (
  sheet: SheetName,
  row: Row | undefined,
  column: ColumnName | undefined,
  code: FaultCode,
): FileFault => ({ sheet, row: row?.number, column, code, values: {} });

/** The units of the sheet; faults are added to the reading. */
export function unitsOf(sheet: FileSheet, reading: Reading): readonly Unit[] {
  const rows = new Map<string, Row>();
  const units: Unit[] = [];
  for (const row of sheet.rows) {
    const unit = unitOf(row, reading);
    if (unit === undefined) continue;
    if (rows.has(unit.id)) reading.faults.push(fault('units', row, 'id', 'same-id'));
    else units.push(unit);
    rows.set(unit.id, rows.get(unit.id) ?? row);
  }
  if (reading.faults.length === 0) reading.faults.push(...treeFaults(units, rows));
  return units;
}

function unitOf(row: Row, reading: Reading): Unit | undefined {
  const before = reading.faults.length;
  const text = (column: ColumnName, most: number) => textOf({ sheet: 'units', row, column, most }, reading);
  const [id, name] = [text('id', mostCharacters.id), text('name', mostCharacters.name)];
  const written = text('kind', mostCharacters.name).toLowerCase();
  const kind = reading.kinds.get(written);
  if (kind === undefined && written !== '') reading.faults.push(fault('units', row, 'kind', 'unknown-kind'));
  const parent = optional({ sheet: 'units', row, column: 'parent' }, reading);
  if (reading.faults.length > before || kind === undefined) return undefined;
  return { id, name, kind, parent: parent === '' ? undefined : parent };
}

/** One tree: one root, known parents, no circle. */
function treeFaults(units: readonly Unit[], rows: ReadonlyMap<string, Row>): readonly FileFault[] {
  if (units.length === 0) return [fault('units', undefined, undefined, 'no-units')];
  const at = (unit: Unit, code: FaultCode) => fault('units', rows.get(unit.id), 'parent', code);
  const roots = units.filter(({ parent }) => parent === undefined);
  const lost = units.filter(({ parent }) => parent !== undefined && !rows.has(parent));
  const faults = [
    ...lost.map((unit) => at(unit, 'unknown-parent')),
    ...roots.slice(1).map((unit) => at(unit, 'second-root')),
    ...(roots.length === 0 ? [fault('units', undefined, 'parent', 'no-root')] : []),
  ];
  if (faults.length > 0) return faults;
  return circled(units).map((unit) => at(unit, 'circle'));
}

/** Units that no way leads to from the root. */
function circled(units: readonly Unit[]): readonly Unit[] {
  const below = Map.groupBy(units, ({ parent }) => parent);
  const reached = new Set(below.get(undefined));
  for (const unit of reached) for (const child of below.get(unit.id) ?? []) reached.add(child);
  return units.filter((unit) => !reached.has(unit));
}

/** The homes of the sheet, in units that exist; faults are added to the reading. */
export function homesOf(
  sheet: FileSheet,
  units: readonly Unit[],
  reading: Pick<Reading, 'faults'>,
): readonly Home[] {
  const known = new Set(units.map(({ id }) => id));
  const seen = new Set<string>();
  return sheet.rows.flatMap((row) => {
    const before = reading.faults.length;
    const text = (column: ColumnName) =>
      textOf({ sheet: 'people', row, column, most: mostCharacters.name }, reading);
    const [person, name, unit] = [text('id'), text('name'), text('unit')];
    if (person !== '' && seen.has(person)) reading.faults.push(fault('people', row, 'id', 'same-person'));
    if (unit !== '' && !known.has(unit)) reading.faults.push(fault('people', row, 'unit', 'unknown-unit'));
    seen.add(person);
    return reading.faults.length > before ? [] : [{ person, name, unit }];
  });
}

interface CellPlace {
  readonly sheet: SheetName;
  readonly row: Row;
  readonly column: ColumnName;
}

function textOf({ most, ...place }: CellPlace & { most: number }, reading: Pick<Reading, 'faults'>): string {
  const before = reading.faults.length;
  const text = optional(place, reading);
  const add = (code: FaultCode) => reading.faults.push(fault(place.sheet, place.row, place.column, code));
  if (text === '' && reading.faults.length === before) add('empty');
  if (text.length > most) add('too-long');
  return text;
}

function optional({ sheet, row, column }: CellPlace, reading: Pick<Reading, 'faults'>): string {
  const cell = row.cells[column];
  if (cell?.odd !== undefined) reading.faults.push(fault(sheet, row, column, cell.odd));
  return cell?.text.trim() ?? '';
}
