/**
 * Text tables (RFC 4180) as Norwegian Excel opens them: semicolons, CRLF, a byte order mark. What a spreadsheet would
 * take for a formula gets an apostrophe in front, and loses it again when it is read (OWASP, CSV injection). That goes
 * for what comes behind a separator inside a cell too: a spreadsheet set to another separator would begin a cell there.
 */
const separators = [';', ',', '\t'] as const;
/** What a formula begins with, full-width forms included; and the apostrophe, so that one of somebody's own comes back. */
const starts = /^['=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212]/;
/** Begins with what a spreadsheet takes for a formula, or passes over before it looks for one. */
const risky = new RegExp(`^(?:[\\t\\r\\n\\0]|[\\s\\p{Cc}\\p{Cf}]*${starts.source.slice(1)})`, 'u');
/** Where another spreadsheet might begin a cell. Each run is looked at once, however long it is. */
const between = /([;,|\s"\p{Cc}\p{Cf}]+)('?)/gu;
const separator = /[;,|\t\r\n]/;
/** A cell that would be run if a spreadsheet opened it. */
const formula = /^[=+\-@\t\r]/;

export function writeCsv(rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]) => row.map((cell) => quoted(formulaSafe(cell))).join(';');
  return `\uFEFF${rows.map(line).join('\r\n')}\r\n`;
}

/** A text that no spreadsheet runs, wherever it ends up. */
export function formulaSafe(text: string): string {
  const within = text.replace(between, (match, run: string, own: string, at: number) =>
    separator.test(run) && starts.test(text.slice(at + run.length, at + run.length + 1))
      ? `${run}'${own}`
      : match,
  );
  return risky.test(within) ? `'${within}` : within;
}

function unguarded(cell: string): string {
  const text = cell.startsWith("'") && risky.test(cell.slice(1)) ? cell.slice(1) : cell;
  return text.replace(between, (match, run: string, own: string, at: number) =>
    own !== '' && separator.test(run) && starts.test(text.slice(at + match.length, at + match.length + 1))
      ? run
      : match,
  );
}

const quoted = (cell: string) => (/[;,"\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export interface CsvCell {
  readonly text: string;
  readonly odd?: 'formula';
}

/** At most `mostRows` rows. Never throws: an unfinished quote ends with the text. */
export function readCsv(
  bytes: Uint8Array,
  mostRows: number,
): { readonly rows: readonly (readonly CsvCell[])[]; readonly isCut: boolean } {
  const text = textOf(bytes);
  const rows = split(text, separatorOf(text), mostRows + 1);
  return { rows: rows.slice(0, mostRows).map((row) => row.map(cellOf)), isCut: rows.length > mostRows };
}

function cellOf(text: string): CsvCell {
  return formula.test(text) ? { text: '', odd: 'formula' } : { text: unguarded(text) };
}

/** UTF-8 if it is; else what Excel on a Norwegian Windows saves. */
function textOf(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (isUtf16) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The one that the heading has most of. */
function separatorOf(text: string): string {
  const head = text.slice(0, 10_000).split(/[\r\n]/, 1)[0] ?? '';
  const count = (separator: string) => head.split(separator).length;
  return separators.reduce((best, one) => (count(one) > count(best) ? one : best), separators[0]);
}

function split(text: string, separator: string, mostRows: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length && rows.length < mostRows;) {
    const cell = cellAt(text, at, separator);
    row.push(cell.text);
    at = cell.end;
    if (text[at] === separator) {
      at += 1;
      // A separator at the very end has an empty cell behind it.
      if (at < text.length) continue;
      row.push('');
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** The cell that begins there, and where it ends: at a separator, at a line break or with the text. */
function cellAt(text: string, start: number, separator: string): { text: string; end: number } {
  const parts: string[] = [];
  let at = start;
  while (text[at] === '"') {
    const close = text.indexOf('"', at + 1);
    const end = close === -1 ? text.length : close;
    // A quote right after a quote is one that belongs to the text.
    parts.push(at === start ? '' : '"', text.slice(at + 1, end));
    at = end + 1;
  }
  let end = Math.min(at, text.length);
  while (end < text.length && !isEnd(text[end], separator)) end += 1;
  return { text: parts.join('') + text.slice(at, end), end };
}

const isEnd = (character: string | undefined, separator: string) =>
  character === separator || character === '\r' || character === '\n';
