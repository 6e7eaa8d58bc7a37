import { type RateCell, type ResultCell, type ResultsReply, type RoundResult } from '../api.ts';

/**
 * What the results page draws and the files hold: chosen and set side by side from a reply, so that both show the
 * same and neither shows more than the reply.
 */

export type ShownCell = Extract<ResultCell, { shown: true }>;
export type Movement = 'up' | 'down' | 'same';
type Unit = ResultsReply['units'][number];
type Scale = RoundResult['question']['scale'];

export interface AreaPicture {
  readonly round: RoundResult;
  readonly own: ResultCell | undefined;
  /** The whole agency; `undefined` when it is the unit itself. */
  readonly agency: ShownCell | undefined;
  /** Is the unit really above or below the agency, or could the intervals alone make the difference? */
  readonly against: Movement | undefined;
  /** The last time the same question was asked. */
  readonly earlier: { readonly week: string; readonly cell: ShownCell } | undefined;
  readonly change: Movement | undefined;
}

export interface TrendPicture {
  readonly round: RoundResult;
  /** Oldest first. */
  readonly points: readonly {
    readonly round: RoundResult;
    readonly own: ResultCell | undefined;
    readonly agency: ShownCell | undefined;
  }[];
  /** Between the last two that are shown. */
  readonly change: Movement | undefined;
  readonly last: ShownCell | undefined;
}

export interface HeatPicture {
  readonly rounds: readonly RoundResult[];
  readonly rows: readonly {
    readonly unit: Unit;
    readonly depth: number;
    readonly cells: readonly (ResultCell | undefined)[];
  }[];
}

export interface RatePicture {
  readonly history: readonly {
    readonly round: RoundResult;
    readonly own: RateCell | undefined;
    readonly agency: RateCell | undefined;
  }[];
  readonly newest: RoundResult | undefined;
  readonly units: readonly { readonly unit: Unit; readonly depth: number; readonly rate: RateCell }[];
}

/** How the answers to a question were spread; of a choice it is all there is. */
export interface SpreadPicture {
  readonly round: RoundResult;
  readonly own: ResultCell | undefined;
}

interface AreaQuestion {
  readonly area: string;
  readonly scale: Scale;
  /** A statement that one hopes is not so. */
  readonly lowIsBest: boolean;
}

/**
 * Of each area the newest of its scored questions, in the order the areas came in. Where low is best only when an
 * area has nothing else: beside the others its bar would say the opposite of what it means.
 */
export function newestOfAreas<One>(
  oldestFirst: readonly One[],
  of: (one: One) => AreaQuestion,
): readonly One[] {
  const newest = new Map<string, One>();
  for (const one of oldestFirst) {
    const { area, scale, lowIsBest } = of(one);
    const known = newest.get(area);
    const isBetter = known === undefined || !lowIsBest || of(known).lowIsBest;
    if (isScored(scale) && isBetter) newest.set(area, one);
  }
  return [...newest.values()];
}

export function areaPictures(reply: ResultsReply): readonly AreaPicture[] {
  return areasOf(reply).map((round) => {
    const own = ownCell(reply, round);
    const agency = agencyCell(reply, round);
    const earlier = earlierOf(reply, round);
    return {
      ...{ round, own, agency, earlier },
      against: movement(agency, own),
      change: movement(earlier?.cell, own),
    };
  });
}

/** The last time the same question was asked and the unit had a figure. */
function earlierOf(reply: ResultsReply, { question, closedAt }: RoundResult): AreaPicture['earlier'] {
  return reply.rounds
    .filter((one) => one.question.id === question.id && one.question.scale === question.scale)
    .filter((one) => one.closedAt < closedAt)
    .flatMap((one) => {
      const cell = ownCell(reply, one);
      return cell?.shown ? [{ week: one.week, cell }] : [];
    })
    .at(-1);
}

/** The question with the most figures first, then the newest. */
export function trendPictures(reply: ResultsReply): readonly TrendPicture[] {
  const groups = Map.groupBy(
    reply.rounds.filter(({ question }) => isScored(question.scale)),
    ({ question }) => `${question.scale} ${question.id}`,
  );
  const pictures = [...groups.values()].flatMap((rounds) => {
    const round = rounds.at(-1);
    if (!round) return [];
    const points = rounds.map((one) => ({
      round: one,
      own: ownCell(reply, one),
      agency: agencyCell(reply, one),
    }));
    const [before, last] = lastTwo(points.map(({ own }) => own));
    return [{ round, points, last, change: movement(before, last) }];
  });
  const figures = ({ points }: TrendPicture) => points.filter(({ own }) => own?.shown).length;
  return pictures
    .sort((one, other) => other.round.closedAt.localeCompare(one.round.closedAt))
    .sort((one, other) => figures(other) - figures(one));
}

