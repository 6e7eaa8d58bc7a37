import { parentPort, workerData } from 'node:worker_threads';
import PDFDocument from 'pdfkit';
import { type Block, type Pages } from './documents.ts';
import { drawBars } from './pdf-bars.ts';
import { artifact, colours, element, newPageUnless, type Sheet } from './pdf-parts.ts';
import { drawTable } from './pdf-table.ts';
import { penOf } from './pdf-text.ts';

const languages = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' } as const;
const margins = { top: 56, bottom: 64, left: 50, right: 50 } as const;
const headings = { 1: 20, 2: 14, 3: 11.5 } as const;

/** Tagged as PDF/UA asks: structure tree in reading order, language, title, embedded fonts, artifacts apart. */
async function pdf(pages: Pages): Promise<Uint8Array> {
  const document = new PDFDocument({
    ...{
      size: 'A4',
      layout: pages.landscape ? 'landscape' : 'portrait',
      margins,
      bufferPages: true,
      font: '',
    },
    ...{ pdfVersion: '1.7', subset: 'PDF/UA' as 'PDF/A-1', tagged: true, displayTitle: true },
    lang: languages[pages.language],
    info: { Title: pages.title, Author: pages.author, CreationDate: pages.madeAt, ModDate: pages.madeAt },
  });
  const made = gathered(document);
  const parent = document.struct('Document');
  document.addStructure(parent);
  const { width, height } = document.page;
  const sheet: Sheet = {
    ...{ document, parent, pen: penOf(document), left: margins.left },
    width: width - margins.left - margins.right,
    bottom: height - margins.bottom,
  };
  for (const block of pages.blocks) draw(sheet, block);
  parent.end();
  numberPages(sheet, pages.foot);
  document.end();
  return made;
}

function draw(sheet: Sheet, block: Block): void {
  switch (block.kind) {
    case 'heading':
      drawHeading(sheet, block.level, block.text);
      break;
    case 'text':
      drawText(sheet, block.text, block.quiet === true);
      break;
    case 'list':
      drawList(sheet, block.items);
      break;
    case 'table':
      drawTable(sheet, block);
      break;
    case 'bars':
      drawBars(sheet, block);
      break;
  }
}

function drawHeading(sheet: Sheet, level: 1 | 2 | 3, text: string): void {
  const { document, pen, left, width } = sheet;
  const size = headings[level];
  document.y += level === 1 ? 0 : 10;
  // A heading stays with the beginning of what it is over.
  newPageUnless(sheet, pen.height(text, { width, size, weight: 'bold' }) + 90);
  put(sheet, `H${level}`, () => {
    pen.write(text, { x: left, width, size, weight: 'bold' });
  });
  document.y += 5;
}

function drawText(sheet: Sheet, text: string, quiet: boolean): void {
  const { document, pen, left, width } = sheet;
  const size = quiet ? 9 : 10.5;
  newPageUnless(sheet, Math.min(60, pen.height(text, { width, size })));
  put(sheet, 'P', () => {
    pen.write(text, { x: left, width, size, colour: quiet ? colours.quiet : colours.text });
  });
  document.y += 6;
}

function drawList(sheet: Sheet, items: readonly string[]): void {
  const { document, pen, left, width, parent } = sheet;
  const list = document.struct('L');
  parent.add(list);
  for (const item of items) {
    const box = { x: left + 14, width: width - 14, size: 10 };
    newPageUnless(sheet, pen.height(item, box));
    const y = document.y;
    const entry = document.struct('LI');
    list.add(entry);
    const label = element(sheet, 'Lbl', {}, () => {
      pen.write('•', { x: left + 2, y, width: 10, size: 10 });
    });
    const body = element(sheet, 'LBody', {}, () => {
      pen.write(item, { ...box, y });
    });
    for (const part of [label, body]) {
      part.end();
      entry.add(part);
    }
    entry.end();
    document.y += 3;
  }
  list.end();
  document.y += 6;
}

function put(sheet: Sheet, type: string, write: () => void): void {
  const made = element(sheet, type, {}, write);
  made.end();
  sheet.parent.add(made);
}

/** Once all pages are there; a reader is not told of it. */
function numberPages(sheet: Sheet, foot: string): void {
  const { document, pen, left, width } = sheet;
  const { start, count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(start + page);
    // Below the margin the library would begin another page.
    document.page.margins.bottom = 0;
    const y = document.page.height - 40;
    artifact(sheet, () => {
      pen.write(foot, { x: left, y, width: width - 60, size: 8, colour: colours.quiet });
      const number = `${page + 1} / ${count}`;
      pen.write(number, {
        x: left + width - 60,
        y,
        width: 60,
        size: 8,
        align: 'right',
        colour: colours.quiet,
      });
    });
  }
}

function gathered(document: InstanceType<typeof PDFDocument>): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('error', reject);
    document.on('end', () => {
      resolve(new Uint8Array(Buffer.concat(parts)));
    });
  });
}

// The whole of a thread of its own: letters are set one by one, which takes seconds for a long table.
parentPort?.postMessage(await pdf(workerData as Pages));
