import { inflateRawSync } from 'node:zlib';

/** Every file of a zip, by name, found by its central directory. */
export function zipEntries(zip: Uint8Array): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(zip);
  const entries = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\u0005\u0006')) + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const rest = bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const body = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    entries.set(name, bytes.readUInt16LE(at + 10) === 0 ? body : inflateRawSync(body));
    at += 46 + nameLength + rest;
  }
  return entries;
}

export function wordPart(zip: Uint8Array, name: string): string {
  const part = zipEntries(zip).get(name);
  if (!part) throw new Error(`no ${name} in the zip`);
  return part.toString('utf8');
}

/** What a reader sees, a line a paragraph. */
export function wordText(zip: Uint8Array): string {
  return wordPart(zip, 'word/document.xml')
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
}

const tag = /<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const between = /[^<]+|<\?[^>]*\?>|<!--[^]*?-->/y;
// eslint-disable-next-line no-control-regex -- what XML has no place for
const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const loose = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/;

/** Why an XML part is no XML; `undefined` = it is. Strict, as Word is, and without any word processor. */
export function xmlFault(xml: string): string | undefined {
  if (!xml.isWellFormed()) return 'half a character';
  const found = illegal.exec(xml) ?? loose.exec(xml);
  return found ? `${JSON.stringify(found[0])} at ${found.index}` : tagFault(xml);
}

function tagFault(xml: string): string | undefined {
  const open: string[] = [];
  for (let at = 0; at < xml.length;) {
    const match = matchAt(tag, xml, at) ?? matchAt(between, xml, at);
    if (!match) return `no tag at ${at}: ${xml.slice(at, at + 40)}`;
    at += match[0].length;
    if (!fits(open, match)) return `${match[0]} closes another`;
  }
  return open.length === 0 ? undefined : `${open.join(' ')} not closed`;
}

/** Opens or closes a tag; `false` = another one is open. */
function fits(open: string[], [, closing, name, , alone]: RegExpExecArray): boolean {
  if (name === undefined || alone === '/') return true;
  if (closing === '/') return open.pop() === name;
  open.push(name);
  return true;
}

function matchAt(pattern: RegExp, xml: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(xml);
}
