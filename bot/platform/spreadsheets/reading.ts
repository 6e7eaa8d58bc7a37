import { parentPort, workerData } from 'node:worker_threads';
import readXlsxFile from 'read-excel-file/node';
import { type ReadReply, type ReadRequest } from './spreadsheets.ts';
import { unzipped, ZipFault, zippedPlain } from './zip.ts';

/** The whole of a thread with little memory and little time: whatever a file does to the reader, the service goes on. */
const limits = { mostEntries: 500, mostBytes: 40 * 1024 * 1024 };

/** Stands in a cell instead of its formula; nobody writes a character from the private use area. */
const formulaMark = '\uE000';
const cellWithFormula = /<((?:\w+:)?)c\b([^<>]*)>\s*<\1f\b[\s\S]*?<\/\1c>/g;

async function read({ bytes, mostRows }: ReadRequest): Promise<ReadReply> {
  try {
    const files = unzipped(Buffer.from(bytes), limits, (name) => /\.(xml|rels)$/.test(name));
    const plain = new Map([...files].map(([name, content]) => [name, withoutFormulas(name, content)]));
    const sheets = await readXlsxFile(zippedPlain(plain), { trim: false });
    return {
      sheets: sheets.map(({ sheet, data }) => ({
        name: sheet,
        rows: data.slice(0, mostRows).map((row) => row.map(cellOf)),
        isCut: data.length > mostRows,
      })),
    };
  } catch (error) {
    return { fault: error instanceof ZipFault ? error.kind : 'broken' };
  }
}

function withoutFormulas(name: string, content: Buffer): Buffer {
  if (!/^xl\/worksheets\/[^/]+\.xml$/.test(name)) return content;
  const text = content
    .toString('utf8')
    .replace(cellWithFormula, (_cell, prefix: string, attributes: string) => {
      const at = /\br="([A-Z]+\d+)"/.exec(attributes)?.[1] ?? '';
      return `<${prefix}c r="${at}" t="inlineStr"><${prefix}is><${prefix}t>${formulaMark}</${prefix}t></${prefix}is></${prefix}c>`;
    });
  return Buffer.from(text, 'utf8');
}

type Cell = NonNullable<ReadReply['sheets']>[number]['rows'][number][number];

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return { text: '' };
  if (value === formulaMark) return { text: '', odd: 'formula' };
  if (typeof value === 'string' || typeof value === 'number') return { text: String(value) };
  return { text: '', odd: 'not-text' };
}

parentPort?.postMessage(await read(workerData as ReadRequest));
