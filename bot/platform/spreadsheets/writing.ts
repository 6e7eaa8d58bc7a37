import { parentPort, workerData } from 'node:worker_threads';
import writeXlsxFile from 'write-excel-file/node';
import { type SheetOut, type WriteReply } from './spreadsheets.ts';

async function write(sheets: readonly SheetOut[]): Promise<WriteReply> {
  const workbook = sheets.map(({ name, head, rows, widths }) => ({
    sheet: name,
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
    data: [
      head.map((value) => ({ value: written(value), type: String, fontWeight: 'bold' as const })),
      ...rows.map((row) =>
        row.map((value) => (value === '' ? undefined : { value: written(value), type: String })),
      ),
    ],
  }));
  return new Uint8Array(await writeXlsxFile(workbook).toBuffer());
}

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

// The whole of a thread of its own.
parentPort?.postMessage(await write(workerData as readonly SheetOut[]));
