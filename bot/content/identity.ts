import { type ContentFault } from './faults.ts';
import { contentLanguages, type RawQuestion } from './shapes.ts';

type What = Pick<ContentFault, 'code' | 'values'>;

/** The part of a question's words that a new wording must keep at the least. */
const SHARED_WORDS_MIN = 0.25;

/**
 * Whether a question may go on under its id. Its answers make one trend, so it must ask the same: another scale, an
 * end turned round, a choice moved or words that have hardly anything in common are another question, and mended
 * words raise the version. What a machine cannot see is left to whoever writes.
 */
export function identityFault(known: RawQuestion, now: RawQuestion): What | undefined {
  if (isOtherScale(known, now)) return { code: 'other-scale', values: { scale: known.scale } };
  if (hasMovedChoices(known, now)) return { code: 'moved-choices' };
  if (now.version < known.version) return { code: 'older-version', values: { version: known.version } };
  if (wordingOf(known) === wordingOf(now)) return undefined;
  if (sharedWords(known.text.nb, now.text.nb) < SHARED_WORDS_MIN) return { code: 'other-meaning' };
  return now.version === known.version
    ? { code: 'same-version', values: { version: known.version + 1 } }
    : undefined;
}

function isOtherScale(known: RawQuestion, now: RawQuestion): boolean {
  if (known.scale !== now.scale) return true;
  if (!('low' in known) || !('low' in now)) return false;
  const isTurned = known.low.nb === now.high.nb || known.high.nb === now.low.nb;
  return isTurned || known.wanted !== now.wanted;
}

/** Answers are kept by a choice's place, so a choice keeps it; new ones come last. */
function hasMovedChoices(known: RawQuestion, now: RawQuestion): boolean {
  if (!('options' in known) || !('options' in now)) return false;
  return known.options.some(({ nb }, at) => {
    const place = now.options.findIndex((option) => option.nb === nb);
    return now.options[at] === undefined || (place >= 0 && place !== at);
  });
}

function wordingOf(question: RawQuestion): string {
  const all =
    'options' in question
      ? [question.text, ...question.options]
      : [question.text, question.low, question.high];
  return JSON.stringify(all.map((text) => contentLanguages.map((language) => text[language] ?? null)));
}

function sharedWords(one: string, other: string): number {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  const shared = [...words].filter((word) => others.has(word)).length;
  return shared / Math.max(1, words.size + others.size - shared);
}

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
