import { type SheetIn } from '../../platform/spreadsheets/spreadsheets.ts';
import { composed } from '../composing.ts';
import { type ContentFault } from '../faults.ts';
import { type ContentLanguage } from '../model.ts';
import { contentLanguages, minutesMost, type PackFiles, shapesIn, years } from '../shapes.ts';
import { type CellReader, cellReader } from './cells.ts';
import { type Column, type Kind, optionColumns, setupColumns, setupOf, sourceColumns } from './columns.ts';
import { type SheetFault } from './faults.ts';
import { type Table, type TableRow, tablesOf } from './tables.ts';
import { wordReader, type WordReader } from './words.ts';

interface ReadPack {
  /** `undefined` where there are faults. */
  readonly files: PackFiles | undefined;
  readonly faults: readonly SheetFault[];
}

/** The pack that a spreadsheet holds, or everything that is wrong with it. Never throws for what stands in it. */
export function packFromSheets(sheets: readonly SheetIn[]): ReadPack {
  const faults: SheetFault[] = [];
  const tables = tablesOf(sheets, (fault) => faults.push(fault));
  const setup = tables.get('setup');
  const written = contentLanguages.flatMap((language) => tables.get(language) ?? []);
  for (const sheet of ['setup', 'nb', 'nn', 'en'] as const)
    if (!tables.has(sheet)) faults.push({ ...whole, code: 'no-sheet', values: { sheet } });
  if (setup === undefined) return { files: undefined, faults };
  const cells = cellReader(faults);
  const files = filesFrom(setup, written, cells);
  if (faults.length === 0) faults.push(...faultsTogether(files, setup));
  return { files: faults.length === 0 ? files : undefined, faults };
}

const whole = { sheet: undefined, row: undefined, column: undefined } as const;

function filesFrom(setup: Table, written: readonly Table[], cells: CellReader): PackFiles {
  const words = wordReader(setup, written, cells);
  const of = (kind: Kind) => setup.rows.filter((row) => row.kind === kind);
  for (const row of setup.rows)
    for (const column of setupColumns)
      if (!['kind', 'id', ...setupOf[row.kind]].includes(column) && cells.isFilled(row, column))
        cells.tell(row, column, 'not-used');
  return {
    head: headFrom(setup, written, { cells, words }),
    questions: of('question').map((row) => questionFrom(row, { cells, words })),
    weeks: of('week').map((row) => weekFrom(row, { cells, words })),
  };
}

interface Readers {
  readonly cells: CellReader;
  readonly words: WordReader;
}

function headFrom(setup: Table, written: readonly Table[], { cells, words }: Readers): PackFiles['head'] {
  const [row, second] = setup.rows.filter(({ kind }) => kind === 'pack');
  if (second !== undefined) cells.tell(second, 'kind', 'second-pack');
  const areas = setup.rows.filter(({ kind }) => kind === 'area');
  return {
    id: row?.id ?? '',
    name: row ? words.of(row, 'words') : words.none,
    plan: (row ? cells.choice(row, 'plan') : 'series') as PackFiles['head']['plan'],
    languages: written.map(({ of }) => of as ContentLanguage),
    areas: areas.map((area) => ({
      ...{ id: area.id, name: words.of(area, 'words') },
      definition: words.of(area, 'text'),
    })),
  };
}

type Question = PackFiles['questions'][number];

function questionFrom(row: TableRow, { cells, words }: Readers): Question {
  const head = {
    ...{ id: row.id, version: cells.number(row, 'version', [1, 999]), area: cells.text(row, 'area') },
    text: words.of(row, 'words'),
  };
  const scale = cells.choice(row, 'scale') as Question['scale'];
  if (scale === 'one' || scale === 'several') {
    words.unused(row, ['text', 'try', 'low', 'high']);
    if (cells.isFilled(row, 'wanted')) cells.tell(row, 'wanted', 'not-used');
    return { ...head, scale, options: words.options(row) };
  }
  words.unused(row, ['text', 'try', ...optionColumns]);
  const wanted = cells.isFilled(row, 'wanted') ? (cells.choice(row, 'wanted') as 'low') : undefined;
  const ends = { low: words.of(row, 'low'), high: words.of(row, 'high') };
  return { ...head, scale, ...ends, ...(wanted === undefined ? {} : { wanted }) };
}

type Week = PackFiles['weeks'][number];

function weekFrom(row: TableRow, { cells, words }: Readers): Week {
  const [title, publisher, year, where, url, document] = sourceColumns;
  const link = cells.link(row, url);
  const file = cells.optional(row, document);
  return {
    ...{ id: row.id, area: cells.text(row, 'area') },
    perspective: cells.choice(row, 'perspective') as Week['perspective'],
    minutes: cells.number(row, 'minutes', [1, minutesMost]),
    audience: cells.choice(row, 'audience') as Week['audience'],
    questions: (cells.optional(row, 'questions') ?? '').split(/[\s,;]+/).filter((id) => id !== ''),
    ...{ heading: words.of(row, 'words'), body: words.of(row, 'text'), tryThis: words.of(row, 'try') },
    source: {
      ...{ title: cells.text(row, title), publisher: cells.text(row, publisher) },
      ...{ year: cells.number(row, year, years), where: cells.text(row, where) },
      ...(link === undefined ? {} : { url: link }),
      ...(file === undefined ? {} : { document: file }),
    },
  };
}

/** What only shows when all cells are read: rows that name each other, and whatever else the shapes do not take. */
function faultsTogether(files: PackFiles, setup: Table): readonly SheetFault[] {
  const missing = (['pack', 'area', 'week'] as const).filter(
    (kind) => !setup.rows.some((row) => row.kind === kind),
  );
  if (missing.length > 0)
    return missing.map((kind) => ({ ...whole, sheet: setup.name, code: 'no-rows', values: { kind } }));
  const { faults } = composed(
    files,
    { pack: 'area', questions: 'question', weeks: 'week' },
    { origin: 'own' },
  );
  if (faults.length > 0) return faults.map((fault) => placed(fault, setup));
  const shapes = shapesIn(files.head.languages);
  const issues = [
    shapes.pack.safeParse(files.head),
    shapes.questions.safeParse(files.questions),
    shapes.weeks.safeParse(files.weeks),
  ].flatMap(({ error }) => error?.issues ?? []);
  return issues.map((issue) => ({
    ...whole,
    ...{ code: 'not-taken', values: { place: issue.path.join('.'), reason: issue.message } },
  }));
}

/** `unge-mentorer.questions` of the weeks, as the cell of a row. */
function placed({ file, place, code, values = {} }: ContentFault, setup: Table): SheetFault {
  const [id, field] = place.split('.');
  const row = setup.rows.find((one) => one.kind === file && one.id === id);
  const column = setupColumns.find((one): one is Column & typeof one => one === field);
  return { sheet: setup.name, row: row?.number, column: column ?? 'id', code, values };
}
