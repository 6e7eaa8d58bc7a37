import { type Database } from '../../../bot/platform/database/database.ts';
import { type Round } from '../../../bot/programme/model/programme.ts';
import { ballotStore } from '../../../bot/pulses/store/ballots.ts';
import { keysInMemory } from '../../pulses/world.ts';
import { house, type House, type Visitor } from './house.ts';
import { textsIn, visitorsOf } from './loot.ts';
import { tenant, withDatabase } from './played.ts';
import { type Draw, seeded } from './random.ts';
import { count, type Count } from './report.ts';
import { keyNameOf, sealWith } from './sealed.ts';

const LEAST = 5;
const SIZES = { plan: 12, drift: 8, stab: 4 } as const;

export interface Polled {
  /** Answers that somebody knows exactly who reads everything after each of them. */
  readonly known: Count;
  /** Answers after which anything at all had changed for somebody else. */
  readonly noticed: Count;
}

/**
 * Everybody answers one after the other, through the door. After each answer all roles, colleagues and colluders who
 * press look at everything again. Whoever sees a mean move from one answer to the next knows the answer.
 */
export async function poll(live?: Live): Promise<Polled> {
  return await withDatabase(async (database) => {
    const at = house(database, keysInMemory());
    const homes = new Map(
      Object.entries(SIZES).flatMap(([unit, size]) =>
        Array.from({ length: size }, (_, number) => [`${unit}-${number}`, unit] as const),
      ),
    );
    const units = [{ id: 'etat', name: 'Etaten', kind: 'agency' as const, parent: undefined }].concat(
      Object.keys(SIZES).map((id) => ({
        id,
        name: `Seksjon ${id}`,
        kind: 'section',
        parent: 'etat',
      })) as never,
    );
    await at.settle(tenant, units, homes);
    const round = await at.open(tenant, 1, ['agree5']);
    const draw = seeded(3);
    const watch = async (presser: string, files: boolean) => ({
      seen: await everythingSeen(at, round, { homes, presser, files }),
      figures: (await live?.(database, at, round)) ?? [],
    });
    let known = 0;
    let noticed = 0;
    for (const [number, [person, unit]] of shuffled([...homes], draw).entries()) {
      const files = number === 0;
      const answer = 1 + draw.below(5);
      const before = await watch(person, files);
      await at.press({ tenant, id: person, roles: [] }, unit, 'answer', {
        round: round.id,
        view: 0,
        value: answer,
      });
      const after = await watch(person, files);
      if (JSON.stringify(before) !== JSON.stringify(after)) noticed++;
      if (learned(before.figures, after.figures) === answer) known++;
    }
    return { known: count(known, homes.size), noticed: count(noticed, homes.size) };
  });
}

function shuffled<One>(list: One[], draw: Draw): readonly One[] {
  for (let at = list.length - 1; at > 0; at--) {
    const other = draw.below(at + 1);
    [list[at], list[other]] = [list[other] as One, list[at] as One];
  }
  return list;
}

/** Every role and every colleague but the one who answers: page, cards, typed commands, and a colluder's own presses. */
async function everythingSeen(
  at: House,
  round: Round,
  look: { readonly homes: ReadonlyMap<string, string>; readonly presser: string; readonly files: boolean },
): Promise<unknown[]> {
  const { homes, presser, files } = look;
  const others = [...homes].filter(([person]) => person !== presser);
  const visitors = visitorsOf(tenant, new Map(others));
  const seen: unknown[] = [];
  for (const visitor of visitors)
    for (const path of at.routes.keys()) {
      // A file says what its page says, and takes a hundred times as long.
      if (files || !/export|note/.test(path))
        seen.push(textsIn(await at.get(path, visitor, { format: 'xlsx' })));
    }
  for (const unit of new Set(homes.values()))
    seen.push(await at.card(round, unit), await at.result(round, unit));
  for (const [id, unit] of others.slice(0, 3)) {
    const colluder: Visitor = { tenant, id, roles: [] };
    seen.push(await at.card(round, unit, id));
    for (const command of at.commands()) seen.push(await at.type(colluder, unit, command, 'personal'));
    // A press from an older view changes nothing; what it answers is all that a colluder can ask for.
    seen.push(await at.press(colluder, unit, 'answer', { round: round.id, view: 99, value: 1 }));
  }
  return seen;
}

/** A weakened build: the figures so far, as many products show them. */
export type Live = (database: Database, at: House, round: Round) => Promise<readonly LiveFigure[]>;

interface LiveFigure {
  readonly unit: string;
  readonly answers: number;
  readonly mean: number;
}

/** A threshold of five on live figures. */
export const liveFigures: Live = async (database, { keys }, round) => {
  const key = await keys.read(keyNameOf(round));
  const seal = key && sealWith(key, { ...round, comments: false });
  const rows = await ballotStore({ connection: database, engine: database.engine }).all(round);
  const ballots = rows.flatMap(({ token, body }) => seal?.open(token, body) ?? []);
  return Object.keys(SIZES).flatMap((unit) => {
    const answers = ballots
      .filter((ballot) => ballot.unit === unit)
      .map((ballot) => Number(ballot.answers[0]));
    const mean = answers.reduce((all, one) => all + one, 0) / answers.length;
    return answers.length < LEAST
      ? []
      : [{ unit, answers: answers.length, mean: Math.round(mean * 10) / 10 }];
  });
};

/** The answer that lies between two readings, if a figure moved by one answer. */
function learned(before: readonly LiveFigure[], after: readonly LiveFigure[]): number | undefined {
  for (const now of after) {
    const then = before.find(({ unit }) => unit === now.unit);
    if (then && now.answers === then.answers + 1)
      return Math.round(now.mean * now.answers) - Math.round(then.mean * then.answers);
  }
  return undefined;
}
