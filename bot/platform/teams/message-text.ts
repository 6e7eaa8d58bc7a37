/** A message as it came is read so far, and as text it is kept so far; in UTF-16 units. */
const mostRead = 30_000;
const mostKept = 2000;

const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…' },
  ...{ laquo: '«', raquo: '»', aring: 'å', Aring: 'Å', oslash: 'ø', Oslash: 'Ø', aelig: 'æ', AElig: 'Æ' },
};

/** The words of a Teams message, without its HTML: lines stay lines, everything else that is no text goes. */
export function plainMessage(content: string, type: 'html' | 'text'): string {
  const cut = content.slice(0, mostRead);
  return tidy(type === 'text' ? cut : decoded(withoutTags(cut)))
    .slice(0, mostKept)
    .toWellFormed()
    .trim();
}

/** No pattern here looks further than to the next angle bracket, so no message takes long. */
function withoutTags(html: string): string {
  return html
    .replace(/\r?\n/g, ' ')
    .replace(/<(script|style)\b[^<>]*>[^<]*/gi, ' ')
    .replace(/<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6]|\/blockquote)\b[^<>]*>/gi, '\n')
    .replace(/<\/?[a-z!][^<>]*>/gi, '');
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return named[name] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
  });
}

/** What joins the parts of an emoji. */
const joiner = '\u200d';

/** Single spaces, no empty lines, and no characters that only steer how others are shown. */
function tidy(text: string): string {
  return text
    .replaceAll('\t', ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, (sign) => (sign === '\n' || sign === joiner ? sign : ''))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[\s]*/g, '\n');
}
