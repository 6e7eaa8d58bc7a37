import { type Scale } from '../../../bot/content/model.ts';
import { type Unit } from '../../../bot/people/model.ts';
import { type Draw, seeded } from './random.ts';

/** What one person answered in one week: by place of the question, `undefined` = skipped. */
export interface Given {
  readonly person: string;
  readonly unit: string;
  readonly answers: readonly (number | undefined)[];
  readonly comments?: readonly (string | undefined)[];
}

export interface Week {
  readonly number: number;
  readonly scales: readonly Scale[];
  readonly units: readonly Unit[];
  /** Home unit by person, when the round opens. */
  readonly homes: ReadonlyMap<string, string>;
  readonly given: readonly Given[];
  /** Only these units are asked, in a programme of that name; else all are. */
  readonly programme?: { readonly name: string; readonly units: readonly string[] };
}

/** An invented agency over some weeks. The truth: what attackers want to know, and the product must not tell. */
export interface Agency {
  readonly name: string;
  readonly weeks: readonly Week[];
}

export type Shape = 'ordinary' | 'small' | 'deep';

const steps: Readonly<Record<'agree5' | 'zero10' | 'yesno', { min: number; max: number }>> = {
  agree5: { min: 1, max: 5 },
  zero10: { min: 0, max: 10 },
  yesno: { min: 0, max: 1 },
};

export function stepsOf(scale: Scale): { readonly min: number; readonly max: number } {
  return scale === 'zero10' || scale === 'yesno' ? steps[scale] : steps.agree5;
}

interface Person {
  unit: string;
  readonly diligence: number;
  readonly last: Map<Scale, number>;
}

interface Mood {
  readonly climate: number;
  readonly spread: number;
}

interface Draft {
  readonly draw: Draw;
  units: Unit[];
  readonly people: Map<string, Person>;
  readonly moods: Map<string, Mood>;
}

/** Weeks with three questions and with other scales lie between ordinary ones, so that trends run across them. */
const questionsOf = (week: number): readonly Scale[] =>
  week % 6 === 3 ? ['agree5', 'zero10', 'yesno'] : week % 6 === 5 ? ['zero10'] : ['agree5'];

export function agencyOf(seed: number, shape: Shape, weeks: number): Agency {
  const draft: Draft = { draw: seeded(seed), units: [], people: new Map(), moods: new Map() };
  const builds = { ordinary: buildOrdinary, small: buildSmall, deep: buildDeep };
  builds[shape](draft);
  const lived: Week[] = [];
  for (let number = 1; number <= weeks; number++) {
    if (number > 1) liveOn(draft, number);
    lived.push(weekOf(draft, number));
  }
  return { name: `${shape} ${seed}`, weeks: lived };
}

function addUnit(draft: Draft, unit: Unit, size: number): void {
  draft.units.push(unit);
  draft.moods.set(unit.id, {
    climate: draft.draw.next(),
    spread: draft.draw.chance(0.2) ? 0 : draft.draw.chance(0.5) ? 0.25 : 1,
  });
  for (let number = 0; number < size; number++) hire(draft, unit.id);
}

function hire(draft: Draft, unit: string): void {
  const { draw, people } = draft;
  people.set(`leder-${people.size}`, { unit, diligence: 0.4 + 0.6 * draw.next(), last: new Map() });
}

/** Departments of three to six sections of 3 to 15 leaders. */
function buildOrdinary(draft: Draft): void {
  const { draw, people } = draft;
  addUnit(draft, { id: 'etat', name: 'Etaten', kind: 'agency', parent: undefined }, 2);
  for (let department = 0; people.size < 150; department++) {
    const id = `avd${department}`;
    addUnit(draft, { id, name: `Avdeling ${department}`, kind: 'department', parent: 'etat' }, draw.below(3));
    const sections = 3 + draw.below(4);
    for (let at = 0; at < sections && people.size < 150; at++) {
      const section = { id: `${id}s${at}`, name: `Seksjon ${department}-${at}`, kind: 'section' as const };
      addUnit(draft, { ...section, parent: id }, 3 + draw.below(13));
    }
  }
}

