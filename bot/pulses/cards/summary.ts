import { textIn } from '../../content/model.ts';
import { type Language, texts, weekName } from '../../platform/texts.ts';
import { type EndedRound, type QuestionResult, type Results } from '../actions/results.ts';
import { stepsOf } from '../model/question.ts';
import { type ShownCell } from '../model/release.ts';
import { isRealChange } from '../model/scores.ts';
import { chainOf } from '../model/tree.ts';
import { changeWords } from './result.ts';
import { choiceWords, rateWords, scoreWords, topChoice } from './words.ts';

/** The most important in one to three plain sentences, from what is shown and nothing else. */
export function summaryWords(results: Results, language: Language): string {
  const say = texts(language);
  const last = results.questions.at(-1);
  if (results.lost) return say('pulses.summary.lost', { week: weekName(language, results.lost.week) });
  if (!last) return say('pulses.summary.none');
  const week = weekName(language, last.round.week);
  const top = topCell(results, last);
  if (!top) {
    const lowest = lowestSentence(results, results.unit ?? '', language);
    return [say('pulses.summary.hidden', { week }), lowest].filter((one) => one !== '').join(' ');
  }
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

/** Of the unit in focus, or of the nearest larger one that has a figure. */
function topCell({ units, unit }: Results, result: QuestionResult): Seen | undefined {
  for (const one of chainOf(units, unit ?? '')) {
    const cell = cellFor(result, one);
    if (cell) return { unit: one, cell };
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
  const area = textIn(question.area.name, language);
  if (!cell.score) {
    const { choice, percent } = topChoice(cell);
    const option = choiceWords(language, question, choice);
    return say('pulses.summary.choice', {
      area,
      option,
      value: say('pulses.percent', { value: percent }),
      unit: name,
    });
  }
  const value = scoreWords(language, question, cell.score);
  if (question.scale === 'yesno') return say('pulses.summary.yes', { area, value, unit: name });
  const { max } = stepsOf(question);
  if (question.wanted !== 'low') return say('pulses.summary.score', { area, value, max, unit: name });
  const statement = textIn(question.text, language).replace(/\.$/, '');
  return say('pulses.summary.score.low', { statement, value, max, unit: name });
}

function trendSentence(results: Results, last: QuestionResult, now: Seen, language: Language): string {
  const before = earlierOf(results, last, now.unit);
  if (!before) return '';
  return changeWords(language, last.question, {
    week: before.round.week,
    before: before.cell,
    now: now.cell,
  });
}

interface Scored {
  readonly result: QuestionResult;
  readonly cell: ShownCell;
}

/**
 * The lowest area, by each area's newest answer on the five-step scale; nothing where there is only one. Statements that one
 * hopes are not so say little of an area beside the others, so they are left out.
 */
function lowestSentence(results: Results, unit: string, language: Language): string {
  const newest = newestOfFiveSteps(results, unit);
  const score = ({ cell }: Scored) => cell.score?.value ?? 0;
  const [lowest, next] = [...newest.values()].sort((one, other) => score(one) - score(other));
  if (!lowest?.cell.score || !next) return '';
  const { question } = lowest.result;
  const value = scoreWords(language, question, lowest.cell.score);
  const before = earlierOf(results, lowest.result, unit);
  const how = before ? changeOf(before.cell, lowest.cell) : 'once';
  // What the sentence before has just told needs no second telling.
  const said = lowest.result === results.questions.at(-1);
  return texts(language)(`pulses.summary.lowest.${said ? 'once' : how}`, {
    area: textIn(question.area.name, language),
    value,
    week: weekName(language, before?.round.week ?? lowest.result.round.week),
  });
}

function newestOfFiveSteps({ questions }: Results, unit: string): ReadonlyMap<string, Scored> {
  const newest = new Map<string, Scored>();
  for (const result of questions) {
    const { scale, wanted, area } = result.question;
    const cell = scale === 'agree5' && wanted !== 'low' ? cellFor(result, unit) : undefined;
    if (cell) newest.set(area.id, { result, cell });
  }
  return newest;
}

/** The last time the same question was asked, and had a figure for the unit. */
function earlierOf(
  { questions }: Results,
  { question, round }: QuestionResult,
  unit: string,
): { readonly round: EndedRound; readonly cell: ShownCell } | undefined {
  return questions
    .filter((one) => one.question.id === question.id && one.question.scale === question.scale)
    .filter((one) => one.round.closedAt < round.closedAt)
    .flatMap((one) => {
      const cell = cellFor(one, unit);
      return cell ? [{ round: one.round, cell }] : [];
    })
    .at(-1);
}

function changeOf(before: ShownCell, now: ShownCell): 'up' | 'down' | 'same' {
  const [one, other] = [before, now].map(({ score, margin }) => ({ value: score?.value ?? 0, margin }));
  if (!one || !other || !isRealChange(one, other)) return 'same';
  return other.value > one.value ? 'up' : 'down';
}
