import { type RateCell, type ResultCell, type ResultsReply, type RoundResult } from '../../bot/pulses/api.ts';
import { endsOf, type Movement, type ShownCell } from '../../bot/pulses/model/pictures.ts';
import { weekName } from '../platform/dates.ts';
import { type Translate } from '../platform/texts.ts';

/** How the page puts cells and weeks into words. */
export interface Words {
  readonly t: Translate;
  /** With its year where the page holds weeks of several years. */
  readonly week: (week: string) => string;
  /** Everything a cell says, in one line, as a table has it. */
  readonly cell: (cell: ResultCell | RateCell | undefined) => string;
  /** `3,8 av 5`. */
  readonly value: (round: RoundResult, cell: ShownCell) => string;
  readonly unit: (id: string | null) => string;
}

export function wordsOf({ rounds, units, receipts }: ResultsReply, t: Translate): Words {
  const years = new Set([...rounds, ...receipts].map(({ week }) => week.slice(0, 4)));
  const names = new Map(units.map(({ id, name }) => [id, name]));
  return {
    t,
    week: (week) =>
      years.size > 1
        ? t('results.week.year', { week: weekName(t, week), year: week.slice(0, 4) })
        : weekName(t, week),
    cell(cell) {
      if (!cell) return t('results.none');
      if (!cell.shown) return t('results.hidden.why', { why: cell.why });
      if (!('margin' in cell)) return cell.text;
      const text = cell.widened ? t('results.coarse', { value: cell.text }) : cell.text;
      return cell.margin > 0
        ? t('results.margin', { value: text, margin: oneDecimal(t, cell.margin) })
        : text;
    },
    value({ question }, { text }) {
      const [, max] = endsOf(question);
      return question.scale === 'agree5' || question.scale === 'zero10'
        ? t('results.of', { value: text, max })
        : text;
    },
    unit: (id) => names.get(id ?? '') ?? '',
  };
}

export function againstWords(
  t: Translate,
  against: Movement | undefined,
  agency: ShownCell | undefined,
): string {
  return against && agency ? t(`results.against.${against}`, { value: agency.text }) : '';
}

const oneDecimal = (t: Translate, value: number) => value.toFixed(1).replace('.', t('number.point'));
