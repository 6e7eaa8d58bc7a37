/**
 * The Markdown that Teams knows in a TextBlock: bold, italics, links and lists. Everything else is text: the
 * input is escaped before any mark is read, so that no HTML of an author's reaches the page. A mark behind a
 * backslash is text too (CommonMark 2.4), as `plain` writes what people have written.
 */
export function markdownToHtml(written: string): string {
  return withMarks(htmlOf(withoutMarks(written)));
}

/** Characters from the private use area stand for marks that are text, while the other marks are read. */
const away = 0xe000;
const withoutMarks = (text: string): string =>
  text.replace(/\\([!-/:-@[-`{-~])/g, (_pair, mark: string) =>
    String.fromCharCode(away + mark.charCodeAt(0)),
  );
const withMarks = (html: string): string =>
  html.replace(/[\uE021-\uE07E]/g, (mark) => escapeHtml(String.fromCharCode(mark.charCodeAt(0) - away)));

function htmlOf(text: string): string {
  const blocks: string[] = [];
  let list: { tag: 'ul' | 'ol'; items: string[] } | undefined;
  const endList = () => {
    if (list)
      blocks.push(`<${list.tag}>${list.items.map((item) => `<li>${item}</li>`).join('')}</${list.tag}>`);
    list = undefined;
  };
  for (const line of text.split(/\r?\n/)) {
    const [, bullet, number, item] = /^\s*(?:([-*])|(\d+)\.)\s+(.*)$/.exec(line) ?? [];
    if (item === undefined) {
      endList();
      blocks.push(line.trim() === '' ? '' : `<p>${inline(line)}</p>`);
      continue;
    }
    const tag = bullet === undefined ? 'ol' : 'ul';
    if (list?.tag !== tag) endList();
    list ??= { tag, items: [] };
    list.items.push(inline(number === undefined ? item : item));
  }
  endList();
  return blocks.join('');
}

function inline(text: string): string {
  return escapeHtml(text)
    .replace(/\[([^\]]+)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+)\)/g, link)
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[\s(])_([^_]+)_(?=[\s).,:;!?]|$)/g, '$1<em>$2</em>')
    .replace(/(^|[\s(])\*([^*]+)\*(?=[\s).,:;!?]|$)/g, '$1<em>$2</em>');
}

/** The address is inside quotation marks, which escaping has made harmless; stars in it must stay stars. */
const link = (_match: string, label: string, address: string) =>
  `<a href="${address.replaceAll('*', '%2A').replaceAll('_', '%5F')}" target="_blank" rel="noopener noreferrer">${label}</a>`;

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