export function heatPicture(reply: ResultsReply): HeatPicture {
  const rounds = areasOf(reply);
  const cells = rounds.map((round) => new Map(round.cells.map((cell) => [cell.unit, cell])));
  const seen = new Set(cells.flatMap((of) => [...of.keys()]));
  const rows = inTree(reply.units).filter(({ unit }) => seen.has(unit.id));
  return { rounds, rows: rows.map((row) => ({ ...row, cells: cells.map((of) => of.get(row.unit.id)) })) };
}

export function ratePicture(reply: ResultsReply): RatePicture {
  const { unit, agency } = reply.focus;
  const rounds = [...new Map(reply.rounds.map((round) => [round.id, round])).values()];
  const rateOf = (round: RoundResult, of: string | null) => round.rates.find((rate) => rate.unit === of);
  const newest = rounds.at(-1);
  return {
    history: rounds.map((round) => ({
      round,
      own: rateOf(round, unit),
      agency: unit === agency ? undefined : rateOf(round, agency),
    })),
    newest,
    units: inTree(reply.units).flatMap((row) => {
      const rate = newest && rateOf(newest, row.unit.id);
      return rate ? [{ ...row, rate }] : [];
    }),
  };
}

/** The newest round of each question whose spread may be shown, and of each choice; those that are hidden last. */
export function spreadPictures(reply: ResultsReply): readonly SpreadPicture[] {
  const newest = new Map(reply.rounds.map((round) => [round.question.id, round]));
  const pictures = [...newest.values()].reverse().flatMap((round) => {
    const own = ownCell(reply, round);
    const spread = own?.shown === true && own.distribution !== null;
    return spread || !isScored(round.question.scale) ? [{ round, own, spread }] : [];
  });
  return pictures.sort((one, other) => Number(other.spread) - Number(one.spread));
}

/** Units as people know them: each under the one it belongs to. */
export function inTree(units: readonly Unit[]): readonly { readonly unit: Unit; readonly depth: number }[] {
  const known = new Set(units.map(({ id }) => id));
  const parentOf = ({ parent }: Unit) => (parent !== null && known.has(parent) ? parent : null);
  const below = Map.groupBy(units, parentOf);
  const under = (parent: string | null, depth: number): { unit: Unit; depth: number }[] =>
    (below.get(parent) ?? []).flatMap((unit) => [{ unit, depth }, ...under(unit.id, depth + 1)]);
  return under(null, 0);
}

/** Where on the question's scale a value lies, from 0 to 1. */
export function share({ question }: Pick<RoundResult, 'question'>, value: number): number {
  const [min, max] = endsOf(question);
  return Math.min(1, Math.max(0, (value - min) / (max - min)));
}

export function endsOf({ scale, min, max }: RoundResult['question']): readonly [number, number] {
  return scale === 'agree5' || scale === 'zero10' ? [min, max] : [0, 100];
}

export const isScored = (scale: Scale): boolean => scale !== 'one' && scale !== 'several';

/** Is there a real difference, or could the intervals alone make it? */
function movement(from: ShownCell | undefined, to: ResultCell | undefined): Movement | undefined {
  if (!from || !to?.shown) return undefined;
  const difference = to.value - from.value;
  if (Math.abs(difference) <= Math.hypot(from.margin, to.margin)) return 'same';
  return difference > 0 ? 'up' : 'down';
}

function areasOf({ rounds }: ResultsReply): readonly RoundResult[] {
  return newestOfAreas(rounds, ({ area, question: { scale, lowIsBest } }) => ({
    ...{ area: area.id, scale, lowIsBest },
  }));
}

function ownCell({ focus }: ResultsReply, { cells }: RoundResult): ResultCell | undefined {
  return cells.find(({ unit }) => unit === focus.unit);
}

function agencyCell({ focus }: ResultsReply, { cells }: RoundResult): ShownCell | undefined {
  if (focus.unit === focus.agency) return undefined;
  return cells.find((cell): cell is ShownCell => cell.unit === focus.agency && cell.shown);
}

function lastTwo(cells: readonly (ResultCell | undefined)[]): [ShownCell | undefined, ShownCell | undefined] {
  const shown = cells.filter((cell): cell is ShownCell => cell?.shown === true);
  return [shown.at(-2), shown.at(-1)];
}