/** 6 to 15 leaders in all, in one to three sections. */
function buildSmall(draft: Draft): void {
  const { draw } = draft;
  const size = 6 + draw.below(10);
  const sections = 1 + draw.below(3);
  addUnit(draft, { id: 'etat', name: 'Etaten', kind: 'agency', parent: undefined }, draw.below(3));
  for (let at = 0; at < sections; at++)
    addUnit(
      draft,
      { id: `s${at}`, name: `Seksjon ${at}`, kind: 'section', parent: 'etat' },
      Math.ceil(size / sections),
    );
}

/** One chain of seven levels with a few leaders and one side branch on each. */
function buildDeep(draft: Draft): void {
  const { draw } = draft;
  let parent: string | undefined;
  for (let level = 0; level < 7; level++) {
    const id = level === 0 ? 'etat' : `n${level}`;
    addUnit(
      draft,
      { id, name: `Nivå ${level}`, kind: level === 0 ? 'agency' : 'section', parent },
      draw.below(7),
    );
    addUnit(draft, { id: `${id}b`, name: `Gren ${level}`, kind: 'section', parent: id }, 3 + draw.below(9));
    parent = id;
  }
}

/** Between two weeks: a few move or are hired; once a section changes department. */
function liveOn(draft: Draft, week: number): void {
  const { draw, people } = draft;
  const movers = draw.below(4);
  const all = [...people.values()];
  for (let at = 0; at < movers; at++) {
    const to = draft.units[draw.below(draft.units.length)]?.id;
    const who = all[draw.below(all.length)];
    if (to === undefined || who === undefined) continue;
    if (draw.chance(0.3)) hire(draft, to);
    else who.unit = to;
  }
  if (week === 7) moveSection(draft);
}

function moveSection(draft: Draft): void {
  const { draw, units } = draft;
  const departments = units.filter(({ kind }) => kind === 'department');
  const sections = units.filter(({ kind, parent }) => kind === 'section' && parent !== 'etat');
  const section = sections[draw.below(sections.length)];
  const to = departments[draw.below(departments.length)];
  if (!section || !to) return;
  draft.units = units.map((unit) => (unit === section ? { ...unit, parent: to.id } : unit));
}

function weekOf(draft: Draft, number: number): Week {
  const scales = questionsOf(number);
  const given = [...draft.people].flatMap(([person, of]) => {
    if (!draft.draw.chance(of.diligence)) return [];
    const answers = scales.map((scale) => answerOf(draft, of, scale));
    return answers.every((answer) => answer === undefined) ? [] : [{ person, unit: of.unit, answers }];
  });
  const homes = new Map([...draft.people].map(([person, { unit }]) => [person, unit]));
  return { number, scales, units: [...draft.units], homes, given };
}

/** Four in five say what they said last; else what the team's climate says, give or take. */
function answerOf({ draw, moods }: Draft, of: Person, scale: Scale): number | undefined {
  if (draw.chance(0.03)) return undefined;
  const before = of.last.get(scale);
  if (before !== undefined && draw.chance(0.8)) return before;
  const { min, max } = stepsOf(scale);
  const { climate, spread } = moods.get(of.unit) ?? { climate: 0.5, spread: 1 };
  const aim = min + climate * (max - min) + (draw.next() - 0.5) * spread * (max - min);
  const answer = Math.min(max, Math.max(min, Math.round(aim)));
  of.last.set(scale, answer);
  return answer;
}

/** Units by id with everybody who gave an answer to that question there or below, as numbers in `given`. */
export function membersOf(week: Week, question: number): ReadonlyMap<string, readonly number[]> {
  const parents = new Map(week.units.map(({ id, parent }) => [id, parent]));
  const members = new Map(week.units.map(({ id }) => [id, [] as number[]]));
  for (const [number, { unit, answers }] of week.given.entries()) {
    if (answers[question] === undefined) continue;
    for (let at: string | undefined = unit; at !== undefined; at = parents.get(at))
      members.get(at)?.push(number);
  }
  return members;
}

/** Everybody at home in each unit or below it. */
export function rosterOf(week: Week): ReadonlyMap<string, ReadonlySet<string>> {
  const parents = new Map(week.units.map(({ id, parent }) => [id, parent]));
  const roster = new Map(week.units.map(({ id }) => [id, new Set<string>()]));
  for (const [person, unit] of week.homes)
    for (let at: string | undefined = unit; at !== undefined; at = parents.get(at))
      roster.get(at)?.add(person);
  return roster;
}
