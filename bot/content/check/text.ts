import { type ContentLanguage, type Entry, type Localised, type Pack, textIn } from '../model.ts';

interface PlacedText {
  readonly place: string;
  readonly text: Localised;
}

/** Everything in a pack that people read, sources aside: titles belong to those who wrote them. */
export function textsOf(pack: Pack): readonly PlacedText[] {
  const questions = new Map(
    pack.entries.flatMap((entry) => entry.questions.map((question) => [question.id, question] as const)),
  );
  return [
    { place: 'name', text: pack.name },
    ...pack.areas.flatMap(({ id, name, definition }) => [
      { place: `area ${id}, name`, text: name },
      { place: `area ${id}, definition`, text: definition },
    ]),
    ...pack.entries.flatMap(({ id, heading, body, tryThis }) => [
      { place: `${id}, heading`, text: heading },
      { place: `${id}, body`, text: body },
      { place: `${id}, tryThis`, text: tryThis },
    ]),
    ...[...questions.values()].flatMap(({ id, text, low, high, options }) =>
      (options.length > 0 ? [text, ...options] : [text, low, high]).map((one) => ({
        place: `question ${id}`,
        text: one,
      })),
    ),
  ];
}

/** What a reader of the card reads from top to bottom, before scale and small print. */
export function entryText({ heading, body, tryThis, questions }: Entry, language: ContentLanguage): string {
  const parts = [heading, body, tryThis, ...questions.map(({ text }) => text)].map((text) =>
    textIn(text, language),
  );
  return parts.map((part) => (/[.!?]$/.test(part) ? part : `${part}.`)).join(' ');
}

/** As a reader counts them: `kl. 08.30` is two. */
export const countWords = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

/** In small letters, without punctuation. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');

export const sentencesOf = (text: string): readonly string[] =>
  text.split(/[.!?:](?=\s|$)/).filter((part) => part.trim() !== '');

/** Björnsson's readability index: words a sentence, and the share of words with more than six letters. */
export function lix(text: string): number {
  const words = wordsOf(text);
  const long = words.filter((word) => word.length > 6).length;
  return words.length / sentencesOf(text).length + (100 * long) / words.length;
}

/** `8`, `600`, `2016`: the figures of a text, each once. */
export const figuresOf = (text: string): ReadonlySet<string> => new Set(text.match(/\d+/g) ?? []);
