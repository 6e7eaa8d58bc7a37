import { type Unit } from '../../../bot/people/model.ts';
import { type Agency, type Given, membersOf, type Week } from './agency.ts';
import { type Knowledge } from './builds.ts';
import { exactAudit } from './linear.ts';
import { figuresOf, knownTotal } from './loot.ts';
import { type Played, roundOfWeek } from './played.ts';
import { type Draw, seeded } from './random.ts';
import { count, type Count } from './report.ts';

/** How often each answer from 1 to 5 is given: the attacker knows that too, and guesses 4 when nothing better is known. */
const shares = [0.04, 0.1, 0.26, 0.4, 0.2];
const MODE = 4;

function drawn(draw: Draw): number {
  let left = draw.next();
  const at = shares.findIndex((share) => (left -= share) < 0);
  return at < 0 ? shares.length : at + 1;
}

/** Thirty departments in which everybody answers, and one person a week has come or gone in each. */
export function coming(seed: number, persistence: number, weeks: number): Agency {
  const draw = seeded(seed);
  const units: Unit[] = [{ id: 'etat', name: 'Etaten', kind: 'agency', parent: undefined }];
  const homes = new Map<string, string>();
  const last = new Map<string, number>();
  let hired = 0;
  const hire = (unit: string) => homes.set(`leder-${hired++}`, unit);
  for (let at = 0; at < 30; at++) {
    units.push({ id: `avd${at}`, name: `Avdeling ${at}`, kind: 'department', parent: 'etat' });
    for (let size = 6 + (at % 6); size > 0; size--) hire(`avd${at}`);
  }
  const lived: Week[] = [];
  for (let number = 1; number <= weeks; number++) {
    for (const unit of units.slice(1).filter((_unit, at) => number > 1 && (at + number) % 2 === 0)) {
      const here = [...homes].filter(([, home]) => home === unit.id);
      const leaver = here[draw.below(here.length)];
      if (leaver && here.length > 7 && draw.chance(0.5)) homes.set(leaver[0], 'etat');
      else hire(unit.id);
    }
    const given = [...homes].map(([person, unit]): Given => {
      const before = last.get(person);
      const answer = before !== undefined && draw.chance(persistence) ? before : drawn(draw);
      last.set(person, answer);
      return { person, unit, answers: [answer] };
    });
    lived.push({ number, scales: ['agree5'], units, homes: new Map(homes), given });
  }
  return { name: `coming ${seed}`, weeks: lived };
}

export interface Change {
  /** Guessed by the difference where that is the better way, else by the mode. */
  readonly guessed: Count;
  /** What always guessing the mode would have hit. */
  readonly mode: Count;
}

/**
 * Two weeks' totals of a unit that one person joined or left: the difference is that person's answer, but for what the
 * others changed. Reads figures by kind (exact, bounded or coarse) and guesses as turns out best for the kind.
 */
export function attackChanges(played: Pick<Played, 'agency' | 'loot'>, { step }: Knowledge): Change {
  const { agency, loot } = played;
  const guesses = agency.weeks.flatMap((week, at) => {
    const before = agency.weeks[at - 1];
    if (!before) return [];
    return changed(before, week).map(({ unit, was, answer }) => {
      const [then, now] = [before, week].map((of) => totalOf(loot, of, { unit, step }));
      const guess = then && now && clamped(was ? then.total - now.total : now.total - then.total);
      return {
        kind: `${then?.kind ?? ''} ${now?.kind ?? ''}`,
        right: guess === answer,
        isMode: answer === MODE,
      };
    });
  });
  const right = guesses.filter((one, at) => {
    // What is best for a kind is learnt from every other case, and tried on the rest: hindsight would flatter.
    const others = guesses.filter(({ kind }, other) => kind === one.kind && other % 2 !== at % 2);
    const hits = (of: (guess: (typeof guesses)[number]) => boolean) => others.filter(of).length;
    return hits(({ right }) => right) > hits(({ isMode }) => isMode) ? one.right : one.isMode;
  });
  return {
    guessed: count(right.length, guesses.length),
    mode: count(guesses.filter(({ isMode }) => isMode).length, guesses.length),
  };
}

