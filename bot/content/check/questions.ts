import { type ContentLanguage, type Pack, type Question, textIn } from '../model.ts';
import { type Check, type Flaw } from './flaw.ts';
import { wordsOf } from './text.ts';

const joining: Readonly<Record<ContentLanguage, readonly string[]>> = {
  nb: ['og', 'eller', 'men', 'samt', 'både'],
  nn: ['og', 'eller', 'men', 'samt', 'både'],
  en: ['and', 'or', 'but', 'both'],
  da: ['og', 'eller', 'men', 'samt', 'både'],
};
/** Fewer words than this on a side are the end of a list, as in "ledere og medarbeidere". */
const CLAIM_WORDS = 3;

/** Whole words; `\b` takes å, æ and ø for the end of a word. */
const anyOf = (...phrases: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}'])(${phrases.join('|')})(?!\\p{L})`, 'iu');

const leading: Readonly<Record<ContentLanguage, RegExp>> = {
  nb: anyOf(
    ...[
      'selvsagt',
      'selvfølgelig',
      'naturligvis',
      'åpenbart',
      'dessverre',
      'heldigvis',
      'endelig',
      'bør',
      'burde',
    ],
    ...['alltid', 'aldri', 'ikke sant', '(er|har|synes|vil|mener) (du|dere) ikke'],
  ),
  nn: anyOf(
    ...['sjølvsagt', 'naturlegvis', 'openbert', 'diverre', 'heldigvis', 'endeleg', 'bør', 'burde'],
    ...['alltid', 'aldri', 'ikkje sant', '(er|har|synest|vil|meiner) (du|de) ikkje'],
  ),
  en: anyOf(
    ...[
      'obviously',
      'of course',
      'surely',
      'naturally',
      'unfortunately',
      'luckily',
      'finally',
      'should',
      'must',
    ],
    ...['always', 'never', "(don't|isn't|aren't|haven't|wouldn't) you"],
  ),
  da: anyOf(
    ...['selvfølgelig', 'naturligvis', 'åbenbart', 'desværre', 'heldigvis', 'endelig', 'bør', 'burde'],
    ...['altid', 'aldrig', 'ikke sandt', '(er|har|synes|vil|mener) (du|I) ikke'],
  ),
};

/** Who disagrees with a "not" must think twice. */
const negation: Readonly<Record<ContentLanguage, RegExp>> = {
  nb: anyOf('ikke', 'ingen', 'uten'),
  nn: anyOf('ikkje', 'ingen', 'utan'),
  en: anyOf('not', 'no', 'nobody', 'without', "\\p{L}+n't"),
  da: anyOf('ikke', 'ingen', 'uden'),
};

const questionsOf = (pack: Pack): readonly Question[] => [
  ...new Map(
    pack.entries.flatMap(({ questions }) => questions.map((one) => [one.id, one] as const)),
  ).values(),
];

const each = (
  pack: Pack,
  say: (question: Question, language: ContentLanguage) => string | undefined,
): readonly Flaw[] =>
  questionsOf(pack).flatMap((question) =>
    pack.languages.flatMap((language) => {
      const says = say(question, language);
      return says === undefined
        ? []
        : [{ pack: pack.id, place: `question ${question.id}, ${language}`, says }];
    }),
  );

function twoClaims({ text }: Question, language: ContentLanguage): string | undefined {
  const words = wordsOf(textIn(text, language));
  const at = words.findIndex((word) => joining[language].includes(word));
  const word = words[at];
  const joins = at >= CLAIM_WORDS && words.length - at - 1 >= CLAIM_WORDS;
  return word !== undefined && (joins || word === 'både' || word === 'both')
    ? `asks two things, joined by “${word}”`
    : undefined;
}

function leads({ text }: Question, language: ContentLanguage): string | undefined {
  const found = leading[language].exec(textIn(text, language));
  return found === null ? undefined : `“${found[0].trim()}” leads to an answer`;
}

function denies({ scale, text }: Question, language: ContentLanguage): string | undefined {
  if (scale !== 'agree5' && scale !== 'yesno') return undefined;
  const found = negation[language].exec(textIn(text, language));
  return found === null ? undefined : `“${found[0]}” makes it hard to disagree`;
}

/** The weeks of a year have one area each; where a series asks several questions at once, one of them must be of its area. */
function strayAreas({ id: pack, plan, entries }: Pack): readonly Flaw[] {
  return entries.flatMap(({ id, area, questions }) => {
    const stray = questions.filter((question) => question.area !== area);
    if (plan === 'series' && stray.length < questions.length) return [];
    return stray.map((question) => ({
      ...{ pack, place: id },
      says: `is about ${area}, but ${question.id} asks about ${question.area}`,
    }));
  });
}

export const questionChecks: readonly Check[] = [
  { id: 'one-claim', name: 'one claim a question', flaws: (pack) => each(pack, twoClaims) },
  { id: 'leading', name: 'no leading question', flaws: (pack) => each(pack, leads) },
  { id: 'denying', name: 'no statement that denies', flaws: (pack) => each(pack, denies) },
  { id: 'areas-of-questions', name: 'questions of the area of their week', flaws: strayAreas },
];
