import { type ContentLanguage, textIn } from '../../content/model.ts';
import { plain } from '../../platform/cards.ts';
import { type Texts, texts, weekName } from '../../platform/texts.ts';
import { type CardPart } from '../../programme/slots.ts';
import { type ChannelResult, type ResultView } from '../actions/viewing.ts';
import { type Question, stepsOf } from '../model/question.ts';
import { type ShownCell } from '../model/release.ts';
import { isRealChange } from '../model/scores.ts';
import { cellWords, channelWords, choiceWords, scoreWords, topChoice, whyWords } from './words.ts';

type Element = CardPart['body'][number];

/** Earlier rounds beside this one. */
const TREND_ROUNDS = 4;
/** Choices that fit a card beside two other questions. */
const CHOICES = 5;

/** What a channel sees after closing: one sentence first, then the picture, then what is hidden and why. */
export function resultPart(results: ChannelResult, week: string, language: ContentLanguage): CardPart {
  const say = texts(language);
  if (results === 'lost') return { body: [line(say('pulses.lost'))], actions: [] };
  if ('elsewhere' in results) {
    const text = channelWords(language, results.elsewhere, 'pulses.result.elsewhere');
    return { body: [line(text)], actions: [] };
  }
  if (results.length === 0) return { body: [], actions: [] };
  const larger = results.some(({ shown, why }) => shown && why);
  return {
    body: [
      ...results.flatMap((result, place) => resultElements(result, { week, language, place })),
      ...(larger ? talk(say, week) : []),
      small(say('pulses.result.thanks')),
    ],
    actions: [],
  };
}

interface At {
  readonly week: string;
  readonly language: ContentLanguage;
  readonly place: number;
}

function resultElements(result: ResultView, { week, language, place }: At): readonly Element[] {
  const say = texts(language);
  const { question, shown, why } = result;
  const apart = place > 0 ? { separator: true, spacing: 'Medium' } : {};
  const asked = line(say('pulses.result.question', { question: plain(textIn(question.text, language)) }));
  if (!shown) return [{ ...asked, ...apart }, line(say('pulses.result.none'))];
  const sentence = [resultWords(shown, question, language), trendWords(result, language)].join(' ').trim();
  const larger = why && { larger: plain(shown.unit.name), why: whyWords(language, why, result) };
  return [
    { ...line(sentence), weight: 'Bolder', ...apart },
    asked,
    ...(shown.cell.score ? trendBars(result, week, language) : choiceBars(shown.cell, question, language)),
    ...(shown.cell.widened ? [small(say('pulses.widened'))] : []),
    ...(larger ? [small(say('pulses.result.larger', larger))] : []),
  ];
}

function resultWords(
  { unit, cell }: NonNullable<ResultView['shown']>,
  question: Question,
  language: ContentLanguage,
): string {
  const say = texts(language);
  const name = plain(unit.name);
  if (!cell.score) {
    const { choice, percent } = topChoice(cell);
    const value = say('pulses.percent', { value: percent });
    return say('pulses.result.choice', {
      unit: name,
      option: choiceWords(language, question, choice),
      value,
    });
  }
  const value = scoreWords(language, question, cell.score);
  if (question.scale === 'yesno') return say('pulses.result.yes', { unit: name, value });
  return say('pulses.result.step', { unit: name, value, max: stepsOf(question).max });
}

function trendWords({ shown, earlier, question }: ResultView, language: ContentLanguage): string {
  const before = earlier.at(-1);
  if (!before || !shown) return '';
  return changeWords(language, question, { week: before.week, before: before.cell, now: shown.cell });
}

/** "No real change" unless the difference is larger than chance would make it. Empty where nothing compares. */
export function changeWords(
  language: ContentLanguage,
  question: Question,
  { week, before, now }: { readonly week: string; readonly before: ShownCell; readonly now: ShownCell },
): string {
  if (!before.score || !now.score) return '';
  const one = { value: before.score.value, margin: before.margin };
  const other = { value: now.score.value, margin: now.margin };
  const direction = isRealChange(one, other) ? (other.value > one.value ? 'up' : 'down') : 'same';
  return texts(language)(`pulses.trend.${direction}`, {
    week: weekName(language, week),
    value: scoreWords(language, question, before.score),
  });
}

/** One bar a round, each with its week and its figure in words, so that nothing hangs on the picture. */
function trendBars(
  { shown, earlier, question }: ResultView,
  week: string,
  language: ContentLanguage,
): readonly Element[] {
  if (!shown) return [];
  const rounds = [...earlier.slice(-TREND_ROUNDS), { week, cell: shown.cell }];
  return rounds.map((round, at) => {
    const now = at === rounds.length - 1;
    const value = { ...line(cellWords(language, question, round.cell)), weight: now ? 'Bolder' : 'Default' };
    return columns([
      { type: 'Column', width: '72px', items: [small(weekName(language, round.week))] },
      ...bar(share(question, round.cell), now ? 'accent' : 'good'),
      { type: 'Column', width: '88px', items: [value] },
    ]);
  });
}

/** One bar a choice, in the order they were asked in; of many choices those that most chose. */
function choiceBars(cell: ShownCell, question: Question, language: ContentLanguage): readonly Element[] {
  const say = texts(language);
  const shares = (cell.shares ?? []).map((percent, choice) => ({ percent, choice }));
  const most = new Set([...shares].sort((a, b) => b.percent - a.percent).slice(0, CHOICES));
  return [
    ...shares
      .filter((one) => most.has(one))
      .flatMap(({ percent, choice }) => [
        { ...small(plain(choiceWords(language, question, choice))), spacing: 'Small' },
        columns([
          ...bar(percent / 100, 'accent'),
          { type: 'Column', width: '64px', items: [line(say('pulses.percent', { value: percent }))] },
        ]),
      ]),
    ...(shares.length > CHOICES ? [small(say('pulses.result.most', { count: CHOICES }))] : []),
  ];
}

const columns = (columns: readonly Element[]): Element => ({ type: 'ColumnSet', spacing: 'Small', columns });

/** Filled to that share; beside it always stands the figure. */
function bar(filled: number, style: 'accent' | 'good'): readonly Element[] {
  const width = Math.round(filled * 100);
  const part = (width: number, style: string, more: object = {}): Element => {
    return { type: 'Column', width, style, minHeight: '12px', items: [], ...more };
  };
  const parts = [part(width, style), part(100 - width, 'emphasis', { spacing: 'None' })];
  // A column has its padding however narrow it is, and would show where there is nothing.
  return parts.filter((one) => one['width'] !== 0);
}

function share(question: Question, cell: ShownCell): number {
  if (!cell.score) return topChoice(cell).percent / 100;
  if (question.scale === 'yesno') return cell.score.value / 100;
  const { min, max } = stepsOf(question);
  return (cell.score.value - min) / (max - min);
}

/** A question to talk about, another one each week. */
function talk(say: Texts, week: string): readonly Element[] {
  const questions = ['pulses.talk.1', 'pulses.talk.2', 'pulses.talk.3'] as const;
  const question = questions[Number(week.slice(-2)) % questions.length] ?? 'pulses.talk.1';
  return [{ ...line(say('pulses.talk.title')), weight: 'Bolder' }, line(say(question))];
}

const line = (text: string): Element => ({ type: 'TextBlock', text, wrap: true });

const small = (text: string): Element => ({ ...line(text), size: 'Small', isSubtle: true });
