import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

const folder = new URL('../../dist/tab/', import.meta.url);

/** Brotli bytes of the JavaScript that the given sources bring with them, dynamic imports left out. */
export function compressedBytes(...sources: readonly string[]): number {
  const manifest = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as Record<
    string,
    Chunk
  >;
  const files = new Set<string>();
  const gather = (source: string): void => {
    const chunk = manifest[source];
    if (!chunk) throw new Error(`the tab was built without ${source}`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(gather);
  };
  sources.forEach(gather);
  return [...files].reduce(
    (sum, file) => sum + brotliCompressSync(readFileSync(new URL(file, folder))).length,
    0,
  );
}
