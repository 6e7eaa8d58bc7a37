import { type Language } from '../texts.ts';
import { inThread } from '../threads.ts';

/** The one door to Excel files: writes them with typed cells, and reads what strangers send with care. */
export interface SheetOut {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly CellOut[])[];
  /** In characters, by column. */
  readonly widths: readonly number[];
}

/**
 * A text stays a text, also when it looks like a formula or a number. A date is shown as its UTC clock has it, for
 * Excel knows no zones; a per cent is given as people say it: 75, not 0.75.
 */
export type CellOut =
  | string
  | undefined
  | { readonly number: number; readonly decimals: number }
  | { readonly percent: number }
  | { readonly date: Date };

/** What the file says of itself. */
export interface BookAbout {
  readonly title: string;
  readonly author: string;
  readonly language: Language;
  readonly madeAt: Date;
}

export interface WriteRequest {
  readonly sheets: readonly SheetOut[];
  readonly about: BookAbout | undefined;
}

export interface SheetIn {
  readonly name: string;
  readonly rows: readonly (readonly CellIn[])[];
  /** There were more rows than asked for. */
  readonly isCut: boolean;
}

/** A cell as text; `odd` where it holds something that text does not say. */
interface CellIn {
  readonly text: string;
  readonly odd?: 'formula' | 'not-text';
}

/** Why a workbook was not read. */
export type WorkbookFaultKind = 'broken' | 'too-large';

export class WorkbookFault extends Error {
  override readonly name = 'WorkbookFault';
  readonly kind: WorkbookFaultKind;

  constructor(kind: WorkbookFaultKind) {
    super(`The workbook is ${kind}.`);
    this.kind = kind;
  }
}

/** What the reading thread gets and answers. */
export interface ReadRequest {
  readonly bytes: Uint8Array;
  readonly mostRows: number;
}
export type ReadReply =
  | { readonly sheets: readonly SheetIn[]; readonly fault?: undefined }
  | { readonly fault: WorkbookFaultKind; readonly sheets?: undefined };

export type WriteReply = Uint8Array;

/** In the order given; the first row of each sheet is its head and stays in sight. */
export async function writeWorkbook(sheets: readonly SheetOut[], about?: BookAbout): Promise<Uint8Array> {
  const request: WriteRequest = { sheets, about };
  const reply = await inThread<WriteReply>(new URL('./writing.ts', import.meta.url), request);
  if (reply === undefined) throw new WorkbookFault('too-large');
  return reply;
}

/** Rejects with `WorkbookFault` for what is no workbook, unpacks to too much, or takes too long to read. */
export async function readWorkbook(request: ReadRequest): Promise<readonly SheetIn[]> {
  const reply = await inThread<ReadReply>(new URL('./reading.ts', import.meta.url), request);
  if (reply?.sheets === undefined) throw new WorkbookFault(reply?.fault ?? 'too-large');
  return reply.sheets;
}
