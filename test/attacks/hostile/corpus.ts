import payloads from './payloads.json' with { type: 'json' };

/** What somebody hostile would write where people write, by kind. Each calls `canary()` if anything carries it out. */
export const kinds: readonly { readonly kind: string; readonly texts: readonly string[] }[] = payloads;

export const hostile: readonly string[] = kinds.flatMap(({ texts }) => texts);

/** The `at`-th, from the beginning again after the last. */
export const payload = (at: number): string => hostile[at % hostile.length] ?? '';

/** White space differs from place to place, and so does what no font has a sign for. */
export const bare = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Co}/gu, '')
    .replace(/[\p{Cc}\p{Cf}\s\uFFFD]+/gu, ' ')
    .trim();

/** Those of the texts that cannot be read, letter by letter, in what was shown. */
export function unread(wanted: readonly string[], shown: string): readonly string[] {
  const there = bare(shown);
  return wanted.filter((text) => !there.includes(bare(text)));
}
