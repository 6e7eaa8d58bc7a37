import { join } from 'node:path';
import { readWorkbook, WorkbookFault, writeWorkbook } from '../../platform/spreadsheets/spreadsheets.ts';
import { type Language } from '../../platform/texts.ts';
import { packFileBytes } from '../api.ts';
import { readWhole } from '../reading.ts';
import { type PackFiles } from '../shapes.ts';
import { type SheetFault } from './faults.ts';
import { packFromSheets } from './reading.ts';
import { rowsMost } from './tables.ts';
import { helpSheet, sheetsOf } from './writing.ts';

/** A pack as an Excel file that can be read again and loses nothing. */
export const packBook = (files: PackFiles, language: Language): Promise<Uint8Array> =>
  writeWorkbook(sheetsOf(files, language));

/** An example of two weeks to write one's own over, and how to. */
export async function templateBook(language: Language): Promise<Uint8Array> {
  const { content, faults } = readWhole(join(templateFolder, 'ny-pakke'));
  if (content === undefined)
    throw new Error(`The template has faults: ${faults.map(({ code }) => code).join()}`);
  return await writeWorkbook([helpSheet(language), ...sheetsOf(content, language)]);
}

/** The files that a pack of one's own begins with. */
export const templateFolder = join(import.meta.dirname, '../templates');

/** The pack in an Excel file, or everything that is wrong with it. Never throws for what stands in the file. */
export async function readPackBook(bytes: Uint8Array): Promise<ReturnType<typeof packFromSheets>> {
  if (bytes.length > packFileBytes) return failed('too-large');
  try {
    return packFromSheets(await readWorkbook({ bytes, mostRows: rowsMost + 1 }));
  } catch (error) {
    if (error instanceof WorkbookFault) return failed(error.kind);
    throw error;
  }
}

const failed = (code: SheetFault['code']) => ({
  files: undefined,
  faults: [{ sheet: undefined, row: undefined, column: undefined, code }],
});
