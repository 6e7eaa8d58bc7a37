import { type Connection } from '../../platform/database/database.ts';
import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';
import { type Question } from '../model/question.ts';
import { insideOf } from '../model/tree.ts';
import { type RoundUnit } from '../store/rounds.ts';
import { type PulseSurroundings } from './surroundings.ts';

/** The questions of the round's week, or none. */
export function questionsOf(
  { packs }: Pick<PulseSurroundings, 'packs'>,
  round: Pick<Round, 'pack' | 'entry'>,
): readonly Question[] {
  return packs.entry(round.pack, round.entry).questions.map((question) => {
    const { name } = packs.area(round.pack, question.area);
    return { ...question, area: { id: question.area, name } };
  });
}

/**
 * The tree now, with the people who can be asked: those at home under the unit of one of the channels, except in the
 * units that are `taken`, because another round asks there.
 */
export async function unitsAsked(
  { people }: Pick<PulseSurroundings, 'people'>,
  connection: Connection,
  given: {
    readonly round: Pick<Round, 'tenant'>;
    readonly channels: readonly Pick<LeaderChannel, 'unit'>[];
    readonly taken: ReadonlySet<string>;
  },
): Promise<readonly RoundUnit[]> {
  const { tenant } = given.round;
  const units = await people.units(tenant, connection);
  const asked = insideOf(units, ...new Set(given.channels.flatMap(({ unit }) => unit ?? [])));
  const homes = new Map<string, number>();
  for (const { unit } of await people.homes(tenant, connection)) homes.set(unit, (homes.get(unit) ?? 0) + 1);
  return units.map((unit) => {
    const elsewhere = given.taken.has(unit.id);
    return { ...unit, homes: asked.has(unit.id) && !elsewhere ? (homes.get(unit.id) ?? 0) : 0, elsewhere };
  });
}
