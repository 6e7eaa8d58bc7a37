import { type Table } from './documents.ts';
import { artifact, colours, type Element, element, newPageUnless, type Sheet } from './pdf-parts.ts';

const size = 9;
const padding = 4;
/** Characters. */
const shortText = 12;

/** A real table: caption, header cells with their scope, and a head that comes again on the next page. */
export function drawTable(sheet: Sheet, table: Table): void {
  const { document, pen, parent, left, width } = sheet;
  const columns = columnsOf(sheet, table);
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
  drawRow(sheet, { cells: table.head, columns, height: headHeight, into: head, isHead: true });
  head.end();
  const body = document.struct('TBody');
  tree.add(body);
  for (const cells of table.rows) {
    const height = heightOf(sheet, cells, columns, false);
    if (newPageUnless(sheet, height))
      artifact(sheet, () => {
        drawRow(sheet, { cells: table.head, columns, height: headHeight, into: undefined, isHead: true });
      });
    drawRow(sheet, { cells, columns, height, into: body, isHead: false });
  }
  body.end();
  tree.end();
  document.y += 10;
}

interface Row {
  readonly cells: readonly string[];
  readonly columns: readonly number[];
  readonly height: number;
  /** `undefined` = a head told again, which readers have heard. */
  readonly into: Element | undefined;
  readonly isHead: boolean;
}

function drawRow(sheet: Sheet, { cells, columns, height, into, isHead }: Row): void {
  const { document, pen, left } = sheet;
  const top = document.y;
  const row = into && document.struct('TR');
  if (row) into.add(row);
  drawRule(sheet, { top, height, isHead, isMarked: row !== undefined });
  let x = left;
  for (const [at, text] of cells.entries()) {
    const width = columns[at] ?? 0;
    const box = { x: x + padding, y: top + padding, width: width - 2 * padding, size };
    const write = () => {
      pen.write(text, { ...box, weight: isHead ? 'bold' : 'regular' });
    };
    if (row) row.add(cellElement(sheet, { isHead, isFirst: at === 0 }, write));
    else write();
    x += width;
  }
  row?.end();
  document.x = left;
  document.y = top + height;
}

function cellElement(
  sheet: Sheet,
  { isHead, isFirst }: { readonly isHead: boolean; readonly isFirst: boolean },
  write: () => void,
): Element {
  const made =
    isHead || isFirst
      ? element(sheet, 'TH', { scope: isHead ? 'Column' : 'Row' }, write)
      : element(sheet, 'TD', {}, write);
  made.end();
  return made;
}

/** A line below the row, and a tint behind the head. Inside a head told again everything is an artifact already. */
function drawRule(
  sheet: Sheet,
  of: { readonly top: number; readonly height: number; readonly isHead: boolean; readonly isMarked: boolean },
): void {
  const { document, left, width } = sheet;
  const { top, height } = of;
  const draw = () => {
    if (of.isHead) document.rect(left, top, width, height).fill(colours.head);
    const line = document.moveTo(left, top + height).lineTo(left + width, top + height);
    line.lineWidth(0.5).stroke(colours.line);
  };
  if (of.isMarked) artifact(sheet, draw);
  else draw();
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

/** Each column has room for its longest word, where the page has; the rest goes to those with the longest texts. */
function columnsOf({ pen, width }: Sheet, { head, rows }: Table): readonly number[] {
  const longest = (at: number, of: (text: string) => number) =>
    Math.max(...rows.map((cells) => of(cells[at] ?? '')), 0);
  const needed = head.map((name, at) => {
    // A short text stays in one line, a long one breaks between its words.
    const inOne = (text: string) => (text.length <= shortText ? text.replaceAll(' ', '\u00A0') : text);
    const words = longest(at, (text) => pen.longestWord(inOne(text), { size }));
    return Math.max(words, pen.longestWord(name, { size, weight: 'bold' })) + 2 * padding + 1;
  });
  const wanted = head.map((name, at) =>
    Math.min(
      60,
      Math.max(
        name.length,
        longest(at, (text) => text.length),
      ),
    ),
  );
  const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0);
  const spare = width - sum(needed);
  if (spare < 0) return needed.map((one) => (one / sum(needed)) * width);
  return needed.map((one, at) => one + ((wanted[at] ?? 0) / sum(wanted)) * spare);
}
