import { membersOf, stepsOf, type Week } from './agency.ts';
import { type Knowledge } from './builds.ts';
import {
  exactAudit,
  type Known,
  narrowed,
  pinned,
  rests,
  singledOut,
  type Steps,
  withInsiders,
} from './linear.ts';
import { type Figure, figuresOf, knownTotal, meanIn } from './loot.ts';
import { type Played, roundOfWeek } from './played.ts';
import { count, type Count } from './report.ts';

/**
 * What adding, subtracting and the ends of the scale tell about one round. The attacker knows everything but the
 * answers: the tree, the rules, and who answered.
 */

/** The share of the scale that must stay possible for everybody. */
const OPEN_SHARE = 0.75;
/** A group is small below this. */
export const SMALL = 6;

interface Asked {
  readonly week: Week;
  readonly question: number;
  readonly steps: Steps;
  readonly members: ReadonlyMap<string, readonly number[]>;
  readonly figures: readonly Figure[];
  readonly known: readonly Known[];
}

export interface OneRound {
  readonly figures: Count;
  /** A1, by adding and subtracting alone. */
  readonly singledOut: Count;
  readonly smallCells: Count;
  /** A1, by the printed texts, whole numbers and the ends of the scale. */
  readonly pinned: Count;
  readonly told: Count;
  /** A2. */
  readonly byParent: Count;
  /** A5. */
  readonly unanimous: Count;
  /** A6: the reader who answered, then one and two colleagues more. */
  readonly insiders: readonly Count[];
  /** Distributions, with the score beside them. */
  readonly byShares: Count;
  readonly sharesInsiders: readonly Count[];
}

/** Each question of each round of an agency. A figure that this reads wrongly is a fault of the attack. */
function asked({ agency, loot }: Pick<Played, 'agency' | 'loot'>, { step }: Knowledge): readonly Asked[] {
  return agency.weeks.flatMap((week) =>
    week.scales.map((scale, question) => {
      const members = membersOf(week, question);
      const figures = figuresOf(loot, roundOfWeek(week), question);
      const known = figures.map((figure) => {
        const people = members.get(figure.unit) ?? [];
        const total = people.reduce((all, person) => all + (week.given[person]?.answers[question] ?? 0), 0);
        const range = knownTotal(figure, people, { scale, step });
        if (total >= range.low && total <= range.high) return range;
        // A figure may stand from an earlier week, as a reader of the rules knows; then it is a step coarser.
        const held = knownTotal({ ...figure, widened: true }, people, { scale, step });
        if (total < held.low || total > held.high)
          throw new RangeError(`${JSON.stringify(figure)} is ${total} of ${people.length}`);
        return held;
      });
      return { week, question, steps: stepsOf(scale), members, figures, known };
    }),
  );
}

export function attackOneRound(
  played: Pick<Played, 'agency' | 'loot'>,
  knowledge: Knowledge,
): readonly OneRound[] {
  return asked(played, knowledge).map((of) => {
    const answered = of.members.get('etat')?.length ?? 0;
    const left = rests(of.known, of.steps);
    const audit = exactAudit(of.known.map(({ people }) => people));
    const cells = smallCells(of);
    return {
      figures: count(of.figures.length, of.members.size),
      singledOut: count(audit.singledOut(), answered),
      smallCells: count(cells.filter((people) => audit.knows(people)).length, cells.length),
      pinned: count(singledOut(left, of.steps), answered),
      told: count(narrowed(left, of.steps, OPEN_SHARE), answered),
      byParent: parentMinusParts(of, cells),
      unanimous: unanimity(of, left),
      insiders: [1, 2, 3].map((size) =>
        count(withInsiders(of.known, answersOf(of), of.steps, size).length, answered),
      ),
      byShares: count(byShares(of, 0), answered),
      sharesInsiders: [1, 2, 3].map((size) => count(byShares(of, size), answered)),
    };
  });
}

const answersOf =
  ({ week, question }: Asked) =>
  (person: number): number =>
    week.given[person]?.answers[question] ?? NaN;

/** The groups of a unit and below, and of a unit itself, that are too small for a figure. */
function smallCells({ members, week, question }: Asked): readonly (readonly number[])[] {
  const answered = [...week.given.entries()].filter(([, { answers }]) => answers[question] !== undefined);
  const own = Map.groupBy(answered, ([, { unit }]) => unit);
  const groups = [...members.values(), ...[...own.values()].map((of) => of.map(([number]) => number))];
  const bySet = new Map(groups.map((people) => [people.join(), people]));
  return [...bySet.values()].filter(({ length }) => length > 0 && length < SMALL);
}

