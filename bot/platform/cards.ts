import { Template } from 'adaptivecards-templating';
import { type Card } from './teams/teams.ts';

/** Our own ceiling: Teams takes about 100 KB, webhooks 28 KB, and a card that long is no card any more. */
export const CARD_BYTES_MAX = 28 * 1024;

/** Stands for the `$` of a `${` that came in with the data, so that only the template's own are looked for. */
const dollar = '\uE0C4';

/** Hot: every string of every card passes here twice. */
function mapStrings(node: unknown, change: (text: string) => string): unknown {
  if (typeof node === 'string') return change(node);
  if (Array.isArray(node)) return node.map((one) => mapStrings(one, change));
  if (typeof node !== 'object' || node === null) return node;
  const mapped: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node))
    mapped[key] = typeof value === 'string' ? change(value) : mapStrings(value, change);
  return mapped;
}

const masked = (text: string): string =>
  text.includes('$') || text.includes(dollar)
    ? text.replaceAll(dollar, '').replaceAll('${', `${dollar}{`)
    : text;

function unmasked(text: string): string {
  if (text.includes('${'))
    throw new Error(`The card has no value for ${/\$\{[^}]*\}?/.exec(text)?.[0] ?? text}`);
  return text.includes(dollar) ? text.replaceAll(dollar, '$') : text;
}

/**
 * Reads a card template; the answer fills it with data. Filling happens once: what people have written may hold
 * `${}` and stays as they wrote it. Throws when a value is missing, since Teams would show the placeholder.
 * Markdown is not escaped here, use `plain` for text of people. Reading takes fifty times as long as filling, so
 * keep the answer of a card that is drawn often.
 */
export function cardTemplate(template: object): (data: object) => Card {
  const read = new Template(template);
  return (data) => mapStrings(read.expand({ $root: mapStrings(data, masked) }), unmasked) as Card;
}

/** `cardTemplate` for a card that is drawn once in a while. */
export const fillCard = (template: object, data: object): Card => cardTemplate(template)(data);

/**
 * Text that a person has written, for a place where Teams reads Markdown (TextBlock, FactSet): shown letter by
 * letter, without links, emphasis, lists or `{{DATE()}}`.
 */
export function plain(text: string): string {
  return text
    .replace(/[\\`*_~[\]<>|]/g, '\\$&')
    .replace(/\{(?=\{)/g, '{\\')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/^(\s*)([-+#=])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gm, '$1\\$2');
}

/** The size of a card as Teams counts a message: UTF-16. */
export function cardBytes(card: Card): number {
  return Buffer.byteLength(JSON.stringify(card), 'utf16le');
}
