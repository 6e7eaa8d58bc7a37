import { type Caller, type Http } from '../platform/http/http.ts';
import { type Language } from '../platform/texts.ts';
import { Refusal } from '../refusal.ts';
import { pulseResults, type QuestionResult, type Reach, type Results } from './actions/results.ts';
import { type PulseSurroundings } from './actions/surroundings.ts';
import { type RateCell, type ResultCell, type ResultsReply, type RoundResult } from './api.ts';
import { summaryWords } from './cards/summary.ts';
import { cellWords, rateWords, stepWords, topChoice, whyNoRateWords, whyWords } from './cards/words.ts';
import { type Question, stepsOf } from './model/question.ts';
import { type ReleasedRate } from './model/rates.ts';
import { type ReleasedCell } from './model/release.ts';

/** What HR, the employee representatives and leaders read in the tab: released cells only. */
export function pulsesRoutes(http: Http, at: PulseSurroundings): void {
  http.get('/api/results', async ({ caller }) => {
    const results = await pulseResults(at, caller.tenant, await reachOf(at, caller));
    return reply(results, caller.language);
  });
}

async function reachOf({ people }: PulseSurroundings, { tenant, id, roles }: Caller): Promise<Reach> {
  if (roles.includes('Puls.HR')) return 'all';
  if (roles.includes('Puls.Representative')) return 'agency';
  const home = await people.homeUnit({ tenant, id });
  if (!home) throw new Refusal('not-allowed');
  return { unit: home.id };
}

function reply(results: Results, language: Language): ResultsReply {
  const { open, units } = results;
  return {
    summary: summaryWords(results, language),
    units: units.map(({ id, name, kind, parent }) => ({ id, name, kind, parent: parent ?? null })),
    rounds: results.questions.map((result) => roundResult(result, language)),
    open: open
      ? {
          week: open.round.week,
          title: open.question.text[language],
          closesAt: open.round.closesAt.toISOString(),
        }
      : null,
  };
}

function roundResult({ round, question, cells, rates }: QuestionResult, language: Language): RoundResult {
  const { min, max } = stepsOf(question);
  return {
    id: round.id,
    week: round.week,
    closedAt: (round.closedAt ?? round.closesAt).toISOString(),
    area: { id: question.area.id, name: question.area.name[language] },
    question: { id: question.id, text: question.text[language], scale: question.scale, min, max },
    cells: cells.map((cell) => resultCell(cell, question, language)),
    rates: rates.map((rate) => rateCell(rate, language)),
  };
}

function resultCell(cell: ReleasedCell, question: Question, language: Language): ResultCell {
  const { unit } = cell;
  if (!cell.shown) return { unit, shown: false, why: whyWords(language, cell.why) };
  const labels = stepWords(language, question);
  return {
    unit,
    shown: true,
    value: cell.score?.value ?? topChoice(cell).percent,
    text: cellWords(language, question, cell),
    margin: cell.margin,
    distribution: cell.shares?.map((percent, step) => ({ label: labels[step] ?? '', percent })) ?? null,
  };
}

function rateCell(rate: ReleasedRate, language: Language): RateCell {
  const { unit } = rate;
  if (!rate.shown) return { unit, shown: false, why: whyNoRateWords(language, rate.why) };
  return { unit, shown: true, percent: rate.rate.percent, text: rateWords(language, rate.rate) };
}
