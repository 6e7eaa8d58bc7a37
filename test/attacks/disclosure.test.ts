import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Unit } from '../../bot/people/model.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { embeddedDatabase } from '../../bot/platform/database/embedded.ts';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { pulseAnswers } from '../../bot/pulses/actions/answering.ts';
import { release } from '../../bot/pulses/model/release.ts';
import { rules } from '../../bot/pulses/model/rules.ts';
import { channelOf, keysInMemory, type Organisation, roundOf, tenant, world } from '../pulses/world.ts';
import { type Equation, ranges, solver } from './attacker.ts';

const AGENCIES = 20;
const PEOPLE = 145;
const scale = { min: 1, max: 5 };

function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Agency extends Organisation {
  readonly answered: readonly { readonly person: string; readonly unit: string; readonly answer: number }[];
}

/** Departments of three to six sections of 3 to 15; 70 % answer; some teams agree, a few to the last one. */
function agencyOf(seed: number): Agency {
  const draw = random(seed);
  const units: Unit[] = [{ id: 'etat', name: 'Etaten', kind: 'agency', parent: undefined }];
  const homes: { person: string; name: string; unit: string }[] = [];
  const answered: { person: string; unit: string; answer: number }[] = [];
  const join = (unit: string, size: number) => {
    const climate = 1 + Math.floor(draw() * 5);
    const spread = draw() < 0.2 ? 0 : draw() < 0.5 ? 1 : 4;
    for (let number = 0; number < size; number++) {
      const person = `${unit}-${number}`;
      homes.push({ person, name: person, unit });
      const answer = Math.min(5, Math.max(1, climate + Math.round((draw() - 0.5) * spread)));
      if (draw() < 0.7) answered.push({ person, unit, answer });
    }
  };
  join('etat', 2);
  for (let department = 0; homes.length < PEOPLE; department++) {
    const id = `avd${department}`;
    units.push({ id, name: `Avdeling ${department}`, kind: 'department', parent: 'etat' });
    join(id, Math.floor(draw() * 3));
    const sections = 3 + Math.floor(draw() * 4);
    for (let section = 0; section < sections && homes.length < PEOPLE; section++) {
      units.push({ id: `${id}s${section}`, name: `Seksjon ${id}${section}`, kind: 'section', parent: id });
      join(`${id}s${section}`, 3 + Math.floor(draw() * 13));
    }
  }
  return { units, homes, answered };
}

/** What one build has published of an agency: per unit the printed figure. */
type Published = ReadonlyMap<string, string>;

interface Loot {
  readonly shown: number;
  readonly singledOut: number;
  readonly smallCells: number;
  readonly recovered: number;
  readonly answersTold: number;
}

/** Everything in the tree that a figure speaks of, with what its printed form tells of the total. */
function attack(agency: Agency, published: Published): Loot {
  const members = new Map(agency.units.map(({ id }) => [id, [] as number[]]));
  const parents = new Map(agency.units.map(({ id, parent }) => [id, parent]));
  for (const [number, { unit }] of agency.answered.entries())
    for (let at: string | undefined = unit; at !== undefined; at = parents.get(at))
      members.get(at)?.push(number);
  const equations: Equation[] = [...published].map(([unit, text]) => {
    const people = members.get(unit) ?? [];
    const total = people.reduce((sum, person) => sum + (agency.answered[person]?.answer ?? 0), 0);
    const figure = Number(/\d,\d/.exec(text)?.[0]?.replace(',', '.'));
    if (text.startsWith('høyst'))
      return { people, low: people.length * scale.min, high: Math.floor(figure * people.length + 1e-9) };
    if (text.startsWith('minst'))
      return { people, low: Math.ceil(figure * people.length - 1e-9), high: people.length * scale.max };
    expect(Math.abs(total / people.length - figure)).toBeLessThan(0.0501);
    return { people, low: total, high: total };
  });
  // A coded figure is no equation, but the attacker is given it as one all the same.
  const known = solver(
    agency.answered.length,
    equations.map(({ people }) => people),
  );
  const small = [...members.values()].filter((people) => people.length > 0 && people.length < rules.scores);
  return {
    shown: equations.length,
    singledOut: agency.answered.filter((_one, person) => known.knows([person])).length,
    smallCells: small.length,
    recovered: small.filter((people) => known.knows(people)).length,
    answersTold: ranges(agency.answered.length, equations, scale).filter(({ low, high }) => high - low < 3)
      .length,
  };
}

const sumOf = (loot: readonly Loot[]): Loot => {
  const add = (of: keyof Loot) => loot.reduce((sum, one) => sum + one[of], 0);
  return {
    shown: add('shown'),
    singledOut: add('singledOut'),
    smallCells: add('smallCells'),
    recovered: add('recovered'),
    answersTold: add('answersTold'),
  };
};

/** The same agency on a build that knows thresholds only. */
function thresholdOnly(agency: Agency, least: number): Published {
  const homes = new Map<string, number>();
  for (const { unit } of agency.homes) homes.set(unit, (homes.get(unit) ?? 0) + 1);
  const weak = { ...rules, scores: least, hiddenRest: 0, openScale: 0 };
  const question = { scale: 'agree5', options: [] } as const;
  const cells = release({ units: agency.units, homes, question, ballots: agency.answered, rules: weak });
  return new Map(
    cells.flatMap((cell) =>
      cell.shown && cell.score ? [[cell.unit, cell.score.value.toFixed(1).replace('.', ',')]] : [],
    ),
  );
}

