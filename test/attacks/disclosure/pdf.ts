import { inflateSync } from 'node:zlib';

/** Text in pages, through the fonts' own tables, and the texts that stand for pictures. */
export function pdfTexts(bytes: Uint8Array): readonly string[] {
  const file = Buffer.from(bytes).toString('latin1');
  const heads = [...file.matchAll(/^(\d+) 0 obj$/gm)];
  const objects = new Map(
    heads.map((head, at) => [head[1] ?? '', file.slice(head.index, heads[at + 1]?.index ?? file.length)]),
  );
  const fonts = new Map(
    [...file.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, font, id]) => {
      const [, table] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id ?? '') ?? '') ?? [];
      return [font ?? '', glyphs(inflated(objects.get(table ?? '') ?? ''))] as const;
    }),
  );
  const texts = [...objects.values()].flatMap((object) => {
    let font: Glyphs = new Map();
    const parts = inflated(object).matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d.\s])*)\]\s*TJ/gi);
    return [...parts].flatMap(([, name, shown]) => {
      if (name !== undefined) font = fonts.get(name) ?? font;
      return shown === undefined ? [] : [decoded(shown, font)];
    });
  });
  const pictures = [...file.matchAll(/\/Alt \(((?:[^()\\]|\\.)*)\)/g)].map(([, text]) => text ?? '');
  return [...texts, ...pictures];
}

function inflated(object: string): string {
  const [, length] = /\/Length (\d+)/.exec(object) ?? [];
  const start = /stream\r?\n/.exec(object);
  if (length === undefined || !start) return '';
  const from = start.index + start[0].length;
  const body = object.slice(from, from + Number(length));
  return object.includes('/FlateDecode') ? inflateSync(Buffer.from(body, 'latin1')).toString('latin1') : body;
}

type Glyphs = ReadonlyMap<string, string>;

function glyphs(table: string): Glyphs {
  const found = new Map<string, string>();
  for (const [, from, , list] of table.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi))
    for (const [at, [, unicode]] of [...(list ?? '').matchAll(/<([0-9a-f ]+)>/gi)].entries())
      found.set(
        (parseInt(from ?? '0', 16) + at).toString(16).padStart(4, '0'),
        String.fromCharCode(...(unicode ?? '').split(' ').map((one) => parseInt(one, 16))),
      );
  return found;
}

const decoded = (shown: string, font: Glyphs): string =>
  [...shown.matchAll(/<([0-9a-f]*)>/gi)]
    .flatMap(([, hex]) => [...(hex ?? '').matchAll(/[0-9a-f]{4}/gi)])
    .map(([code]) => font.get(code.toLowerCase()) ?? '')
    .join('');
