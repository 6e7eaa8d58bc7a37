import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HomeChange } from '../../bot/people/model.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { type Question } from '../../bot/pulses/model/question.ts';
import { rules } from '../../bot/pulses/model/rules.ts';
import { type Seal } from '../../bot/pulses/seal.ts';
import { ballotStore } from '../../bot/pulses/store/ballots.ts';
import { type RoundUnit } from '../../bot/pulses/store/rounds.ts';
import { closeFilled, fillRound, type People, type SealedRound } from '../support/closed-round.ts';

const SECTION = 20;
const DEPARTMENT = 25;
const MOVED_EACH = 200;

const same = (text: string) => ({ nb: text, nn: text, en: text });

const question: Question = {
  ...{ id: 'q', version: 1, scale: 'agree5', area: { id: 'a', name: same('a') } },
  ...{ text: same('?'), low: same('lav'), high: same('høy'), options: [] },
};

/** Agency, departments, sections of twenty; everybody answers. The next round is two weeks later, one in 200 has moved. */
function agency(sections: number) {
  const kinds = { elsewhere: false, homes: 0 };
  const departments = Math.ceil(sections / DEPARTMENT);
  const units: RoundUnit[] = [
    { ...kinds, id: 'etat', name: 'Etaten', kind: 'agency', parent: undefined },
    ...Array.from({ length: departments }, (_, at): RoundUnit => {
      return { ...kinds, id: `a${at}`, name: `Avdeling ${at}`, kind: 'department', parent: 'etat' };
    }),
    ...Array.from({ length: sections }, (_, at): RoundUnit => {
      const parent = `a${Math.floor(at / DEPARTMENT)}`;
      return { id: `s${at}`, name: `S ${at}`, kind: 'section', parent, homes: SECTION, elsewhere: false };
    }),
  ];
  const people = Array.from({ length: sections * SECTION }, (_, number) => number);
  const section = (number: number) => `s${Math.floor(number / SECTION)}`;
  const moved = people.filter((number) => number % MOVED_EACH === 0);
  const changes = moved.map((number): HomeChange => {
    return { person: `p${number}`, from: section(number), to: `s${(number * 7) % sections}`, at: day(7) };
  });
  const unitLater = new Map(changes.map(({ person, to }) => [person, to ?? '']));
  const homes = people.map((number) => {
    const person = `p${number}`;
    return { person, name: person, unit: unitLater.get(person) ?? section(number) };
  });
  const round = (number: number): SealedRound => ({
    ...{ tenant: 'etat', id: `r${number}`, rules, comments: false, questions: [question], units },
    ...{ opensAt: day(number * 14), closesAt: day(number * 14 + 4) },
    ballots: people.map((person) => ({
      unit: number === 0 ? section(person) : (homes[person]?.unit ?? ''),
      answers: [1 + ((person * 7919) % 5)],
      comments: [undefined],
    })),
  });
  return { first: round(0), second: round(1), people: { homes, changes } };
}

const day = (number: number) => new Date(Date.UTC(2027, 0, 4 + number));

/** What cannot be saved: reading every sealed answer, opening it and adding it up. */
async function addUp(database: Database, round: SealedRound, seal: Seal): Promise<number> {
  const sums = new Map<string, number>();
  const { engine } = database;
  for (const { token, body } of await ballotStore({ connection: database, engine }).all(round)) {
    const ballot = seal.open(token, body);
    const [answer] = ballot?.answers ?? [];
    if (ballot && typeof answer === 'number') sums.set(ballot.unit, (sums.get(ballot.unit) ?? 0) + answer);
  }
  return sums.size;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

interface Measured {
  readonly answers: number;
  readonly plainMs: number;
  readonly firstMs: number;
  readonly secondMs: number;
}

async function measure(sections: number): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'lederpuls-bench-'));
  const database = await embeddedDatabase(folder);
  try {
    const { first, second, people } = agency(sections);
    const stayed: People = { homes: people.homes, changes: [] };
    const seal = await fillRound(database, first);
    const plain: number[] = [];
    for (let time = 0; time < 4; time++) plain.push(await timed(() => addUp(database, first, seal)));
    const firstMs = await timed(() => closeFilled(database, first, { seal, people: stayed }));
    const again = await fillRound(database, second);
    const secondMs = await timed(() => closeFilled(database, second, { seal: again, people }));
    return { answers: first.ballots.length, plainMs: Math.min(...plain.slice(1)), firstMs, secondMs };
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Closes a round of 10,000 answers in 500 sections, and one of ten times as many: the audit at three levels, all
 * writing and deleting included; then a second round held against the first, where one person in 200 has moved. Beside
 * it, in the same run: only reading, opening and adding up the same answers.
 */
export async function benchClosing(): Promise<void> {
  await measure(50);
  const small = await measure(500);
  const large = await measure(5000);
  const row = ({ answers, plainMs, firstMs, secondMs }: Measured) => ({
    answers,
    'adding up, ms': plainMs.toFixed(0),
    'closing, ms': firstMs.toFixed(0),
    ratio: (firstMs / plainMs).toFixed(2),
    'µs an answer': ((1000 * firstMs) / answers).toFixed(1),
    'closing beside an earlier round, ms': secondMs.toFixed(0),
    'its ratio': (secondMs / plainMs).toFixed(2),
  });
  console.table({ '500 sections': row(small), '5,000 sections': row(large) });
  const growth = (of: keyof Measured) => (large[of] / small[of]).toFixed(1);
  console.log(
    `ten times as many answers: adding up ${growth('plainMs')} times as long, closing ${growth('firstMs')}, ` +
      `beside an earlier round ${growth('secondMs')}`,
  );
}
