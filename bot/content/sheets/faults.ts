import { type Language, texts } from '../../platform/texts.ts';
import { type FaultCode, toldCode } from '../faults.ts';
import {
  choices,
  choiceWord,
  type Column,
  columnTitle,
  isChoice,
  sheetNamed,
  sheetTitle,
} from './columns.ts';

/** What is wrong with a spreadsheet, and where its author finds it. */
export interface SheetFault {
  /** As the file calls it; `undefined` = the file as a whole. */
  readonly sheet: string | undefined;
  /** As the spreadsheet numbers it: the headings are row 1. */
  readonly row: number | undefined;
  readonly column: Column | undefined;
  readonly code: FaultCode;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** `Arket Nynorsk, rad 12, kolonnen Prøv dette: …` */
export function toldSheetFault(fault: SheetFault, language: Language): string {
  const { sheet, row, column } = fault;
  const say = texts(language);
  const place = [
    ...(sheet === undefined ? [] : [say('setup.file.at.sheet', { sheet })]),
    ...(row === undefined ? [] : [say('setup.file.at.row', { row })]),
    ...(column === undefined ? [] : [say('setup.file.at.column', { column: columnTitle(column, language) })]),
  ].join(', ');
  const what = toldCode({ ...fault, values: valuesIn(fault, language) }, language);
  return place === '' ? what : `${place}: ${what}`;
}

/** Choices, sheets and kinds by the names that the reader knows them by. */
function valuesIn({ code, column, values = {} }: SheetFault, language: Language) {
  if (code === 'unknown-choice' && column !== undefined && isChoice(column)) {
    const words = choices[column].map((choice) => choiceWord(column, choice, language));
    return { choices: words.join(', ') };
  }
  const sheet = code === 'no-sheet' ? sheetNamed(String(values['sheet'])) : undefined;
  if (sheet !== undefined) return { sheet: sheetTitle(sheet, language) };
  return code === 'no-rows' ? { kind: choiceWord('kind', String(values['kind']), language) } : values;
}
