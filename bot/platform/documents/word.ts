import {
  AlignmentType,
  Document,
  type FileChild,
  Footer,
  Header,
  HeadingLevel,
  type IRunOptions,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { type Language } from '../texts.ts';

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
  | { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

export interface WordDocument {
  readonly language: Language;
  readonly title: string;
  readonly subject: string;
  /** Whose document it is: stands on top of every page. */
  readonly agency: string;
  /** The word before the number of a page. */
  readonly page: string;
  readonly blocks: readonly WordBlock[];
}

const locales: Readonly<Record<Language, string>> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };
const headings = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const bullets = 'bullets';

/** A Word file with real headings, lists and table headers, in its language, for screen readers and for print. */
export async function wordFile(of: WordDocument): Promise<Uint8Array> {
  const agency = printable(of.agency);
  const document = new Document({
    title: printable(of.title),
    creator: agency,
    lastModifiedBy: agency,
    subject: printable(of.subject),
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
        headers: { default: new Header({ children: [new Paragraph(agency)] }) },
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
        text: printable(block.heading),
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
  return [table(block.head, block.rows)];
}

const bullet = (text: string) =>
  new Paragraph({
    text: printable(text),
    numbering: { reference: bullets, level: 0 },
    spacing: { after: 60 },
  });

/** Over the whole width, with a header row, which screen readers announce and each page repeats. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): Table {
  const row = (texts: readonly string[], tableHeader: boolean) =>
    new TableRow({ tableHeader, cantSplit: true, children: texts.map((text) => cell(text, tableHeader)) });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
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
  return new TextRun({ ...options, text: printable(options.text) });
}

/** Without lines that are empty. */
function linesOf(text: string): readonly string[] {
  return printable(text)
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== '');
}

/** XML has no place for these, and Word refuses a whole file over one of them. */
// eslint-disable-next-line no-control-regex -- control characters are exactly what must go
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function printable(text: string): string {
  return text.toWellFormed().replace(unprintable, '');
}
