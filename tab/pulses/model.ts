import { type RateCell, type ResultCell, type ResultsReply, type RoundResult } from '../../bot/pulses/api.ts';

export type ShownCell = Extract<ResultCell, { shown: true }>;
export type UnitRow = ResultsReply['units'][number] & { readonly depth: number };

/** Units as people know them: each under the one it belongs to. */
export function unitTree(units: ResultsReply['units']): readonly UnitRow[] {
  const known = new Set(units.map(({ id }) => id));
  const below = (parent: string | null, depth: number): readonly UnitRow[] =>
    units
      .filter((unit) => (unit.parent !== null && known.has(unit.parent) ? unit.parent : null) === parent)
      .flatMap((unit) => [{ ...unit, depth }, ...below(unit.id, depth + 1)]);
  return below(null, 0);
}

/** Where on the question's scale a value lies, from 0 to 1. */
export function share(question: RoundResult['question'], value: number): number {
  const [min, max] = ends(question);
  return Math.min(1, Math.max(0, (value - min) / (max - min)));
}

export function ends({ scale, min, max }: RoundResult['question']): readonly [number, number] {
  return scale === 'agree5' || scale === 'zero10' ? [min, max] : [0, 100];
}

export function cellOf(round: RoundResult, unit: string): ResultCell | undefined {
  return round.cells.find((cell) => cell.unit === unit);
}

export function rateOf(round: RoundResult, unit: string): RateCell | undefined {
  return round.rates.find((rate) => rate.unit === unit);
}

/** The rounds that asked the same question, oldest first; the most asked question first, then the newest. */
export function trends(rounds: readonly RoundResult[]): readonly (readonly RoundResult[])[] {
  const groups = new Map<string, RoundResult[]>();
  for (const round of rounds) {
    const { id } = round.question;
    const group = groups.get(id) ?? [];
    groups.delete(id);
    groups.set(id, [...group, round]);
  }
  return [...groups.values()].reverse().sort((one, other) => other.length - one.length);
}

/** The newest round of each area. */
export function newestOfAreas(rounds: readonly RoundResult[]): readonly RoundResult[] {
  const newest = new Map(rounds.map((round) => [round.area.id, round]));
  return [...newest.values()];
}

/** Did it really change, or could the intervals alone make the difference? */
export function movement(earlier: ShownCell, later: ShownCell): 'up' | 'down' | 'same' {
  const difference = later.value - earlier.value;
  if (Math.abs(difference) <= Math.hypot(earlier.margin, later.margin)) return 'same';
  return difference > 0 ? 'up' : 'down';
}
