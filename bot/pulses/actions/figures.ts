import { textIn } from '../../content/model.ts';
import { type ReleasedFigures } from '../../programme/slots.ts';
import { summaryWords } from '../cards/summary.ts';
import { cellWords, whyWords } from '../cards/words.ts';
import { retentionStore } from '../store/retention.ts';
import { pulseResults } from './results.ts';
import { type PulseSurroundings } from './surroundings.ts';

/** Released figures for those who look after the interests of all: the agency as a whole. */
export function releasedFigures(at: PulseSurroundings): ReleasedFigures {
  return {
    async agency(tenant, language) {
      const query = { period: '12m', show: 'all' } as const;
      const results = await pulseResults(at, { tenant, reach: 'agency', comments: false, query });
      const rounds = results.questions.toReversed().flatMap(({ round, question, cells }) =>
        cells
          .filter(({ unit }) => unit === results.agency)
          .map((cell) => ({
            week: round.week,
            question: textIn(question.text, language),
            figure: cell.shown
              ? cellWords(language, question, cell)
              : whyWords(language, cell.why, { question, rules: round.rules }),
          })),
      );
      return { summary: summaryWords(results, language), rounds };
    },
    lastDeletion: (tenant) => retentionStore(at.database).lastDeletion(tenant),
  };
}
