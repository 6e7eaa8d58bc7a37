import writeExcelFile, { type CellObject } from 'write-excel-file/node';
import { type SheetCell, type Workbook } from './documents.ts';

type BookFeature = NonNullable<NonNullable<Parameters<typeof writeExcelFile>[1]>['features']>[number];

const languages = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' } as const;
/** Excel refuses a file with more in a cell. */
const MOST_CHARACTERS = 32_000;

/** One sheet for each kind of figures, with typed cells and a first row that stays in sight. */
export async function workbook(book: Workbook): Promise<Uint8Array> {
  const sheets = book.sheets.map(({ name, head, rows, widths: [first, others] }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: head.map((_, column) => ({ width: column === 0 ? first : others })),
    data: [head.map(headCell), ...rows.map((row) => row.map(cellOf))],
  }));
  const file = await writeExcelFile(sheets, {
    fontFamily: 'Calibri',
    fontSize: 11,
    features: [properties(book)],
  }).toBuffer();
  return new Uint8Array(file);
}

function headCell(text: string): CellObject {
  return { ...textCell(text), fontWeight: 'bold', backgroundColor: '#E8EBFA', alignVertical: 'top' };
}

function cellOf(cell: SheetCell): CellObject | null {
  if (cell === undefined) return null;
  if (typeof cell === 'string') return textCell(cell);
  if ('date' in cell) return { type: Date, value: cell.date, format: 'yyyy-mm-dd hh:mm', align: 'left' };
  if ('percent' in cell) return { type: Number, value: cell.percent / 100, format: '0%' };
  const { number, decimals } = cell;
  return { type: Number, value: number, format: decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}` };
}

/** Said to be text, it is kept as text whatever it begins with. */
function textCell(text: string): CellObject {
  return { type: String, value: printable(text), wrap: true, alignVertical: 'top' };
}

/** XML has no place for control characters and half characters. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, ' ')
    .slice(0, MOST_CHARACTERS);
}

/** Title, author and language of the file, which the library does not write. */
function properties({ title, author, language, madeAt }: Workbook): BookFeature {
  const core = 'docProps/core.xml';
  const escaped = (text: string) => printable(text).replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const namespaces = [
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'xmlns:dcterms="http://purl.org/dc/terms/"',
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  ].join(' ');
  const xml = [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    `<cp:coreProperties ${namespaces}>`,
    `<dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(author)}</dc:creator>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${madeAt.toISOString()}</dcterms:created>`,
    `<dc:language>${languages[language]}</dc:language></cp:coreProperties>`,
  ].join('');
  const type = 'application/vnd.openxmlformats-package.core-properties+xml';
  const relation = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties';
  return {
    files: {
      transform: {
        '[Content_Types].xml': {
          insert: () => `<Override PartName="/${core}" ContentType="${type}"/>`,
        },
        '_rels/.rels': {
          insert: () => `<Relationship Id="rIdCore" Type="${relation}" Target="${core}"/>`,
        },
      },
      write: { files: () => ({ [core]: xml }) },
    },
  };
}
