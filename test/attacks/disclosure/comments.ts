import { ballotStore } from '../../../bot/pulses/store/ballots.ts';
import { keysInMemory } from '../../pulses/world.ts';
import { thresholdEngine } from './builds.ts';
import { house } from './house.ts';
import { tenant, withDatabase } from './played.ts';
import { seeded } from './random.ts';
import { count, type Count, together } from './report.ts';
import { keyNameOf, sealWith } from './sealed.ts';

/** Comments are read by HR beside scores. May one be tied to a person, a score, or another question's comment? */
export interface Tied {
  /** By their place: the order of answering, of names, of the rows on the disk, of scores, and of length. */
  readonly byOrder: Count;
  /** Two comments of one person, in two questions: by their places. */
  readonly toEachOther: Count;
  /** Of so many comments in a list, one would be hit by chance. */
  readonly chance: number;
}

const PEOPLE = 24;
const ROUNDS = 12;

export async function attackComments(weakened = false): Promise<Tied> {
  return await withDatabase(async (database) => {
    const build = { comments: true, ...(weakened ? { engine: thresholdEngine } : {}) };
    const at = house(database, keysInMemory(), build);
    const people = Array.from({ length: PEOPLE }, (_, number) => `leder-${String(number).padStart(2, '0')}`);
    const units = [{ id: 'etat', name: 'Etaten', kind: 'agency' as const, parent: undefined }];
    await at.settle(tenant, units, new Map(people.map((person) => [person, 'etat'])));
    const draw = seeded(11);
    const orders: Count[] = [];
    const pairs: Count[] = [];
    for (let week = 1; week <= ROUNDS; week++) {
      const round = await at.open(tenant, week, ['agree5', 'zero10', 'agree5']);
      const given = people
        .map((person) => ({ person, at: draw.next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ person }) => {
          const answers = [1 + draw.below(5), draw.below(11), 1 + draw.below(5)];
          // Whoever is discontent writes more, and whoever wrote it stands in the text, for this test alone.
          const comments = answers.map(
            (answer, place) => `${'ord '.repeat(12 - answer)}${place} av ${person}`,
          );
          return { person, unit: 'etat', answers, comments };
        });
      await at.fill(round, given);
      const key = (await at.keys.read(keyNameOf(round))) ?? new Uint8Array(32);
      const rows = await ballotStore({ connection: database, engine: 'sqlite' }).all(round);
      const seal = sealWith(key, { ...round, comments: true });
      const byToken = new Map(people.map((id) => [seal.token({ tenant, id }), id]));
      await at.close(round);
      const reply = await at.get('/api/results', { tenant, id: 'hr', roles: ['Puls.HR'] }, { period: 'all' });
      const lists = writersOf(reply, round.id);
      const score = new Map(given.map(({ person, answers }) => [person, answers[0] ?? 0]));
      const known = [
        given.map(({ person }) => person),
        people,
        rows.flatMap(({ token }) => byToken.get(token) ?? []),
        [...people].sort((a, b) => (score.get(a) ?? 0) - (score.get(b) ?? 0)),
        [...people].sort((a, b) => (score.get(b) ?? 0) - (score.get(a) ?? 0)),
      ];
      for (const list of lists) for (const order of known) orders.push(hits(list, order));
      for (const [first, list] of lists.entries())
        for (const other of lists.slice(first + 1)) pairs.push(hits(list, other));
    }
    return { byOrder: together(orders), toEachOther: together(pairs), chance: 1 / PEOPLE };
  });
}

/** For each question the writers, in the order in which their comments are read. */
function writersOf(reply: unknown, round: string): readonly (readonly string[])[] {
  const { comments = [] } = reply as { comments?: { round: string; text: string }[] };
  const read = comments
    .filter((comment) => comment.round === round)
    .flatMap(({ text }) => {
      const [, place, writer] = /(\d) av (\S+)$/.exec(text) ?? [];
      return place === undefined || writer === undefined ? [] : [{ place, writer }];
    });
  return [...Map.groupBy(read, ({ place }) => place).values()].map((of) => of.map(({ writer }) => writer));
}

const hits = (list: readonly string[], order: readonly string[]): Count =>
  count(list.filter((writer, at) => order[at] === writer).length, list.length);
