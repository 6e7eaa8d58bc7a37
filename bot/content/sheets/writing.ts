import { type CellOut, type SheetOut } from '../../platform/spreadsheets/spreadsheets.ts';
import { type Language, texts } from '../../platform/texts.ts';
import { type ContentLanguage, type Localised } from '../model.ts';
import { type PackFiles, type RawQuestion, type RawWeek } from '../shapes.ts';
import {
  choiceWord,
  type Column,
  columnTitle,
  isChoice,
  type Kind,
  optionColumns,
  setupColumns,
  sheetTitle,
  wordColumns,
} from './columns.ts';

type Cells = Readonly<Partial<Record<Column, string | number>>>;
interface Row {
  readonly setup: Cells;
  readonly words: Readonly<Partial<Record<Column, Localised>>>;
}

/** The pack as sheets, with headings and choices in the language of whoever asked for it. */
export function sheetsOf(files: PackFiles, language: Language): readonly SheetOut[] {
  const rows = rowsOf(files);
  const sheet = (name: string, columns: readonly Column[], cells: readonly Cells[]): SheetOut => ({
    name,
    head: columns.map((column) => columnTitle(column, language)),
    rows: cells.map((row) => columns.map((column) => cellOf(column, row[column], language))),
    widths: columns.map((column) => widths[column] ?? 22),
  });
  return [
    sheet(
      sheetTitle('setup', language),
      setupColumns,
      rows.map(({ setup }) => setup),
    ),
    ...files.head.languages.map((written) =>
      sheet(
        sheetTitle(written, language),
        wordColumns,
        rows.map((row) => wordsIn(row, written)),
      ),
    ),
  ];
}

/** What a first-time author reads; the reader of files passes it by. */
export function helpSheet(language: Language): SheetOut {
  const say = texts(language);
  const lines = (['start', 'rows', 'id', 'version', 'hide', 'source', 'check'] as const).map((line) => [
    say(`content.sheet.help.${line}`),
  ]);
  return {
    ...{ name: say('content.sheet.name.help'), head: [say('content.sheet.help.title')] },
    ...{ rows: lines, widths: [110] },
  };
}

const widths: Readonly<Partial<Record<Column, number>>> = {
  ...{ kind: 12, id: 28, plan: 12, version: 9, minutes: 9, year: 8, url: 40, where: 34, title: 34 },
  ...{ words: 46, text: 70, try: 46, questions: 34 },
};

function cellOf(column: Column, value: string | number | undefined, language: Language): CellOut {
  if (typeof value === 'number') return { number: value, decimals: 0 };
  return value !== undefined && isChoice(column) ? choiceWord(column, value, language) : value;
}

function wordsIn({ setup, words }: Row, written: ContentLanguage): Cells {
  const key = { kind: setup.kind ?? '', id: setup.id ?? '' };
  const said = Object.entries(words).map(([column, text]) => [column, text[written] ?? ''] as const);
  return { ...key, ...Object.fromEntries(said) };
}

function rowsOf({ head, questions, weeks }: PackFiles): readonly Row[] {
  const key = (kind: Kind, id: string) => ({ kind, id });
  return [
    { setup: { ...key('pack', head.id), plan: head.plan }, words: { words: head.name } },
    ...head.areas.map(({ id, name, definition }) => ({
      setup: key('area', id),
      words: { words: name, text: definition },
    })),
    ...questions.map((question) => ({
      setup: { ...key('question', question.id), ...questionCells(question) },
      words: { words: question.text, ...answerWords(question) },
    })),
    ...weeks.map((week) => ({
      setup: { ...key('week', week.id), ...weekCells(week) },
      words: { words: week.heading, text: week.body, try: week.tryThis },
    })),
  ];
}

function questionCells(question: RawQuestion): Cells {
  const { area, scale, version } = question;
  const wanted = 'wanted' in question ? question.wanted : undefined;
  return { area, scale, version, ...(wanted === undefined ? {} : { wanted }) };
}

const answerWords = (question: RawQuestion): Row['words'] =>
  'options' in question
    ? Object.fromEntries(
        optionColumns.flatMap((column, at) => {
          const option = question.options[at];
          return option === undefined ? [] : [[column, option]];
        }),
      )
    : { low: question.low, high: question.high };

function weekCells({ area, perspective, minutes, audience, questions, source }: RawWeek): Cells {
  const { url, document, ...named } = source;
  return {
    ...{ area, perspective, minutes, audience, questions: questions.join(', ') },
    ...{ ...named, ...(url === undefined ? {} : { url }), ...(document === undefined ? {} : { document }) },
  };
}
