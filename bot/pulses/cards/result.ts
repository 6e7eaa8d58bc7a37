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

/** What a channel sees after closing: one sentence first, then the picture, then what is hidden and why. */
export function resultPart(results: ChannelResult, week: string, language: ContentLanguage): CardPart {
  const say = texts(language);
  if (results === 'lost') return { body: [line(say('pulses.lost'))], actions: [] };
  if ('elsewhere' in results) {
    const text = channelWords(language, results.elsewhere, 'pulses.result.elsewhere');
    return { body: [line(text)], actions: [] };
  }
  return { body: results.flatMap((result) => resultElements(result, week, language)), actions: [] };
}

function resultElements(result: ResultView, week: string, language: ContentLanguage): readonly Element[] {
  const say = texts(language);
  const { question, shown, why, rules } = result;
  const asked = line(say('pulses.result.question', { question: plain(textIn(question.text, language)) }));
  if (!shown) return [asked, line(say('pulses.result.none')), line(say('pulses.result.thanks'))];
  const sentence = [resultWords(shown, question, language), trendWords(result, language)].join(' ').trim();
  const larger = why && { larger: plain(shown.unit.name), why: whyWords(language, why, rules) };
  return [
    { ...line(sentence), weight: 'Bolder' },
    asked,
    ...bars(result, week, language),
    ...(shown.cell.widened ? [small(say('pulses.widened'))] : []),
    ...(larger ? [small(say('pulses.result.larger', larger)), ...talk(say, week)] : []),
    small(say('pulses.result.thanks')),
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
function bars(
  { shown, earlier, question }: ResultView,
  week: string,
  language: ContentLanguage,
): readonly Element[] {
  if (!shown) return [];
  const rounds = [...earlier.slice(-TREND_ROUNDS), { week, cell: shown.cell }];
  return rounds.map((round, at) => {
    const now = at === rounds.length - 1;
    const filled = Math.round(share(question, round.cell) * 100);
    return {
      type: 'ColumnSet',
      spacing: 'Small',
      columns: [
        { type: 'Column', width: '72px', items: [small(weekName(language, round.week))] },
        { type: 'Column', width: 'stretch', verticalContentAlignment: 'Center', items: [bar(filled, now)] },
        {
          type: 'Column',
          width: '88px',
          items: [{ ...line(cellWords(language, question, round.cell)), weight: now ? 'Bolder' : 'Default' }],
        },
      ],
    };
  });
}

function bar(filled: number, now: boolean): Element {
  const part = (width: number, style: string): Element => ({
    type: 'Column',
    width: Math.max(1, width),
    style,
    minHeight: '12px',
    items: [],
  });
  return {
    type: 'ColumnSet',
    spacing: 'None',
    columns: [part(filled, now ? 'accent' : 'good'), { ...part(100 - filled, 'emphasis'), spacing: 'None' }],
  };
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
