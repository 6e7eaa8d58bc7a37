import { type Absent, attackAbsence, attackTables } from './absent.ts';
import { agencyOf, type Shape } from './agency.ts';
import { type Knowledge, ofProduct, ofThreshold, thresholdEngine } from './builds.ts';
import { type Disk, embeddedDisk, serverDisk, steal, type Stolen } from './files.ts';
import { attackOneRound, type OneRound } from './one-round.ts';
import { attackChanges, attackRepeated, coming } from './over-rounds.ts';
import { play, type Played } from './played.ts';
import { attackReach } from './reach.ts';
import { count, type Count, type Line, none, together, words } from './report.ts';
import { attackComments } from './comments.ts';
import { attackExports } from './exports.ts';
import { attackRunning } from './running.ts';
import { liveFigures, poll } from './while-open.ts';

export interface Size {
  readonly agencies: number;
  /** A fresh PostgreSQL database, where there is a server. */
  readonly freshServer: (() => Promise<string>) | undefined;
  /** Told after each agency. */
  readonly tell?: (text: string) => void;
}

export interface Report {
  readonly lines: readonly Line[];
  readonly agencies: number;
  readonly respondents: number;
  readonly rounds: number;
}

/** The fourteen, and what we found ourselves (B). */
export const attackNames = {
  A1: 'a linear audit over everything fetched',
  A2: 'parent minus siblings',
  A3: 'polling while open',
  A4: 'joiner and leaver',
  A5: 'unanimity and extreme means',
  A6: 'a reader and colluders',
  A7: 'a dump after closing',
  A8: 'raw files while open',
  A9: 'logs and metrics joined on time',
  A10: 'enumerating all members',
  A11: 'a comment tied to its writer',
  A12: 'every role and route',
  A13: 'exports beside the page',
  A14: 'naming who is missing',
  B1: 'distributions beside scores',
} as const;

const WEEKS = 12;
/** People whose ballots are looked for on the disk. */
const ON_DISK = 200;

const shapeOf = (at: number): Shape => (at % 10 === 8 ? 'small' : at % 10 === 9 ? 'deep' : 'ordinary');

export async function runAttacks(size: Size): Promise<Report> {
  const product = tally();
  const weak = tally();
  for (let at = 0; at < size.agencies; at++) {
    const agency = agencyOf(1000 + at, shapeOf(at), WEEKS);
    product.add(await play(agency), ofProduct);
    // The attack need not be proven on all of them.
    if (at % 2 === 0 || at % 10 === 9) weak.add(await play(agency, { engine: thresholdEngine }), ofThreshold);
    size.tell?.(`${agency.name}: ${product.respondents()} people so far`);
  }
  const lines = [
    ...inOneRound(weak, product),
    ...(await whileOpen()),
    ...(await overRounds(Math.max(3, Math.ceil(size.agencies / 10)))),
    ...(await onDisk(size)),
    ...(await elsewhere()),
    ...(await inComments()),
    ...(await whileItRuns()),
    ...absence(weak, product),
  ];
  const byNumber = (line: Line) => Number(/\d+/.exec(line.id)?.[0] ?? 99);
  return {
    lines: lines.sort((one, other) => byNumber(one) - byNumber(other)),
    agencies: size.agencies,
    respondents: product.respondents(),
    rounds: size.agencies * WEEKS,
  };
}

type Tally = ReturnType<typeof tally>;

function tally() {
  const rounds: OneRound[] = [];
  const absent: Absent[] = [];
  let contradictions = 0;
  let respondents = 0;
  const sum = <Of>(of: readonly Of[], which: (one: Of) => Count | undefined) =>
    together(of.map((one) => which(one) ?? count(0, 0)));
  return {
    add(played: Played, knowledge: Knowledge): void {
      rounds.push(...attackOneRound(played, knowledge));
      absent.push(...attackAbsence(played, knowledge));
      contradictions += played.loot.contradictions.length;
      respondents += new Set(played.agency.weeks.flatMap(({ given }) => given.map(({ person }) => person)))
        .size;
    },
    respondents: () => respondents,
    contradictions: () => contradictions,
    round: (which: (one: OneRound) => Count | undefined) => sum(rounds, which),
    absence: (which: (one: Absent) => Count | undefined) => sum(absent, which),
  };
}

