import { type Bar, type BarChart } from './documents.ts';
import { colours, element, newPageUnless, type Sheet } from './pdf-parts.ts';

const size = 9;
const barHeight = 12;
const gap = 12;

/** Bars with their intervals. What they show stands in words in `alt`, and in a table beside them. */
export function drawBars(sheet: Sheet, { alt, bars }: BarChart): void {
  const { document, parent, left, width } = sheet;
  const heights = bars.map((bar) => rowHeight(sheet, bar));
  const height = heights.reduce((sum, one) => sum + one, 0);
  newPageUnless(sheet, Math.min(height, sheet.bottom - 120));
  const top = document.y;
  const figure = element(sheet, 'Figure', { alt, bbox: [left, top, left + width, top + height] }, () => {
    let y = top;
    for (const [at, bar] of bars.entries()) {
      drawBar(sheet, bar, y);
      y += heights[at] ?? 0;
    }
  });
  figure.end();
  parent.add(figure);
  document.x = left;
  document.y = top + height + 4;
}

const labelWidth = (width: number) => width * 0.34;
const textWidth = (width: number) => width * 0.2;

function rowHeight({ pen, width }: Sheet, { label, text }: Bar): number {
  const words = Math.max(
    pen.height(label, { width: labelWidth(width) - 8, size }),
    pen.height(text, { width: textWidth(width) - 8, size }),
  );
  return Math.max(barHeight, words) + gap;
}

function drawBar({ document, pen, left, width }: Sheet, bar: Bar, y: number): void {
  const start = left + labelWidth(width);
  const length = width - labelWidth(width) - textWidth(width);
  const place = (share: number) => start + share * length;
  pen.write(bar.label, { x: left, y, width: labelWidth(width) - 8, size });
  document.rect(start, y, length, barHeight).fill(colours.track);
  if (bar.at !== undefined)
    document.rect(start, y, Math.max(1, bar.at * length), barHeight).fill(colours.bar);
  if (bar.from !== undefined && bar.to !== undefined) {
    // A white rim keeps the interval apart from the bar it lies on.
    for (const [thickness, colour] of [
      [3.4, '#FFFFFF'],
      [1.4, colours.text],
    ] as const) {
      const middle = y + barHeight / 2;
      document.lineWidth(thickness);
      document.moveTo(place(bar.from), middle).lineTo(place(bar.to), middle).stroke(colour);
      for (const end of [bar.from, bar.to])
        document
          .moveTo(place(end), y + 2)
          .lineTo(place(end), y + barHeight - 2)
          .stroke(colour);
    }
  }
  if (bar.mark !== undefined) {
    const x = place(bar.mark);
    document
      .polygon([x, y - 4], [x + 4, y], [x, y + 4], [x - 4, y])
      .lineWidth(1)
      .fillAndStroke('#FFFFFF', colours.text);
  }
  pen.write(bar.text, { x: start + length + 8, y, width: textWidth(width) - 8, size });
}
