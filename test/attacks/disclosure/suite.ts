import { type Absent, attackAbsence } from './absent.ts';
import { agencyOf, type Shape } from './agency.ts';
import { type Knowledge, ofProduct, ofThreshold, thresholdEngine } from './builds.ts';
import { elsewhere, inComments, onDisk, overRounds, WEEKS, whileItRuns, whileOpen } from './families.ts';
import { attackOneRound, type OneRound } from './one-round.ts';
import { play, type Played } from './played.ts';
import { count, type Count, type Line, none, together } from './report.ts';

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
  B2: 'two programmes that share an agency',
  B3: 'homes that change while a round is open',
} as const;

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
    ...(await onDisk(size.freshServer)),
    ...(await elsewhere()),
    ...(await inComments()),
    ...(await whileItRuns()),
    ...absence(weak, product),
  ];
  const byNumber = ({ id }: Line) => (id.startsWith('B') ? 100 : 0) + Number(id.slice(1));
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

function absence(weak: Tally, product: Tally): readonly Line[] {
  const line = (tries: string, which: (one: Absent) => Count | undefined) =>
    none('A14', tries, weak.absence(which), product.absence(which));
  return [
    line('name who is missing, by rates and figures', (one) => one.named),
    line('the same, by one who answered', (one) => one.insiders[0]),
    line('the same, by one who answered and a colleague', (one) => one.insiders[1]),
  ];
}
