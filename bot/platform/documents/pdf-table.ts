import { type Table } from './documents.ts';
import { artifact, colours, element, newPageUnless, type Sheet } from './pdf-parts.ts';

const size = 9;
const padding = 4;

/** A real table: caption, header cells with their scope, and a head that comes again on the next page. */
export function drawTable(sheet: Sheet, table: Table): void {
  const { document, pen, parent, left, width } = sheet;
  const columns = columnsOf(table, width);
  const headHeight = heightOf(sheet, table.head, columns, true);
  const firstRow = table.rows[0] ? heightOf(sheet, table.rows[0], columns, false) : 0;
  const captionHeight = pen.height(table.caption, { width, size: 10 });
  newPageUnless(sheet, captionHeight + headHeight + firstRow + 8);
  const tree = document.struct('Table');
  parent.add(tree);
  const caption = element(sheet, 'Caption', {}, () => {
    pen.write(table.caption, { x: left, width, size: 10, colour: colours.quiet });
  });
  caption.end();
  tree.add(caption);
  document.y += 3;
  const head = document.struct('THead');
  tree.add(head);
  drawRow(sheet, { cells: table.head, columns, into: head, isHead: true });
  head.end();
  const body = document.struct('TBody');
  tree.add(body);
  for (const cells of table.rows) {
    if (newPageUnless(sheet, heightOf(sheet, cells, columns, false)))
      artifact(sheet, () => {
        drawRow(sheet, { cells: table.head, columns, into: undefined, isHead: true });
      });
    drawRow(sheet, { cells, columns, into: body, isHead: false });
  }
  body.end();
  tree.end();
  document.y += 10;
}

interface Row {
  readonly cells: readonly string[];
  readonly columns: readonly number[];
  /** `undefined` = a head told again, which readers have heard. */
  readonly into: ReturnType<Sheet['document']['struct']> | undefined;
  readonly isHead: boolean;
}

function drawRow(sheet: Sheet, { cells, columns, into, isHead }: Row): void {
  const { document, pen, left, width } = sheet;
  const height = heightOf(sheet, cells, columns, isHead);
  const top = document.y;
  const rule = () => {
    if (isHead) document.rect(left, top, width, height).fill(colours.head);
    document
      .moveTo(left, top + height)
      .lineTo(left + width, top + height)
      .lineWidth(0.5)
      .stroke(colours.line);
  };
  const row = into && document.struct('TR');
  if (row) {
    into.add(row);
    artifact(sheet, rule);
  } else rule();
  let x = left;
  for (const [at, text] of cells.entries()) {
    const columnWidth = columns[at] ?? 0;
    const box = { x: x + padding, y: top + padding, width: columnWidth - 2 * padding, size };
    const isHeading = isHead || at === 0;
    const write = () => {
      pen.write(text, { ...box, weight: isHead ? 'bold' : 'regular' });
    };
    if (row) {
      const scope = isHead ? 'Column' : 'Row';
      const cell = element(sheet, isHeading ? 'TH' : 'TD', isHeading ? { scope } : {}, write);
      cell.end();
      row.add(cell);
    } else write();
    x += columnWidth;
  }
  row?.end();
  document.x = left;
  document.y = top + height;
}

function heightOf(
  { pen }: Sheet,
  cells: readonly string[],
  columns: readonly number[],
  isHead: boolean,
): number {
  const heights = cells.map((text, at) =>
    pen.height(text, {
      width: (columns[at] ?? 0) - 2 * padding,
      size,
      weight: isHead ? 'bold' : 'regular',
    }),
  );
  return Math.max(size, ...heights) + 2 * padding;
}

/** A column is as wide as its texts ask for, within reason. */
function columnsOf({ head, rows }: Table, width: number): readonly number[] {
  const wanted = head.map((name, at) => {
    const longest = Math.max(name.length * 0.7, ...rows.map((cells) => (cells[at] ?? '').length));
    return Math.min(46, Math.max(9, longest));
  });
  const sum = wanted.reduce((total, one) => total + one, 0);
  return wanted.map((one) => (one / sum) * width);
}
