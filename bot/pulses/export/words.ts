import { formatNumber, type Language, texts, weekName } from '../../platform/texts.ts';
import { type RateCell, type ResultCell, type ResultsReply, type RoundResult } from '../api.ts';

/** What files say, in one language. */
export function exportWords({ rounds }: ResultsReply, language: Language) {
  const say = texts(language);
  const severalYears = new Set(rounds.map(({ week }) => week.slice(0, 4))).size > 1;
  return {
    say,
    /** With its year where the file holds weeks of several years. */
    week: ({ week }: Pick<RoundResult, 'week'>): string => {
      const name = weekName(language, week);
      return severalYears ? say('pulses.export.week', { week: name, year: week.slice(0, 4) }) : name;
    },

    /** Everything a cell says, in one line. */
    cell: (cell: ResultCell | RateCell | undefined): string => {
      if (!cell) return say('pulses.export.none');
      if (!cell.shown) return say('pulses.export.hidden', { why: cell.why });
      if (!('margin' in cell)) return cell.text;
      const text = cell.widened ? say('pulses.export.widened', { value: cell.text }) : cell.text;
      if (cell.margin === 0) return text;
      return say('pulses.export.margin', { value: text, margin: formatNumber(language, cell.margin, 1) });
    },
  };
}

export type ExportWords = ReturnType<typeof exportWords>;
