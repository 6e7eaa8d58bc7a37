import { textIn } from '../../content/model.ts';
import { formatDate, formatTime, type Language, texts, weekName } from '../../platform/texts.ts';
import { type EndedRound, type QuestionResult, type Results } from '../actions/results.ts';
import { type RateCell, type Receipt, type ResultCell, type ResultsReply, type RoundResult } from '../api.ts';
import { type Question, stepsOf } from '../model/question.ts';
import { type ReleasedRate } from '../model/rates.ts';
import { type ReleasedCell } from '../model/release.ts';
import { type HiddenReason, rules, type Rules } from '../model/rules.ts';
import { summaryWords } from './summary.ts';
import { cellWords, rateWords, stepWords, topChoice } from './words.ts';

/** Results in one language, as the tab gets them and the files are made of. */
export function resultsReply(results: Results, language: Language): ResultsReply {
  const { open, units, unit, agency, period } = results;
  const zones = new Map(results.programmes.map(({ id, zone }) => [id, zone]));
  return {
    summary: summaryWords(results, language),
    units: units.map(({ id, name, kind, parent }) => ({ id, name, kind, parent: parent ?? null })),
    rounds: results.questions.map((result) => roundResult(result, language)),
    open: open
      ? {
          week: open.round.week,
          title: textIn(open.question.text, language),
          closesAt: open.round.closesAt.toISOString(),
        }
      : null,
    period: { from: period.from?.toISOString() ?? null, to: period.to.toISOString() },
    focus: { unit: unit ?? null, agency: agency ?? null },
    choices: {
      programmes: results.programmes.map(({ id, name }) => ({ id, name: textIn(name, language) })),
      areas: results.areas.map(({ id, name }) => ({ id, name: textIn(name, language) })),
    },
    comments: results.comments.map(({ round, question, unit: from, text }) => ({
      ...{ round: round.id, week: round.week, unit: from, text },
      question: textIn(question.text, language),
    })),
    moreComments: results.moreComments,
    receipts: results.ended.map((round) =>
      receiptOf(round, { language, zone: zones.get(round.programme) ?? 'Europe/Oslo', now: period.to }),
    ),
    about: aboutWords(results, language),
  };
}

function roundResult({ round, question, cells, rates }: QuestionResult, language: Language): RoundResult {
  const { min, max } = stepsOf(question);
  return {
    id: round.id,
    week: round.week,
    closedAt: round.closedAt.toISOString(),
    programme: round.programme,
    area: { id: question.area.id, name: textIn(question.area.name, language) },
    question: {
      ...{ id: question.id, version: question.version, text: askedWords(question, language) },
      lowIsBest: question.wanted === 'low',
      ...{ scale: question.scale, min, max },
    },
    rules: minimumsOf(round.rules),
    cells: cells.map((cell) => resultCell(cell, { round, question }, language)),
    rates: rates.map((rate) => rateCell(rate, round, language)),
  };
}

function askedWords({ text, wanted }: Question, language: Language): string {
  const asked = textIn(text, language);
  return wanted === 'low' ? texts(language)('pulses.low-is-best', { asked }) : asked;
}

const minimumsOf = ({ scores, distributions, hiddenRest, rates }: Rules): RoundResult['rules'] => ({
  ...{ scores, distributions, hiddenRest, rates },
});

function resultCell(
  cell: ReleasedCell,
  { round, question }: Pick<QuestionResult, 'round' | 'question'>,
  language: Language,
): ResultCell {
  const { unit } = cell;
  if (!cell.shown) return { unit, shown: false, why: whyHidden(language, cell.why, round, question) };
  const labels = stepWords(language, question);
  return {
    unit,
    shown: true,
    value: cell.score?.value ?? topChoice(cell).percent,
    bound: cell.score?.bound ?? 'about',
    text: cellWords(language, question, cell),
    margin: cell.margin,
    widened: cell.widened,
    distribution: cell.shares?.map((percent, step) => ({ label: labels[step] ?? '', percent })) ?? null,
  };
}

/** By the minimum that held for the round, which an agency may have raised. */
function whyHidden(language: Language, why: HiddenReason, round: EndedRound, { scale }: Question): string {
  const choice = (scale === 'one' || scale === 'several') && why === 'too-few-answers';
  const least = choice ? round.rules.distributions : round.rules.scores;
  return texts(language)(`pulses.why.${why}`, { least });
}

function rateCell(rate: ReleasedRate, round: EndedRound, language: Language): RateCell {
  const { unit } = rate;
  if (!rate.shown)
    return {
      unit,
      shown: false,
      why: texts(language)(`pulses.why.rate-${rate.why}`, { least: round.rules.rates }),
    };
  const { percent, bound } = rate.rate;
  return { unit, shown: true, percent, bound, text: rateWords(language, rate.rate) };
}

function receiptOf(
  { id, week, state, closedAt, keyDestroyedAt }: EndedRound,
  { language, zone, now }: { readonly language: Language; readonly zone: string; readonly now: Date },
): Receipt {
  const say = texts(language);
  const at = (time: Date) => {
    const year = time.getUTCFullYear() === now.getUTCFullYear() ? '' : ` ${time.getUTCFullYear()}`;
    return { date: formatDate(language, time, zone) + year, time: formatTime(language, time, zone) };
  };
  const name = weekName(language, week);
  const key = state === 'lost' ? 'lost' : keyDestroyedAt ? 'destroyed' : 'waiting';
  return {
    round: id,
    week,
    outcome: state,
    closedAt: closedAt.toISOString(),
    keyDestroyedAt: keyDestroyedAt?.toISOString() ?? null,
    text: say(`pulses.receipt.${key}`, { week: name, ...at(keyDestroyedAt ?? closedAt) }),
  };
}

/** The rules of the newest round; and that there were others, where there were. */
function aboutWords({ questions }: Results, language: Language): readonly string[] {
  const say = texts(language);
  const held = minimumsOf(questions.at(-1)?.round.rules ?? rules);
  const changed = questions.some(
    ({ round }) => JSON.stringify(minimumsOf(round.rules)) !== JSON.stringify(held),
  );
  const widened = questions.some(({ cells }) => cells.some((cell) => cell.shown && cell.widened));
  return [
    say('pulses.about.same'),
    say('pulses.about.scores', { scores: held.scores, distributions: held.distributions }),
    say('pulses.about.rest', { least: held.hiddenRest }),
    say('pulses.about.rates', { least: held.rates }),
    ...(changed ? [say('pulses.about.changed')] : []),
    say('pulses.about.margin'),
    ...(widened ? [say('pulses.about.widened')] : []),
    say('pulses.about.background'),
  ];
}
