import { type Language, texts, weekName } from '../../platform/texts.ts';
import { type QuestionResult, type Results } from '../actions/results.ts';
import { stepsOf } from '../model/question.ts';
import { type ShownCell } from '../model/release.ts';
import { changeWords } from './result.ts';
import { cellWords, rateWords, scoreWords } from './words.ts';

/** The most important in one to three plain sentences, from what is shown and nothing else. */
export function summaryWords(results: Results, language: Language): string {
  const say = texts(language);
  const last = results.questions.at(-1);
  if (results.lost) return say('pulses.summary.lost', { week: weekName(language, results.lost.week) });
  if (!last) return say('pulses.summary.none');
  const week = weekName(language, last.round.week);
  const top = topCell(results, last);
  if (!top) return say('pulses.summary.hidden', { week });
  const sentences = [
    rateSentence(last, top.unit, language),
    scoreSentence(results, last, top, language),
    trendSentence(results, last, top, language),
    lowestSentence(results, top.unit, language),
  ];
  return sentences.filter((one) => one !== '').join(' ');
}

interface Seen {
  readonly unit: string;
  readonly cell: ShownCell;
}

function cellFor({ cells }: QuestionResult, unit: string): ShownCell | undefined {
  return cells.find((cell): cell is ShownCell => cell.shown && cell.unit === unit);
}

function topCell({ focus }: Results, result: QuestionResult): Seen | undefined {
  for (const unit of focus) {
    const cell = cellFor(result, unit);
    if (cell) return { unit, cell };
  }
  return undefined;
}

function rateSentence({ rates, round }: QuestionResult, unit: string, language: Language): string {
  const week = weekName(language, round.week);
  const Week = week.charAt(0).toUpperCase() + week.slice(1);
  const rate = rates.find((one) => one.shown && one.unit === unit);
  const say = texts(language);
  if (!rate?.shown) return say('pulses.summary.week', { Week });
  return say('pulses.summary.rate', { Week, rate: rateWords(language, rate.rate) });
}

function scoreSentence(
  { units }: Results,
  { question }: QuestionResult,
  { unit, cell }: Seen,
  language: Language,
): string {
  const say = texts(language);
  const name = units.find(({ id }) => id === unit)?.name ?? '';
  const area = question.area.name[language];
  const value = cellWords(language, question, cell);
  if (question.scale === 'agree5' || question.scale === 'zero10')
    return say('pulses.summary.score', { area, value, max: stepsOf(question).max, unit: name });
  return say('pulses.summary.yes', { area, value, unit: name });
}

function trendSentence({ questions }: Results, last: QuestionResult, now: Seen, language: Language): string {
  const before = questions
    .filter(({ question, round }) => question.id === last.question.id && round.id !== last.round.id)
    .flatMap((one) => {
      const cell = cellFor(one, now.unit);
      return cell ? [{ week: one.round.week, cell }] : [];
    })
    .at(-1);
  if (!before) return '';
  return changeWords(language, last.question, { week: before.week, before: before.cell, now: now.cell });
}

/** The lowest area, by each area's newest answer on the five-step scale; nothing where there is only one. */
function lowestSentence({ questions }: Results, unit: string, language: Language): string {
  const newest = new Map<string, { readonly result: QuestionResult; readonly cell: ShownCell }>();
  for (const result of questions) {
    const cell = result.question.scale === 'agree5' ? cellFor(result, unit) : undefined;
    if (cell) newest.set(result.question.area.id, { result, cell });
  }
  const ordered = [...newest.values()].sort(
    (a, b) => (a.cell.score?.value ?? 0) - (b.cell.score?.value ?? 0),
  );
  const [lowest] = ordered;
  if (!lowest?.cell.score || ordered.length < 2) return '';
  const { question } = lowest.result;
  const value = scoreWords(language, question, lowest.cell.score);
  return texts(language)('pulses.summary.lowest', { area: question.area.name[language], value });
}
