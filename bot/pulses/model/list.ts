import { type ListReason, type ResultCell, type ResultsReply, type RoundResult } from '../api.ts';

/** After one of these the next round would only meet the same. */
export const stopping: ReadonlySet<ListReason> = new Set<ListReason>([
  'graph-unreachable',
  'graph-busy',
  'graph-down',
  'not-allowed',
  'not-found',
  'columns-missing',
  'out-of-space',
]);

/** Somebody has to do something first, so we seldom ask. */
const stubborn: ReadonlySet<ListReason> = new Set<ListReason>([
  'not-allowed',
  'not-found',
  'columns-missing',
  'out-of-space',
  'refused',
]);

export const isStubborn = (reason: ListReason): boolean => stubborn.has(reason);

/** What the list must have beside its title. infra/results-list.json makes it so. */
export const listColumns = [
  { name: 'LpKey', kind: 'text', indexed: true, unique: true },
  { name: 'LpRound', kind: 'text', indexed: true },
  { name: 'LpWeek', kind: 'text' },
  { name: 'LpClosed', kind: 'dateTime' },
  { name: 'LpUnit', kind: 'text' },
  { name: 'LpUnitId', kind: 'text' },
  { name: 'LpArea', kind: 'text' },
  { name: 'LpQuestion', kind: 'note' },
  { name: 'LpScale', kind: 'text' },
  { name: 'LpValue', kind: 'number' },
  { name: 'LpShown', kind: 'text' },
  { name: 'LpMargin', kind: 'number' },
  { name: 'LpSpread', kind: 'note' },
  { name: 'LpResponse', kind: 'text' },
] as const;
type ColumnName = (typeof listColumns)[number]['name'];
type Values = Readonly<Record<ColumnName | 'Title', string | number | null>>;

/** SharePoint takes no longer line. */
const lineMax = 255;

/**
 * A row for each unit and question of one round. Made of what the results page shows HR, so it can hold no more: what
 * is hidden there has no row, and comments have none at all.
 * @param safe makes a text that no spreadsheet runs
 */
export function listRows(
  { rounds, units }: Pick<ResultsReply, 'rounds' | 'units'>,
  of: { readonly round: string; readonly safe: (text: string) => string },
): readonly Values[] {
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const line = (text: string) => of.safe(text).slice(0, lineMax);
  return rounds
    .filter(({ id }) => id === of.round)
    .flatMap((round) =>
      round.cells.flatMap((cell): Values[] => {
        const unit = names.get(cell.unit);
        if (!cell.shown || unit === undefined) return [];
        return [
          {
            Title: line(`${unit} ${round.week}`),
            LpKey: [round.id, cell.unit, round.question.id].join('|').slice(0, lineMax),
            LpRound: round.id,
            LpWeek: round.week,
            LpClosed: round.closedAt.replace(/\.\d+Z$/, 'Z'),
            LpUnit: line(unit),
            LpUnitId: line(cell.unit),
            LpArea: line(round.area.name),
            LpQuestion: of.safe(round.question.text),
            LpScale: scaleOf(round),
            ...figuresOf(cell, of.safe),
            LpResponse: responseOf(round, cell.unit),
          },
        ];
      }),
    );
}

const scaleOf = ({ question: { scale, min, max } }: RoundResult): string =>
  scale === 'agree5' || scale === 'zero10' ? `${min}–${max}` : '0–100 %';

/** A number only where there is one: "at most 1.5" is no 1.5. */
function figuresOf(cell: Extract<ResultCell, { shown: true }>, safe: (text: string) => string) {
  const spread = cell.distribution?.map(({ label, percent }) => `${label}: ${percent} %`).join('; ');
  return {
    LpValue: cell.bound === 'about' ? cell.value : null,
    LpShown: safe(cell.text).slice(0, lineMax),
    LpMargin: cell.margin,
    LpSpread: spread === undefined ? null : safe(spread),
  };
}

function responseOf({ rates }: RoundResult, unit: string): string | null {
  const rate = rates.find((one) => one.unit === unit);
  return rate?.shown === true ? rate.text : null;
}