function inOneRound(weak: Tally, product: Tally): readonly Line[] {
  const line = (id: string, tries: string, which: (one: OneRound) => Count | undefined) =>
    none(id, tries, weak.round(which), product.round(which));
  const reported = (id: string, tries: string, which: (one: OneRound) => Count | undefined): Line => ({
    ...line(id, tries, which),
    goal: 'reported',
    met: true,
  });
  return [
    line('A1', 'single people out by adding and subtracting', (one) => one.singledOut),
    line('A1', 'recover a group under 6 by adding and subtracting', (one) => one.smallCells),
    line('A1', 'know an answer by whole numbers and the ends of the scale', (one) => one.pinned),
    line('A1', 'know an answer to less than 3/4 of the scale', (one) => one.told),
    line('A2', 'parent minus siblings, as printed', (one) => one.byParent),
    line('A5', 'see that a unit was unanimous, and in what', (one) => one.unanimous),
    line('A6', 'a reader who knows the own answer', (one) => one.insiders[0]),
    line('A6', 'a reader and one colleague', (one) => one.insiders[1]),
    reported('A6', 'a reader and two colleagues', (one) => one.insiders[2]),
    line('B1', 'distributions beside scores', (one) => one.byShares),
    line('B1', 'distributions, read by one who knows the own answer', (one) => one.sharesInsiders[0]),
    line('B1', 'distributions, a reader and one colleague', (one) => one.sharesInsiders[1]),
  ];
}

async function whileOpen(): Promise<readonly Line[]> {
  const [weak, product] = [await poll(liveFigures), await poll()];
  return [
    none('A3', 'poll after each answer: know it exactly', weak.known, product.known),
    none('A3', 'poll after each answer: notice it at all', weak.noticed, product.noticed),
  ];
}

/** A person who has come or gone, while the others mostly repeat themselves. */
async function overRounds(agencies: number): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const persistence of [0.8, 0.9, 1]) {
    const weak: Played[] = [];
    const product: Played[] = [];
    for (let at = 0; at < agencies; at++) {
      const agency = coming(2000 + at, persistence, WEEKS);
      product.push(await play(agency));
      if (at === 0) weak.push(await play(agency, { engine: thresholdEngine }));
    }
    lines.push(changeLine(persistence, weak, product));
    if (persistence === 1) {
      const repeated = (of: readonly Played[], knowledge: Knowledge) =>
        together(of.map((one) => attackRepeated(one, knowledge).singledOut));
      lines.push(
        none(
          'A4',
          'all rounds as one system, if nobody changes',
          repeated(weak, ofThreshold),
          repeated(product, ofProduct),
        ),
      );
    }
  }
  return lines;
}

function changeLine(persistence: number, weak: readonly Played[], product: readonly Played[]): Line {
  const inWeak = weak.map((one) => attackChanges(one, ofThreshold));
  const inProduct = product.map((one) => attackChanges(one, ofProduct));
  const guessed = together(inProduct.map((one) => one.guessed));
  const mode = together(inProduct.map((one) => one.mode));
  const weakGuessed = together(inWeak.map((one) => one.guessed));
  const percent = ({ hits, of }: Count) => (100 * hits) / of;
  const limit = percent(mode) + 1;
  return {
    id: 'A4',
    tries: `who joined or left, others repeat at ${persistence}`,
    weakened: words(weakGuessed),
    product: words(guessed),
    goal: `mode + 1 point: ${limit.toFixed(1)} %`,
    met: percent(guessed) <= limit,
    proven: percent(weakGuessed) > limit,
  };
}

