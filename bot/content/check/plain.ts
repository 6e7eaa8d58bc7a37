import { type ContentLanguage, type Entry, type Pack, textIn } from '../model.ts';
import { type Check, type Flaw } from './flaw.ts';
import { countWords, entryText, figuresOf, lix, sentencesOf, textsOf } from './text.ts';

const WORDS_MAX = 65;
const SENTENCE_WORDS_MAX = 20;
const LIX_MAX = 45;
/** In fewer words a single long one decides, and says nothing of how the text reads. */
const LIX_WORDS_MIN = 12;

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

/** Holds every text of a pack, whatever it is for, to one rule. */
const eachText = (pack: Pack, say: (text: string) => string | undefined): readonly Flaw[] =>
  textsOf(pack).flatMap(({ place, text }) =>
    pack.languages.flatMap((language) => {
      const says = say(textIn(text, language));
      return says === undefined ? [] : [{ pack: pack.id, place: `${place}, ${language}`, says }];
    }),
  );

function longSentences(text: string): string | undefined {
  const mean = countWords(text) / sentencesOf(text).length;
  return mean > SENTENCE_WORDS_MAX
    ? `${mean.toFixed(1)} words a sentence; at most ${SENTENCE_WORDS_MAX}`
    : undefined;
}

function hardToRead(text: string): string | undefined {
  const value = countWords(text) < LIX_WORDS_MIN ? 0 : lix(text);
  return value > LIX_MAX ? `LIX ${value.toFixed(0)}; at most ${LIX_MAX}` : undefined;
}

const hardTogether: Say = (entry, language) => hardToRead(entryText(entry, language));

/** Two weeks of one heading are one thought twice. */
function sameHeadings({ id: pack, entries, languages }: Pack): readonly Flaw[] {
  return languages.flatMap((language) => {
    const headings = entries.map(({ heading }) => textIn(heading, language).toLowerCase());
    return entries.flatMap(({ id }, at) => {
      const first = headings.indexOf(headings[at] ?? '');
      const says = `has the heading of ${entries[first]?.id ?? ''}`;
      return first === at ? [] : [{ pack, place: `${id}, ${language}`, says }];
    });
  });
}

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
  { id: 'length', name: `at most ${WORDS_MAX} words a week`, flaws: (pack) => each(pack, tooLong) },
  {
    id: 'sentences',
    name: `at most ${SENTENCE_WORDS_MAX} words a sentence`,
    flaws: (pack) => eachText(pack, longSentences),
  },
  {
    id: 'lix',
    name: `LIX at most ${LIX_MAX}`,
    flaws: (pack) => [...eachText(pack, hardToRead), ...each(pack, hardTogether)],
  },
  { id: 'headings', name: 'a heading for each week', flaws: sameHeadings },
  { id: 'languages', name: 'written anew in each language', flaws: (pack) => each(pack, copied) },
  { id: 'figures', name: 'the same figures in each language', flaws: (pack) => each(pack, otherFigures) },
];
