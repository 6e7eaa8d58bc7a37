import {
  AlignmentType,
  Document,
  type FileChild,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  type IRunOptions,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { type Language } from '../texts.ts';
import { type Logo } from './logo.ts';

/** One piece of a document, top to bottom. Texts may hold anything; what no file can hold is left out. */
export type WordBlock =
  | { readonly heading: string; readonly level: 1 | 2 | 3 }
  /** One paragraph. */
  | { readonly text: string; readonly italic?: boolean }
  /** What a person wrote: one paragraph a line, empty lines left out. */
  | { readonly written: string }
  /** `label: value`, close below the last one. */
  | { readonly label: string; readonly value: string }
  | { readonly list: readonly string[] }
  | {
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** How the columns share the width; all the same when left out. */
      readonly shares?: readonly number[];
    };

export interface WordDocument {
  readonly language: Language;
  readonly title: string;
  readonly subject: string;
  /** Whose document it is: stands on top of every page. */
  readonly agency: string;
  /** Beside the agency's name; what it shows is told to whoever cannot see it. */
  readonly logo?: Picture | undefined;
  /** What the document may be found by. */
  readonly keywords?: string;
  /** The word before the number of a page. */
  readonly page: string;
  readonly blocks: readonly WordBlock[];
}

interface Picture {
  readonly logo: Logo;
  readonly alternative: string;
}

const locales: Readonly<Record<Language, string>> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };
const headings = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const bullets = 'bullets';
/** A4 with 2.5 cm on each side, in twentieths of a point. */
const page = { width: 11_906, height: 16_838, margin: 1_418 };
const textWidth = page.width - 2 * page.margin;
/** In pixels of 1/96 inch: 1.2 cm high, and never wider than a third of the page. */
const logoBox = { width: 200, height: 45 };

/** A Word file with real headings, lists and table headers, in its language, for screen readers and for print. */
export async function wordFile(of: WordDocument): Promise<Uint8Array> {
  const agency = printable(of.agency);
  const document = new Document({
    title: printable(of.title),
    creator: agency,
    lastModifiedBy: agency,
    subject: printable(of.subject),
    keywords: printable(of.keywords ?? ''),
    // Without it Word opens the file as one of 2007.
    compatibility: { version: 15 },
    numbering: { config: [bulletStyle] },
    styles: {
      default: {
        document: {
          run: { font: 'Calibri', size: 22, language: { value: locales[of.language] } },
          paragraph: { spacing: { after: 120 } },
        },
        heading1: { run: { size: 36, bold: true }, paragraph: { spacing: { after: 200 } } },
        heading2: { run: { size: 26, bold: true }, paragraph: { spacing: { before: 320, after: 120 } } },
        heading3: { run: { size: 22, bold: true }, paragraph: { spacing: { before: 160, after: 60 } } },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: page.width, height: page.height },
            margin: { top: page.margin, bottom: page.margin, left: page.margin, right: page.margin },
          },
        },
        headers: { default: pageHeader(agency, of.logo) },
        footers: { default: pageFooter(of.page) },
        children: of.blocks.flatMap(drawn),
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

const bulletStyle = {
  reference: bullets,
  levels: [
    {
      ...{ level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.LEFT },
      style: { paragraph: { indent: { left: 360, hanging: 260 } } },
    },
  ],
};

function pageHeader(agency: string, picture: Picture | undefined): Header {
  const name = agency === '' ? [] : [run({ text: agency, bold: true })];
  const head = (children: readonly ParagraphChild[]) =>
    new Header({ children: [new Paragraph({ spacing: { after: 240 }, children })] });
  if (!picture) return head(name);
  const { logo, alternative } = picture;
  const scale = Math.min(logoBox.width / logo.width, logoBox.height / logo.height);
  const image = new ImageRun({
    type: logo.type,
    data: logo.bytes,
    transformation: {
      width: Math.max(1, Math.round(logo.width * scale)),
      height: Math.max(1, Math.round(logo.height * scale)),
    },
    altText: { name: 'logo', title: oneLine(alternative), description: oneLine(alternative) },
  });
  const gap = name.length === 0 ? [] : [new TextRun('   ')];
  return head([image, ...gap, ...name]);
}

function pageFooter(word: string): Footer {
  const run = new TextRun({
    children: [`${printable(word)} `, PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES],
  });
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [run] })] });
}

function drawn(block: WordBlock): readonly FileChild[] {
  if ('heading' in block)
    return [
      new Paragraph({
        text: oneLine(block.heading),
        heading: headings[block.level],
        keepNext: block.level > 1,
      }),
    ];
  if ('text' in block)
    return [new Paragraph({ children: [run({ text: block.text, italics: block.italic === true })] })];
  if ('written' in block) return linesOf(block.written).map((line) => new Paragraph(line));
  if ('label' in block)
    return [
      new Paragraph({
        spacing: { after: 40 },
        children: [run({ text: `${block.label}: `, bold: true }), run({ text: block.value })],
      }),
    ];
  if ('list' in block) return block.list.map(bullet);
  return [table(block)];
}

const bullet = (text: string) =>
  new Paragraph({
    text: oneLine(text),
    numbering: { reference: bullets, level: 0 },
    spacing: { after: 60 },
  });

type TableBlock = Extract<WordBlock, { head: readonly string[] }>;

/** Over the whole width, with a header row, which screen readers announce and each page repeats. */
function table({ head, rows, shares = head.map(() => 1) }: TableBlock): Table {
  const sum = shares.reduce((total, share) => total + share, 0);
  const row = (texts: readonly string[], tableHeader: boolean) =>
    new TableRow({ tableHeader, cantSplit: true, children: texts.map((text) => cell(text, tableHeader)) });
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: shares.map((share) => Math.floor((textWidth * share) / sum)),
    // LibreOffice takes other widths from the words otherwise.
    layout: TableLayoutType.FIXED,
    rows: [row(head, true), ...rows.map((texts) => row(texts, false))],
  });
}

function cell(text: string, bold: boolean): TableCell {
  return new TableCell({
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: [new Paragraph({ spacing: { after: 0 }, children: [run({ text, bold })] })],
  });
}

function run(options: IRunOptions & { readonly text: string }): TextRun {
  return new TextRun({ ...options, text: oneLine(options.text) });
}

/** Without lines that are empty. */
function linesOf(text: string): readonly string[] {
  return printable(text)
    .split(lineEnd)
    .filter((line) => line.trim() !== '');
}

const oneLine = (text: string): string => printable(text).replace(new RegExp(lineEnd, 'g'), ' ');

const lineEnd = /\r?\n|[\r\u0085\u2028\u2029]/;

/**
 * XML has no place for control characters, and Word refuses a whole file over one of them. Marks that turn the order
 * of the words around (but not those of a language) make a record read other than it was written.
 */
const unprintable =
  // eslint-disable-next-line no-control-regex -- control characters are exactly what must go
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

function printable(text: string): string {
  return text.toWellFormed().replace(unprintable, '');
}