async function onDisk({ freshServer }: Size): Promise<readonly Line[]> {
  const disks: [string, () => Promise<Disk>][] = [['SQLite', embeddedDisk]];
  if (freshServer) disks.push(['PostgreSQL', async () => await serverDisk(await freshServer())]);
  const lines: Line[] = [];
  for (const [name, open] of disks) {
    const run = async (care?: Parameters<typeof steal>[2]) => {
      const disk = await open();
      try {
        return await steal(disk, ON_DISK, care);
      } finally {
        await disk.close();
      }
    };
    const product = await run();
    const keeping = await run({ sealed: true, forgets: false });
    const unsealed = await run({ sealed: false, forgets: true });
    lines.push(...diskLines(name, { product, keeping, unsealed }));
  }
  return lines;
}

function diskLines(
  name: string,
  { product, keeping, unsealed }: Readonly<Record<'product' | 'keeping' | 'unsealed', Stolen>>,
): readonly Line[] {
  const of = (hits: number) => count(hits, ON_DISK);
  return [
    none(
      'A7',
      `${name}: relink from dump, log, keys and backup after closing`,
      of(keeping.closedLinked),
      of(product.closedLinked),
    ),
    none(
      'A7',
      `${name}: rows of single presses after closing`,
      of(product.openRowsOfPresses),
      of(product.closedRowsOfPresses),
    ),
    none(
      'A10',
      `${name}: enumerate all members with every key on disk`,
      of(keeping.closedRead),
      of(product.closedRead),
    ),
    none(
      'A10',
      `${name}: key, tokens or bodies left in any byte`,
      count(keeping.closedLeftOvers, 2 * ON_DISK + 3),
      count(product.closedLeftOvers, 2 * ON_DISK + 3),
    ),
    none(
      'A8',
      `${name}: read answers from raw files while open, without key`,
      of(unsealed.openReadable),
      of(product.openReadable),
    ),
    none(
      'A8',
      `${name}: tell ballots apart by their length`,
      of(unsealed.openLengths - 1),
      of(product.openLengths - 1),
    ),
  ];
}

async function elsewhere(): Promise<readonly Line[]> {
  const [weak, product] = [await attackReach(true), await attackReach()];
  return [
    none(
      'A13',
      'numbers in Excel and PDF that the page does not show',
      await attackExports(true),
      await attackExports(),
    ),
    none('A12', 'every role and route: bytes of another tenant', weak.ofOthers, product.ofOthers),
    none('A12', 'every role and route: bytes of units beyond the role', weak.ofUnits, product.ofUnits),
    none(
      'A14',
      'name who is missing, by any column of any table',
      await attackTables(true),
      await attackTables(),
    ),
  ];
}

/** One in so many is right by chance; three standard deviations more would be no chance. */
async function inComments(): Promise<readonly Line[]> {
  const [weak, product] = [await attackComments(true), await attackComments()];
  const line = (tries: string, which: (one: typeof product) => Count): Line => {
    const { hits, of } = which(product);
    const { chance } = product;
    const limit = chance * of + 3 * Math.sqrt(of * chance * (1 - chance));
    return {
      id: 'A11',
      tries,
      weakened: words(which(weak)),
      product: words({ hits, of }),
      goal: `chance: ${(100 * chance).toFixed(1)} %`,
      met: hits <= limit,
      proven: which(weak).hits > limit,
    };
  };
  return [
    line('a comment by its place: order of answering, names, rows, scores', (one) => one.byOrder),
    line('two comments of one person by their places', (one) => one.toEachOther),
  ];
}

async function whileItRuns(): Promise<readonly Line[]> {
  const { weak, product } = await attackRunning();
  return [
    none('A9', 'six kinds of traces in log and metrics', weak.canaries, product.canaries),
    none('A9', 'join a press to a line of the log by its time', weak.joined, product.joined),
    none('A9', 'a metric that counts presses', weak.counters, product.counters),
    none('A3', 'through the real door: bytes, length, headers, other cards', weak.noticed, product.noticed),
  ];
}

function absence(weak: Tally, product: Tally): readonly Line[] {
  const line = (tries: string, which: (one: Absent) => Count | undefined) =>
    none('A14', tries, weak.absence(which), product.absence(which));
  return [
    line('name who is missing, by rates and figures', (one) => one.named),
    line('the same, by one who answered', (one) => one.insiders[0]),
    line('the same, by one who answered and a colleague', (one) => one.insiders[1]),
  ];
}
