import { type Draw } from '../disclosure/random.ts';
import { payload } from '../hostile/corpus.ts';

type Container = Record<string, unknown>;

const deep = (levels: number, open: string, close: string) =>
  JSON.parse(`${open.repeat(levels)}1${close.repeat(levels)}`) as unknown;

/** What has no business where it is put. Made anew, for it is mutated again. */
const junk: readonly ((draw: Draw) => unknown)[] = [
  ...[() => null, () => undefined, () => true, () => false, () => 0, () => -1, () => 1e308, () => 4.5],
  ...[() => '', () => ' ', () => '0', () => 'null', () => [], () => ({}), () => [[]], () => [null]],
  ...[() => 'x'.repeat(2001), () => 'ø'.repeat(5000), () => '\u0000', () => '\ud800', () => '\u202egnal'],
  ...[() => '../../etc/passwd', () => 'https://evil.example/', () => '__proto__', () => 'constructor'],
  ...[() => ({ length: 1e9 }), () => ({ toString: 'x', valueOf: 1 }), () => ({ then: 'x', toJSON: 'y' })],
  ...[
    () => deep(200, '[', ']'),
    () => deep(1000, '{"a":', '}'),
    () => Array.from({ length: 3000 }, () => ({ id: '28:bot' })),
  ],
  ...[() => '2026-13-99', () => '29:'.repeat(400), () => '<at>'.repeat(500), () => 'A'.repeat(40_000)],
  (draw) => payload(draw.below(1000)),
];

function containersIn(root: unknown, most = 200): readonly Container[] {
  const found: Container[] = [];
  const left = [root];
  while (left.length > 0 && found.length < most) {
    const one = left.pop();
    if (typeof one !== 'object' || one === null) continue;
    found.push(one as Container);
    left.push(...(Object.values(one) as unknown[]).slice(0, 50));
  }
  return found;
}

const oneOf = <Kind>(draw: Draw, all: readonly Kind[]): Kind | undefined => all[draw.below(all.length)];

/** Changes one thing in a tree. */
const treeMutations: readonly ((draw: Draw, at: Container, key: string) => void)[] = [
  (_draw, at, key) => Reflect.deleteProperty(at, key),
  (draw, at, key) => (at[key] = oneOf(draw, junk)?.(draw)),
  (draw, at, key) => (at[key] = oneOf(draw, junk)?.(draw)),
  (_draw, at, key) => (at[key] = [at[key], at[key]]),
  (_draw, at, key) => (at[key] = { id: at[key] }),
  (_draw, at, key) => (at[key] = JSON.stringify(at[key] ?? null)),
  (_draw, at, key) => (at[`${key} `] = at[key]),
  (_draw, at, key) => {
    at[key.toUpperCase()] = at[key];
    Reflect.deleteProperty(at, key);
  },
  (draw, at, key) => {
    const other = oneOf(draw, Object.keys(at)) ?? key;
    [at[key], at[other]] = [at[other], at[key]];
  },
  (draw, at) => {
    const name =
      oneOf(draw, ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then']) ?? '';
    Object.defineProperty(at, name, {
      value: { polluted: 1, isAdmin: true },
      enumerable: true,
      writable: true,
      configurable: true,
    });
  },
];

/** Changes the bytes. */
const textMutations: readonly ((draw: Draw, text: string) => string | Buffer)[] = [
  (draw, text) => text.slice(0, draw.below(text.length)),
  (draw, text) => text.slice(draw.below(text.length)),
  (draw, text) => `${text}${text.slice(0, draw.below(9))}`,
  (_draw, text) => `\uFEFF${text}`,
  (_draw, text) => text.replace('{', '{"__proto__":{"polluted":1},'),
  (_draw, text) =>
    text.replace('{', '{"type":"event","channelId":"emulator","serviceUrl":"https://evil.example/",'),
  (_draw, text) => text.replace(/}$/, ',"channelId":"directline"}'),
  (_draw, text) => text.replace(/}$/, ',"from":{"id":"29:x"},"conversation":{"id":"x"}}'),
  (_draw, text) => `[${text}]`,
  (_draw, text) => JSON.stringify(text),
  (_draw, text) => text.replace('{', '{/**/'),
  (_draw, text) => text.replaceAll('"', "'"),
  (_draw, text) => text.replace(/":"/, '":NaN,"x":"'),
  (_draw, text) => text.replace('{', `{"x":${'['.repeat(50_000)}${']'.repeat(50_000)},`),
  (_draw, text) => text.replace('{', `{"value":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)},`),
  (_draw, text) => text.replace('{', `{"text":"${'x'.repeat(300_000)}",`),
  (_draw, text) => Buffer.from(text, 'utf16le'),
  (draw, text) => {
    const bytes = Buffer.from(text);
    bytes[draw.below(bytes.length)] = draw.below(256);
    return bytes;
  },
  (draw, text) => {
    const at = draw.below(text.length);
    return text.slice(0, at) + text.slice(at + 1 + draw.below(3));
  },
];

/** One to four changes to an activity, most of them to what it says and some to how it is written. */
export function mutated(draw: Draw, activity: unknown): string | Buffer {
  const tree = structuredClone(activity);
  for (let left = 1 + draw.below(3); left > 0; left--) {
    const at = oneOf(draw, containersIn(tree));
    const key = oneOf(draw, Object.keys(at ?? {}));
    if (at !== undefined && key !== undefined) oneOf(draw, treeMutations)?.(draw, at, key);
  }
  const text = JSON.stringify(tree);
  return draw.chance(0.25) ? (oneOf(draw, textMutations)?.(draw, text) ?? text) : text;
}
