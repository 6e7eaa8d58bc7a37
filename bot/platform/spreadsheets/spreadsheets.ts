import { Worker } from 'node:worker_threads';

/** The one door to Excel files: writes them with typed cells, and reads what strangers send with care. */
export interface SheetOut {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** In characters, by column. */
  readonly widths: readonly number[];
}

export interface SheetIn {
  readonly name: string;
  readonly rows: readonly (readonly CellIn[])[];
  /** There were more rows than asked for. */
  readonly isCut: boolean;
}

/** A cell as text; `odd` where it holds something that text does not say. */
export interface CellIn {
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

const threadMs = 20_000;
const threadHeapMb = 384;

/** Every cell is text, also what looks like a formula or a number. */
export async function writeWorkbook(sheets: readonly SheetOut[]): Promise<Uint8Array> {
  const reply = await inThread<WriteReply>(new URL('./writing.ts', import.meta.url), sheets);
  if (reply === undefined) throw new WorkbookFault('too-large');
  return reply;
}

/** Rejects with `WorkbookFault` for what is no workbook, unpacks to too much, or takes too long to read. */
export async function readWorkbook(request: ReadRequest): Promise<readonly SheetIn[]> {
  const reply = await inThread<ReadReply>(new URL('./reading.ts', import.meta.url), request);
  if (reply?.sheets === undefined) throw new WorkbookFault(reply?.fault ?? 'too-large');
  return reply.sheets;
}

/** Fifty thousand rows take seconds, and files of strangers anything: neither may hold the service up. */
async function inThread<Reply>(script: URL, data: unknown): Promise<Reply | undefined> {
  const worker = new Worker(script, {
    workerData: data,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: threadHeapMb, maxYoungGenerationSizeMb: 32 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Reply | undefined>();
  const giveUp = (): void => {
    resolve(undefined);
  };
  const timer = setTimeout(giveUp, threadMs);
  worker.once('message', resolve);
  worker.once('error', (error) => {
    if ((error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') giveUp();
    else reject(error);
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
