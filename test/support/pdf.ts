import { inflateSync } from 'node:zlib';

/** A PDF as our own writer makes it: objects in the open, streams deflated. Enough to check what it says and how it is tagged. */
export interface ReadPdf {
  /** Every object without its stream, by number. */
  readonly objects: ReadonlyMap<number, string>;
  /** Page by page, the lines in the order they were written; each says whether a structure element owns it. */
  readonly lines: readonly { readonly text: string; readonly tag: string }[];
  /** All that is tagged, as one text. */
  readonly text: string;
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const file = Buffer.from(bytes).toString('latin1');
  const bodies = new Map<number, string>();
  for (const [, number, body] of file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
    bodies.set(Number(number), body ?? '');
  const objects = new Map([...bodies].map(([number, body]) => [number, body.split('\nstream\n')[0] ?? body]));
  const stream = (number: number) => streamOf(bodies.get(number) ?? '');
  const fonts = new Map<string, ReadonlyMap<number, string>>();
  for (const body of objects.values())
    for (const [, name, number] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(number)) ?? '')?.[1];
      if (name !== undefined && unicode !== undefined) fonts.set(name, mapOf(stream(Number(unicode))));
    }
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b(?!s)/.test(body));
  const lines = pages.flatMap((page) =>
    linesOf(stream(Number(/\/Contents (\d+) 0 R/.exec(page)?.[1])), fonts),
  );
  const tagged = lines.filter(({ tag }) => tag !== 'Artifact' && tag !== '');
  return { objects, lines, text: tagged.map(({ text }) => text).join(' ') };
}

function streamOf(body: string): string {
  const content = body.split('\nstream\n')[1]?.replace(/\nendstream\s*$/, '');
  if (content === undefined) return '';
  const bytes = Buffer.from(content, 'latin1');
  return (body.includes('/Filter /FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
}

/** Glyph to text, from the font's own map. */
function mapOf(cmap: string): ReadonlyMap<number, string> {
  const map = new Map<number, string>();
  for (const [, from, list] of cmap.matchAll(/<([\da-f]+)> <[\da-f]+> \[([^\]]*)\]/gi)) {
    const start = parseInt(from ?? '0', 16);
    for (const [at, [, hex]] of [...(list ?? '').matchAll(/<([\da-f ]*)>/gi)].entries())
      map.set(
        start + at,
        Buffer.from((hex ?? '').replaceAll(' ', ''), 'hex')
          .swap16()
          .toString('utf16le'),
      );
  }
  return map;
}

function linesOf(
  content: string,
  fonts: ReadonlyMap<string, ReadonlyMap<number, string>>,
): readonly { text: string; tag: string }[] {
  const lines: { text: string; tag: string }[] = [];
  const tags: string[] = [];
  let opening = '';
  let font: ReadonlyMap<number, string> | undefined;
  for (const line of content.split('\n')) {
    opening = found(/^\/(\w+) (?:<<|BMC)/, line) ?? opening;
    if (/\bB(DC|MC)$/.test(line)) tags.push(opening);
    if (line === 'EMC') tags.pop();
    font = fonts.get(found(/\/(F\d+) [\d.]+ Tf/, line) ?? '') ?? font;
    if (line.endsWith('TJ')) lines.push({ text: written(line, font), tag: tags.at(-1) ?? '' });
  }
  return lines;
}

const found = (what: RegExp, line: string) => what.exec(line)?.[1];

function written(line: string, font: ReadonlyMap<number, string> | undefined): string {
  const glyphs = [...line.matchAll(/<([\da-f]*)>/gi)].flatMap(([, hex]) => hex?.match(/.{4}/g) ?? []);
  return glyphs.map((hex) => font?.get(parseInt(hex, 16)) ?? '').join('');
}