/** Takes the printed means of all parts but one from the parent's: the small part's mean, right to a tenth. */
function parentMinusParts({ week, members, figures }: Asked, cells: readonly (readonly number[])[]): Count {
  const printed = new Map(figures.map(({ unit, text }) => [unit, text]));
  const found = new Set<string>();
  for (const { id } of week.units) {
    const text = printed.get(id);
    if (text === undefined) continue;
    const parts = shownBelow(week, printed, id);
    const taken = new Set(parts.flatMap((part) => members.get(part) ?? []));
    const rest = (members.get(id) ?? []).filter((person) => !taken.has(person));
    if (rest.length === 0 || rest.length >= SMALL) continue;
    const total = [id, ...parts].map((unit, at) => {
      const people = members.get(unit)?.length ?? 0;
      return (at === 0 ? 1 : -1) * Math.round(people * meanIn(printed.get(unit) ?? ''));
    });
    const truth = rest.reduce((all, person) => all + (week.given[person]?.answers[0] ?? 0), 0);
    if (total.reduce((all, one) => all + one, 0) === truth) found.add(rest.join());
  }
  return count(cells.filter((people) => found.has(people.join())).length, cells.length);
}

function shownBelow(week: Week, printed: ReadonlyMap<string, string>, unit: string): readonly string[] {
  return week.units
    .filter(({ parent }) => parent === unit)
    .flatMap(({ id }) => (printed.has(id) ? [id] : shownBelow(week, printed, id)));
}

/** Of the units whose people all said the same: of how many does a reader know it? */
function unanimity(of: Asked, left: readonly Known[]): Count {
  const answer = answersOf(of);
  const alike = [...of.members.values()].filter(
    (people) => people.length >= 5 && people.every((person) => answer(person) === answer(people[0] ?? -1)),
  );
  const known = new Set(pinned(left, of.steps));
  const printed = of.figures.filter(({ distribution }) =>
    distribution?.some(({ percent }) => percent === 100),
  );
  for (const { unit } of printed) for (const person of of.members.get(unit) ?? []) known.add(person);
  return count(alike.filter((people) => people.every((person) => known.has(person))).length, alike.length);
}

/** For each step of the scale: who certainly chose it? Shares and score of a unit are read together. */
function byShares(of: Asked, insiders: number): number {
  const { steps, members } = of;
  const counted = of.figures.flatMap((figure) => {
    const people = members.get(figure.unit) ?? [];
    const counts = figure.distribution && countsOf(figure, people.map(answersOf(of)), steps);
    return counts ? [{ people, counts }] : [];
  });
  const answer = answersOf(of);
  const places = Array.from({ length: steps.max - steps.min + 1 }, (_, step) => step);
  const victims = places.flatMap((step) => {
    const known = counted.map(({ people, counts }) => ({
      people,
      ...(counts[step] ?? { low: 0, high: people.length }),
    }));
    const chose = (person: number): number => (answer(person) === steps.min + step ? 1 : 0);
    // That nobody chose a step is what a distribution is there to tell; that everybody did is not.
    return withInsiders(known, chose, { min: 0, max: 1 }, insiders).filter((person) => chose(person) === 1);
  });
  return new Set(victims).size;
}

/**
 * How many can have chosen each step, given the printed shares and that they add up to everybody. Shares may stand
 * from an earlier week; where they cannot be this week's, they are read more coarsely.
 */
function countsOf(
  figure: Figure,
  answers: readonly number[],
  { min, max }: Steps,
): readonly { low: number; high: number }[] {
  const shares = figure.distribution ?? [];
  const rounding = shares.every(({ percent }) => percent % 5 === 0) ? 2.5 : 0.5;
  const chosen = shares.map((_, step) => answers.filter((answer) => answer === min + step).length);
  const people = answers.length;
  const read = (slack: number) => {
    const ranges = Array.from({ length: max - min + 1 }, (_, step) => {
      const percent = shares[step]?.percent ?? 0;
      return {
        low: Math.max(0, Math.ceil(((percent - slack) / 100) * people - 1e-9)),
        high: Math.min(people, Math.floor(((percent + slack) / 100) * people + 1e-9)),
      };
    });
    return ranges.map((range) => ({
      low: Math.max(range.low, people - ranges.reduce((all, { high }) => all + high, 0) + range.high),
      high: Math.min(range.high, people - ranges.reduce((all, { low }) => all + low, 0) + range.low),
    }));
  };
  const fits = (ranges: ReturnType<typeof read>) =>
    ranges.every(({ low, high }, step) => low <= (chosen[step] ?? 0) && (chosen[step] ?? 0) <= high);
  return [rounding, rounding + 5, rounding + 10].map(read).find(fits) ?? read(100);
}
