import { type ContentLanguage, textIn } from '../../content/model.ts';
import { plain } from '../../platform/cards.ts';
import { formatNumber, texts } from '../../platform/texts.ts';
import { type LeaderChannel } from '../../programme/model/programme.ts';
import { type Answer, type Question, stepsOf } from '../model/question.ts';
import { type ReleasedRate } from '../model/rates.ts';
import { type ShownCell } from '../model/release.ts';
import { type HiddenReason, type Rules } from '../model/rules.ts';
import { type Score } from '../model/scores.ts';

/** `3,8`, `høyst 1,5`, `71 %`. */
export function scoreWords(language: ContentLanguage, question: Question, score: Score): string {
  const say = texts(language);
  const number = formatNumber(language, score.value, question.scale === 'yesno' ? 0 : 1);
  const value = question.scale === 'yesno' ? say('pulses.percent', { value: number }) : number;
  return say(`pulses.score.${score.bound}`, { value });
}

/** A cell as one short text; for choices the one that most chose. */
export function cellWords(language: ContentLanguage, question: Question, cell: ShownCell): string {
  if (cell.score) return scoreWords(language, question, cell.score);
  const top = topChoice(cell);
  const share = texts(language)('pulses.percent', { value: top.percent });
  return `${share}: ${choiceWords(language, question, top.choice)}`;
}

/** Empty where the question no longer has the choice. */
export function choiceWords(language: ContentLanguage, { options }: Question, choice: number): string {
  const option = options[choice];
  return option === undefined ? '' : textIn(option, language);
}

export function topChoice(cell: ShownCell): { readonly choice: number; readonly percent: number } {
  const shares = cell.shares ?? [];
  const percent = Math.max(0, ...shares);
  return { choice: Math.max(0, shares.indexOf(percent)), percent };
}

export function rateWords(
  language: ContentLanguage,
  rate: Extract<ReleasedRate, { shown: true }>['rate'],
): string {
  return texts(language)(`pulses.rate.${rate.bound}`, { percent: rate.percent });
}

/** Why a unit has no figure for the question, by the rules of the round. Choices show shares, which need more. */
export function whyWords(
  language: ContentLanguage,
  why: HiddenReason,
  { question, rules }: { readonly question: Question; readonly rules: Rules },
): string {
  const shares = question.scale === 'one' || question.scale === 'several';
  const least = shares && why === 'too-few-answers' ? rules.distributions : rules.scores;
  return texts(language)(`pulses.why.${why}`, { least });
}

/** What the steps of the scale are called, from the lowest to the highest. */
export function stepWords(language: ContentLanguage, question: Question): readonly string[] {
  const say = texts(language);
  const { min, max } = stepsOf(question);
  switch (question.scale) {
    case 'yesno':
      return [say('pulses.no'), say('pulses.yes')];
    case 'one':
    case 'several':
      return question.options.map((option) => textIn(option, language));
    case 'agree5':
      return [
        `1, ${small(textIn(question.low, language))}`,
        say('pulses.agree5.2'),
        say('pulses.agree5.3'),
        say('pulses.agree5.4'),
        `5, ${small(textIn(question.high, language))}`,
      ];
    case 'zero10':
      return Array.from({ length: max - min + 1 }, (_, step) => String(min + step));
  }
}

/** Behind a number the words of an end go on in the same line. */
export const small = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);

/** What the person answered, told back: "Takk. Du svarte 4 av 5." */
export function thanksWords(language: ContentLanguage, question: Question, answer: Answer): string {
  const say = texts(language);
  if (question.scale === 'agree5' || question.scale === 'zero10')
    return say('pulses.thanks.step', { value: String(answer), max: stepsOf(question).max });
  const chosen = answerWords(language, question, answer);
  return say('pulses.thanks.choice', { answer: question.scale === 'yesno' ? chosen.toLowerCase() : chosen });
}

/** An answer by itself: "4 av 5", "Ja", "Tid, Vaner". */
export function answerWords(language: ContentLanguage, question: Question, answer: Answer): string {
  const { min, max } = stepsOf(question);
  if (question.scale === 'agree5' || question.scale === 'zero10')
    return texts(language)('pulses.thanks.short', { value: String(answer), max });
  const steps = stepWords(language, question);
  return (typeof answer === 'number' ? [answer] : answer).map((step) => steps[step - min] ?? '').join(', ');
}

/** Where the question of the week is asked, for those who are not asked here. */
export function channelWords(
  language: ContentLanguage,
  channel: LeaderChannel | undefined,
  text: 'pulses.elsewhere' | 'pulses.result.elsewhere',
): string {
  const say = texts(language);
  if (!channel) return say('pulses.elsewhere.unknown');
  return say(text, { channel: plain(channel.name), team: plain(channel.teamName) });
}
