import { attackTables } from './absent.ts';
import { type Knowledge, ofProduct, ofThreshold, thresholdEngine } from './builds.ts';
import { attackComments } from './comments.ts';
import { attackExports } from './exports.ts';
import { type Disk, embeddedDisk, serverDisk, steal, type Stolen } from './files.ts';
import { SMALL } from './one-round.ts';
import { attackChanges, attackRepeated, coming, twoProgrammes } from './over-rounds.ts';
import { play, type Played } from './played.ts';
import { attackReach } from './reach.ts';
import { count, type Count, type Line, none, together, words } from './report.ts';
import { attackRunning } from './running.ts';
import { liveFigures, poll } from './while-open.ts';

/** The attacks that bring their own agencies, as lines of the table. */

export const WEEKS = 12;
/** People whose ballots are looked for on the disk. */
const ON_DISK = 200;

export async function whileOpen(): Promise<readonly Line[]> {
  const [weak, product] = [await poll(liveFigures), await poll()];
  return [
    none('A3', 'poll after each answer: know it exactly', weak.known, product.known),
    none('A3', 'poll after each answer: notice it at all', weak.noticed, product.noticed),
  ];
}

/** A person who has come or gone, while the others mostly repeat themselves. */
export async function overRounds(agencies: number): Promise<readonly Line[]> {
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
    if (persistence === 1)
      lines.push(repeatedLine('A4', 'all rounds as one system, if nobody changes', weak, product));
  }
  return [...lines, ...(await overProgrammes(agencies)), await whileMoving(agencies)];
}

function repeatedLine(id: string, tries: string, weak: readonly Played[], product: readonly Played[]): Line {
  const repeated = (of: readonly Played[], knowledge: Knowledge) =>
    together(of.map((one) => attackRepeated(one, knowledge).singledOut));
  return none(id, tries, repeated(weak, ofThreshold), repeated(product, ofProduct));
}

async function overProgrammes(agencies: number): Promise<readonly Line[]> {
  const weak: Played[] = [];
  const product: Played[] = [];
  for (let at = 0; at < agencies * 3; at++) {
    const agency = twoProgrammes(3000 + at, WEEKS);
    product.push(await play(agency));
    weak.push(await play(agency, { engine: thresholdEngine }));
  }
  const small = (of: readonly Played[], knowledge: Knowledge) =>
    count(of.filter((one) => attackRepeated(one, knowledge).smallest < SMALL).length, of.length);
  return [
    none(
      'B2',
      'a unit asked apart now and then: a group under 6 laid bare',
      small(weak, ofThreshold),
      small(product, ofProduct),
    ),
  ];
}

async function whileMoving(agencies: number): Promise<Line> {
  const product: Played[] = [];
  const weak: Played[] = [];
  for (let at = 0; at < agencies; at++) {
    const agency = coming(4000 + at, 1, WEEKS);
    product.push(await play(agency, {}, true));
    if (at === 0) weak.push(await play(agency, { engine: thresholdEngine }, true));
  }
  return {
    ...changeLine(1, weak, product),
    id: 'B3',
    tries: 'who moved while a round was open, others repeat at 1',
  };
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

export async function onDisk(freshServer: (() => Promise<string>) | undefined): Promise<readonly Line[]> {
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

export async function elsewhere(): Promise<readonly Line[]> {
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

/** One in so many is right by chance; four standard deviations more would be no chance. */
export async function inComments(): Promise<readonly Line[]> {
  const [weak, product] = [await attackComments(true), await attackComments()];
  const line = (tries: string, which: (one: typeof product) => Count): Line => {
    const { hits, of } = which(product);
    const { chance } = product;
    const limit = chance * of + 4 * Math.sqrt(of * chance * (1 - chance));
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

export async function whileItRuns(): Promise<readonly Line[]> {
  const { weak, product } = await attackRunning();
  return [
    none('A9', 'six kinds of traces in log and metrics', weak.canaries, product.canaries),
    none('A9', 'join a press to a line of the log by its time', weak.joined, product.joined),
    none('A9', 'a metric that counts presses', weak.counters, product.counters),
    none('A3', 'through the real door: bytes, length, headers, other cards', weak.noticed, product.noticed),
  ];
}
