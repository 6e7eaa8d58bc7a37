import { type FaultCode } from '../faults.ts';
import { textMost } from '../shapes.ts';
import { type ChoiceColumn, choiceOf, choices, type Column } from './columns.ts';
import { type SheetFault } from './faults.ts';
import { type TableRow } from './tables.ts';

/** Reads the cells of rows; what is wrong with one is told, and something harmless stands in for it. */
export interface CellReader {
  text(row: TableRow, column: Column): string;
  /** `undefined` for an empty cell. */
  optional(row: TableRow, column: Column): string | undefined;
  number(row: TableRow, column: Column, range: readonly [least: number, most: number]): number;
  choice(row: TableRow, column: ChoiceColumn): string;
  link(row: TableRow, column: Column): string | undefined;
  isFilled(row: TableRow, column: Column): boolean;
  tell(row: TableRow, column: Column | undefined, code: FaultCode, values?: SheetFault['values']): void;
}

export function cellReader(faults: SheetFault[]): CellReader {
  const tell: CellReader['tell'] = ({ sheet, number }, column, code, values = {}) => {
    faults.push({ sheet, row: number, column, code, values });
  };
  const read = (row: TableRow, column: Column): string => {
    const cell = row.cells.get(column);
    if (cell?.odd !== undefined) tell(row, column, cell.odd);
    const text = cell?.text.trim() ?? '';
    if (text.length > textMost) tell(row, column, 'too-long', { most: textMost });
    return text;
  };
  const isOdd = (row: TableRow, column: Column) => row.cells.get(column)?.odd !== undefined;
  const isFilled: CellReader['isFilled'] = (row, column) =>
    isOdd(row, column) || (row.cells.get(column)?.text.trim() ?? '') !== '';
  /** Whether there is anything to say of an empty cell: not where the whole column is missing. */
  const isEmpty = (row: TableRow, column: Column) => {
    const empty = !isFilled(row, column);
    if (empty && row.cells.has(column)) tell(row, column, 'empty');
    return empty;
  };
  const optional = (row: TableRow, column: Column) => {
    const text = read(row, column);
    return text === '' ? undefined : text;
  };
  return {
    tell,
    isFilled,
    optional,
    text: (row, column) => (isEmpty(row, column) ? '' : read(row, column)),
    number(row, column, [least, most]) {
      if (isEmpty(row, column)) return least;
      const text = read(row, column);
      if (isOdd(row, column)) return least;
      const value = Number(text);
      if (!/^\d{1,9}$/.test(text)) tell(row, column, 'no-number');
      else if (value < least) tell(row, column, 'too-low', { least });
      else if (value > most) tell(row, column, 'too-high', { most });
      return value;
    },
    choice(row, column) {
      const [first] = choices[column];
      if (isEmpty(row, column)) return first;
      const text = read(row, column);
      const choice = choiceOf(column, text);
      if (choice === undefined && !isOdd(row, column)) tell(row, column, 'unknown-choice');
      return choice ?? first;
    },
    link(row, column) {
      const text = optional(row, column);
      if (text !== undefined && !isLink(text)) tell(row, column, 'bad-url');
      return text;
    },
  };
}

const isLink = (text: string): boolean => text.startsWith('https://') && URL.canParse(text);
