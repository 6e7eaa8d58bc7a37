import { type ContentLanguage, type Entry, type Pack, textIn } from '../model.ts';
import { type Check, type Flaw } from './flaw.ts';
import { countWords, entryText, figuresOf, lix, sentencesOf } from './text.ts';

const WORDS_MAX = 65;
const SENTENCE_WORDS_MAX = 20;
const LIX_MAX = 45;

type Say = (entry: Entry, language: ContentLanguage) => string | undefined;

/** Holds every entry in every language to one rule; the rule says what is wrong, or nothing. */
const each = (pack: Pack, say: Say): readonly Flaw[] =>
  pack.entries.flatMap((entry) =>
    pack.languages.flatMap((language) => {
      const says = say(entry, language);
      return says === undefined ? [] : [{ pack: pack.id, place: `${entry.id}, ${language}`, says }];
    }),
  );

const tooLong: Say = (entry, language) => {
  const words = countWords(entryText(entry, language));
  return words > WORDS_MAX ? `${words} words; a phone takes ${WORDS_MAX}` : undefined;
};

const longSentences: Say = ({ body }, language) => {
  const text = textIn(body, language);
  const mean = countWords(text) / sentencesOf(text).length;
  return mean > SENTENCE_WORDS_MAX
    ? `${mean.toFixed(1)} words a sentence; at most ${SENTENCE_WORDS_MAX}`
    : undefined;
};

const hardToRead: Say = (entry, language) => {
  const value = Math.max(lix(textIn(entry.body, language)), lix(entryText(entry, language)));
  return value > LIX_MAX ? `LIX ${value.toFixed(0)}; at most ${LIX_MAX}` : undefined;
};

const copied: Say = ({ body }, language) => {
  const other = { ...body, [language]: undefined };
  const [same] = Object.entries(other).find(([, text]) => text === body[language]) ?? [];
  return same === undefined ? undefined : `the body is the same as in ${same}`;
};

const otherFigures: Say = (entry, language) => {
  const own = figuresOf(entryText(entry, language));
  const first = figuresOf(entryText(entry, 'nb'));
  const odd = [
    ...[...first].filter((figure) => !own.has(figure)),
    ...[...own].filter((figure) => !first.has(figure)),
  ];
  return odd.length === 0 ? undefined : `${odd.join(', ')} is not in both nb and ${language}`;
};

export const plainChecks: readonly Check[] = [
  { name: `at most ${WORDS_MAX} words a week`, flaws: (pack) => each(pack, tooLong) },
  { name: `at most ${SENTENCE_WORDS_MAX} words a sentence`, flaws: (pack) => each(pack, longSentences) },
  { name: `LIX at most ${LIX_MAX}`, flaws: (pack) => each(pack, hardToRead) },
  { name: 'written anew in each language', flaws: (pack) => each(pack, copied) },
  { name: 'the same figures in each language', flaws: (pack) => each(pack, otherFigures) },
];