const clamped = (value: number): number => Math.min(5, Math.max(1, Math.round(value)));

/** Units whose staff differ by exactly one person, with what that one answered there. */
function changed(before: Week, after: Week) {
  return after.units.flatMap(({ id: unit }) => {
    if (unit === 'etat') return [];
    const [then, now] = [before, after].map(({ given }) => given.filter((one) => one.unit === unit));
    const joined = now?.filter(({ person }) => then?.every((one) => one.person !== person)) ?? [];
    const left = then?.filter(({ person }) => now?.every((one) => one.person !== person)) ?? [];
    const [who] = [...joined, ...left];
    if (!who || joined.length + left.length !== 1) return [];
    return [{ person: who.person, unit, was: left.length === 1, answer: who.answers[0] }];
  });
}

function totalOf(
  loot: Played['loot'],
  week: Week,
  { unit, step }: { readonly unit: string; readonly step: Knowledge['step'] },
) {
  const figure = figuresOf(loot, roundOfWeek(week), 0).find((one) => one.unit === unit);
  if (!figure) return undefined;
  const { low, high } = knownTotal(figure, membersOf(week, 0).get(unit) ?? [], { scale: 'agree5', step });
  const kind = figure.widened ? 'coarse' : low === high ? 'exact' : 'bounded';
  return { total: (low + high) / 2, kind };
}

/**
 * The worst case for a trend: everybody repeats what they said. Then all rounds are one large system of equations over
 * the same people, in which coded and widened figures tell nothing exact. Who is singled out, and how small a group?
 */
export function attackRepeated(
  { agency, loot }: Pick<Played, 'agency' | 'loot'>,
  { step }: Knowledge,
): {
  readonly singledOut: Count;
  readonly smallest: number;
} {
  const number = new Map<string, number>();
  const numberOf = (person: string): number => {
    const known = number.get(person) ?? number.size;
    number.set(person, known);
    return known;
  };
  const sets = agency.weeks.flatMap((week) => {
    const members = membersOf(week, 0);
    return figuresOf(loot, roundOfWeek(week), 0).flatMap((figure) => {
      const people = members.get(figure.unit) ?? [];
      const { low, high } = knownTotal(figure, people, { scale: 'agree5', step });
      return low === high && !figure.widened
        ? [people.map((person) => numberOf(week.given[person]?.person ?? ''))]
        : [];
    });
  });
  const audit = exactAudit(sets);
  return { singledOut: count(audit.singledOut(), number.size), smallest: audit.smallest() };
}

/**
 * One week all are asked in one programme; from the next a small unit is asked in one of its own, and the week after
 * it is back. Nobody has moved, and all say the same every time.
 */
export function twoProgrammes(seed: number, weeks: number): Agency {
  const draw = seeded(seed);
  const units: Unit[] = [{ id: 'etat', name: 'Etaten', kind: 'agency', parent: undefined }];
  const homes = new Map<string, string>();
  for (let at = 0; at < 5; at++) {
    units.push({ id: `s${at}`, name: `Seksjon ${at}`, kind: 'section', parent: 'etat' });
    for (let size = 1 + at + draw.below(8); size > 0; size--) homes.set(`leder-${homes.size}`, `s${at}`);
  }
  const answers = new Map([...homes.keys()].map((person) => [person, drawn(draw)]));
  const ask = (number: number, asked: readonly string[], name: string): Week => {
    const given = [...homes].filter(([, unit]) => asked.includes(unit));
    return {
      ...{ number, scales: ['agree5'], units, homes },
      given: given.map(([person, unit]) => ({ person, unit, answers: [answers.get(person)] })),
      programme: { name, units: asked },
    };
  };
  const all = units.map(({ id }) => id);
  const lived = Array.from({ length: weeks }, (_, at) => {
    const apart = `s${at % 5}`;
    const others = all.filter((unit) => unit !== apart && unit !== 'etat');
    if (at % 2 === 0) return [ask(at + 1, all, 'alle')];
    return [ask(at + 1, others, 'alle'), ask(at + 1.5, [apart], 'egen')];
  });
  return { name: `two programmes ${seed}`, weeks: lived.flat() };
}
