import { type IRunOptions, Paragraph, TextRun } from 'docx';

/** XML has no place for these, and Word refuses a whole file over one of them. */
// eslint-disable-next-line no-control-regex -- control characters are exactly what must go
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export function printable(text: string): string {
  return text.toWellFormed().replace(unprintable, '');
}

/** What a person wrote, one paragraph a line; lines left empty are left out. */
export function paragraphs(text: string): readonly Paragraph[] {
  return printable(text)
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== '')
    .map((line) => new Paragraph(line));
}

/** A run of text with a look of its own. */
export function run(options: IRunOptions): TextRun {
  return new TextRun(options);
}
