import { parentPort, workerData } from 'node:worker_threads';
import writeXlsxFile, { type CellObject } from 'write-excel-file/node';
import { type BookAbout, type CellOut, type WriteReply, type WriteRequest } from './spreadsheets.ts';

type BookFeature = NonNullable<NonNullable<Parameters<typeof writeXlsxFile>[1]>['features']>[number];

const languages = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' } as const;
/** Characters from which a text goes on in a second line of its cell. */
const wraps = 60;

async function write({ sheets, about }: WriteRequest): Promise<WriteReply> {
  const workbook = sheets.map(({ name, head, rows, widths }) => ({
    sheet: name,
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
    data: [
      head.map((text) => ({ ...textCell(text), fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map(cellOf)),
    ],
  }));
  const features = about ? [properties(about)] : [];
  return new Uint8Array(await writeXlsxFile(workbook, { features }).toBuffer());
}

function cellOf(cell: CellOut): CellObject | undefined {
  if (cell === undefined || cell === '') return undefined;
  if (typeof cell === 'string') return textCell(cell);
  if ('date' in cell) return { type: Date, value: cell.date, format: 'yyyy-mm-dd hh:mm' };
  if ('percent' in cell) return { type: Number, value: cell.percent / 100, format: '0%' };
  const { number, decimals } = cell;
  return { type: Number, value: number, format: decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}` };
}

/** Said to be text, it is kept as text whatever it begins with. */
const textCell = (text: string): CellObject => ({
  ...{ value: written(text), type: String },
  ...(text.length > wraps ? { wrap: true, alignVertical: 'top' as const } : {}),
});

/** As Excel writes what XML has no place for: `_xHHHH_`; and so the underscore of a text that looks like it (ECMA-376 part 1, 22.9.2.19). */
function written(text: string): string {
  // The library keeps texts as names of an object's properties; these are taken.
  if (text in Object.prototype) return encoded(text);
  return text
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(/(?![\t\n])\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}|\uFFFD/gu, encoded);
}

/** By UTF-16 unit. */
const encoded = (odd: string) =>
  odd
    .split('')
    .map((unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .join('');

/** Title, author and language of the file, which the library does not write. */
function properties({ title, author, language, madeAt }: BookAbout): BookFeature {
  const core = 'docProps/core.xml';
  const escaped = (text: string) =>
    text
      .replace(/\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}/gu, ' ')
      .replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
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

// The whole of a thread of its own.
parentPort?.postMessage(await write(workerData as WriteRequest));
