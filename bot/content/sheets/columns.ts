import { type Language, languages, type TextKey, texts } from '../../platform/texts.ts';
import { type ContentLanguage } from '../model.ts';
import { audiences, optionsMost, perspectives, plans, scales } from '../shapes.ts';

/**
 * A pack as a spreadsheet: one sheet for what has no language, and one for each language with the same rows. A row is
 * the pack itself, an area, a question or a week; kind and id stand in every sheet.
 */
const kinds = ['pack', 'area', 'question', 'week'] as const;
export type Kind = (typeof kinds)[number];

export const sourceColumns = ['title', 'publisher', 'year', 'where', 'url', 'document'] as const;
export const optionColumns = Array.from(
  { length: optionsMost },
  (_, at) => `option${at + 1}` as const as OptionColumn,
);
type OptionColumn = `option${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;

/** In the order they are written. */
export const setupColumns = [
  ...(['kind', 'id', 'plan', 'area', 'scale', 'version', 'wanted'] as const),
  ...(['perspective', 'minutes', 'audience', 'questions'] as const),
  ...sourceColumns,
] as const;
export const wordColumns = ['kind', 'id', 'words', 'text', 'try', 'low', 'high', ...optionColumns] as const;
export type Column = (typeof setupColumns)[number] | (typeof wordColumns)[number];

/** Columns that a file may lack: most packs leave them empty. */
export const optionalColumns: readonly Column[] = ['wanted', 'url', 'document', ...optionColumns];

export const setupOf: Readonly<Record<Kind, readonly Column[]>> = {
  pack: ['plan'],
  area: [],
  question: ['area', 'scale', 'version', 'wanted'],
  week: ['area', 'perspective', 'minutes', 'audience', 'questions', ...sourceColumns],
};

/** Words a person may write, in any language, for a choice. */
export const choices = {
  kind: kinds,
  plan: plans,
  scale: scales,
  wanted: ['low'],
  perspective: perspectives,
  audience: audiences,
} as const;
export type ChoiceColumn = keyof typeof choices;

export const isChoice = (column: Column): column is ChoiceColumn => column in choices;

export const choiceWord = (column: ChoiceColumn, choice: string, language: Language): string =>
  texts(language)(`content.sheet.${column}.${choice}` as TextKey);

/** The choice that a word stands for, whatever language it is in. */
export function choiceOf(column: ChoiceColumn, word: string): string | undefined {
  const wanted = word.trim().toLowerCase();
  return choices[column].find(
    (choice) =>
      choice === wanted ||
      languages.some((language) => choiceWord(column, choice, language).toLowerCase() === wanted),
  );
}

export function columnTitle(column: Column, language: Language): string {
  const say = texts(language);
  const [, number] = /^option(\d)$/.exec(column) ?? [];
  return number === undefined
    ? say(`content.sheet.column.${column}` as TextKey)
    : say('content.sheet.column.option', { number });
}

export const columnNamed = (title: string, among: readonly Column[]): Column | undefined =>
  among.find((column) => isTitle(title, column, (language) => columnTitle(column, language)));

export type SheetKind = 'setup' | ContentLanguage;
const sheetKinds = ['setup', 'nb', 'nn', 'en', 'da'] as const satisfies readonly SheetKind[];

export const sheetTitle = (sheet: SheetKind, language: Language): string =>
  texts(language)(`content.sheet.name.${sheet}`);

export const sheetNamed = (title: string): SheetKind | undefined =>
  sheetKinds.find((sheet) => isTitle(title, sheet, (language) => sheetTitle(sheet, language)));

function isTitle(title: string, plain: string, named: (language: Language) => string): boolean {
  const wanted = title.trim().toLowerCase();
  return wanted === plain || languages.some((language) => named(language).toLowerCase() === wanted);
}
