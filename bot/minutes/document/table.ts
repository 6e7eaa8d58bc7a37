import { Paragraph, Table, TableCell, TableRow, WidthType } from 'docx';
import { printable, run } from './text.ts';

/** A table over the whole width with a header row, which screen readers announce and each page repeats. */
export function grid(header: readonly string[], rows: readonly (readonly string[])[]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: header.map((text) => cell(text, true)) }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text) => cell(text, false)) })),
    ],
  });
}

function cell(text: string, bold: boolean): TableCell {
  return new TableCell({
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: [new Paragraph({ spacing: { after: 0 }, children: [run({ text: printable(text), bold })] })],
  });
}
