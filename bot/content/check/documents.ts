import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wordsOf } from './text.ts';

/** A document that a pack draws on, as it lies beside the project; never part of the product. */
export interface SourceDocument {
  readonly text: string;
  /** By number; empty where the file has no pages. Text after the last page belongs to other documents. */
  readonly pages: ReadonlyMap<number, string>;
}

export interface Documents {
  get(file: string): SourceDocument | undefined;
  /** Every run of eight words in any of them. */
  readonly runs: ReadonlySet<string>;
}

const RUN_WORDS = 8;

export function runsOf(text: string): readonly string[] {
  const words = wordsOf(text);
  return words.slice(0, Math.max(0, words.length - RUN_WORDS + 1)).map((_word, at) => {
    return words.slice(at, at + RUN_WORDS).join(' ');
  });
}

/** `undefined` = the folder is absent or empty. */
export function readDocuments(folder: string): Documents | undefined {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.txt')) : [];
  if (files.length === 0) return undefined;
  const documents = new Map(
    files.map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return [file, { text, pages: pagesOf(text) }] as const;
    }),
  );
  return {
    get: (file) => documents.get(file),
    runs: new Set([...documents.values()].flatMap(({ text }) => runsOf(text))),
  };
}

/** In a transcript every page is one line that begins with its number. */
function pagesOf(text: string): ReadonlyMap<number, string> {
  const pages = new Map<number, string>();
  for (const line of text.split('\n')) {
    const next = pages.size + 1;
    if (line.startsWith(`${next} `)) pages.set(next, line);
  }
  return pages;
}