const agencies = Array.from({ length: AGENCIES }, (_, at) => agencyOf(1000 + at));
const round = roundOf(1);

/** Answers, closes and reads as every role and in every channel: one map of figures, or a contradiction. */
async function publishedBy(
  database: Database,
  agency: Agency,
): Promise<{ published: Published; hr: ResultsReply }> {
  const at = world(database, keysInMemory(), agency);
  await at.open(round);
  const answers = pulseAnswers(at.surroundings);
  for (const { person, unit, answer } of agency.answered)
    await answers.answer(
      { round, channel: channelOf(unit), person: { tenant, id: person }, seen: 0 },
      () => new Map([[0, answer]]),
    );
  await at.close(round);
  await at.settle();
  const hr = await at.results('hr', ['Puls.HR']);
  const replies = [hr, await at.results('rep', ['Puls.Representative'])];
  const anybodyOf = new Map(agency.homes.map(({ unit, person }) => [unit, person]));
  for (const person of anybodyOf.values()) replies.push(await at.results(person));
  const published = figuresIn(replies);
  for (const unit of anybodyOf.keys()) expectNothingNew(await at.result(unit, round), agency, published);
  return { published, hr };
}

/** What all replies show together; two that contradict each other would be a find of their own. */
function figuresIn(replies: readonly ResultsReply[]): Published {
  const published = new Map<string, string>();
  for (const cell of replies.flatMap(({ rounds }) => rounds.flatMap(({ cells }) => cells))) {
    if (!cell.shown) continue;
    expect(published.get(cell.unit) ?? cell.text).toBe(cell.text);
    published.set(cell.unit, cell.text);
  }
  return published;
}

/** A channel card may say what the results page says, and nothing else. */
function expectNothingNew(card: string, agency: Agency, published: Published): void {
  const named = agency.units.find(({ name }) => card.includes(`${name}: `));
  const figure = /: ((?:høyst |minst )?\d,\d) av 5/.exec(card)?.[1];
  expect(figure).toBe(named && published.get(named.id));
}

describe('somebody who reads everything that is published', () => {
  const loot: Loot[] = [];
  const rateRests: number[] = [];

  beforeAll(async () => {
    for (const agency of agencies) {
      const folder = await mkdtemp(join(tmpdir(), 'lederpuls-attack-'));
      const database = await embeddedDatabase(folder);
      try {
        const { published, hr } = await publishedBy(database, agency);
        loot.push(attack(agency, published));
        rateRests.push(...smallRateRests(agency, hr));
      } finally {
        await database.close();
        await rm(folder, { recursive: true, force: true });
      }
    }
  }, 300_000);

  it('meets at least 20 agencies with 2,000 people who answered, and enough figures to work with', () => {
    expect(agencies.length).toBeGreaterThanOrEqual(20);
    expect(agencies.reduce((sum, { answered }) => sum + answered.length, 0)).toBeGreaterThanOrEqual(2000);
    expect(sumOf(loot).shown).toBeGreaterThan(agencies.length * 5);
  });

  it('singles nobody out and recovers no small cell by adding and subtracting', () => {
    expect(sumOf(loot)).toMatchObject({ singledOut: 0, recovered: 0 });
  });

  it('learns nobody’s answer from a total near the end of the scale', () => {
    expect(sumOf(loot).answersTold).toBe(0);
  });

  it('finds no response rate that tells of a handful of people', () => {
    expect(rateRests).toEqual([]);
  });

  it('succeeds on a build that knows thresholds only, so that this test can fail', () => {
    const weak = sumOf(agencies.map((agency) => attack(agency, thresholdOnly(agency, 5))));
    expect(weak.recovered).toBeGreaterThan(10);
    expect(weak.singledOut).toBeGreaterThan(0);
    expect(weak.answersTold).toBeGreaterThan(100);
    process.stdout.write(table(sumOf(loot), weak));
  });
});

/** Groups of one to nine people whose response follows from two published rates. */
function smallRateRests(agency: Agency, hr: ResultsReply): number[] {
  const within = (unit: string) => {
    const ids = new Set([unit]);
    for (const { id, parent } of agency.units) if (parent !== undefined && ids.has(parent)) ids.add(id);
    return new Set(agency.homes.filter((home) => ids.has(home.unit)).map(({ person }) => person));
  };
  const groups = hr.rounds
    .flatMap(({ rates }) => rates)
    .flatMap((rate) => (rate.shown ? [within(rate.unit)] : []));
  expect(groups.every((group) => group.size >= rules.rates)).toBe(true);
  return groups
    .map((group) => {
      const parts = groups.filter(
        (part) => part.size < group.size && [...part].every((one) => group.has(one)),
      );
      const covered = new Set(parts.flatMap((part) => [...part]));
      return covered.size === 0 ? 0 : group.size - covered.size;
    })
    .filter((rest) => rest > 0 && rest < rules.rates);
}

function table(product: Loot, weak: Loot): string {
  const row = (name: string, loot: Loot) =>
    `${name.padEnd(22)} shown ${loot.shown}  singled out ${loot.singledOut}  small cells recovered ` +
    `${loot.recovered}/${loot.smallCells}  answers told by the scale ${loot.answersTold}\n`;
  return row('this product', product) + row('threshold of 5 only', weak);
}
