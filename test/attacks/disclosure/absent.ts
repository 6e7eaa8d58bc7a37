import { sql } from 'kysely';
import { type Database } from '../../../bot/platform/database/database.ts';
import { keysInMemory } from '../../pulses/world.ts';
import { rosterOf, type Week } from './agency.ts';
import { type Known, rests, restsTold } from './linear.ts';
import { type Knowledge } from './builds.ts';
import { house } from './house.ts';
import { figuresOf, type Loot } from './loot.ts';
import { type Played, roundOfWeek, tenant, withDatabase } from './played.ts';
import { count, type Count } from './report.ts';

/** Who has not answered? Rates, scores, margins and reasons all speak of how many did. */

export interface Absent {
  /** People who certainly did not answer, or certainly did, to somebody who only reads. */
  readonly named: Count;
  /** People who certainly did not, to somebody who knows of one, or of two people, what they did. */
  readonly insiders: readonly Count[];
}

const WHETHER = { min: 0, max: 1 };

export function attackAbsence(
  { agency, loot }: Pick<Played, 'agency' | 'loot'>,
  { least }: Knowledge,
): readonly Absent[] {
  return agency.weeks.map((week) => {
    const people = [...week.homes.keys()];
    const answered = new Set(week.given.map(({ person }) => person));
    const did = (person: number): number => (answered.has(people[person] ?? '') ? 1 : 0);
    const known = whatCountsTell(week, loot, least);
    return {
      named: count(absentees(known), people.length),
      insiders: [1, 2].map((size) => count(byThoseWhoAnswered(known, did, size), people.length)),
    };
  });
}

/** Nobody in the group answered. */
const absentees = (known: readonly Known[]): number =>
  rests(known, WHETHER).reduce((all, { people, high }) => all + (high <= 0 ? people.length : 0), 0);

/** Those who answered know that they did. */
function byThoseWhoAnswered(known: readonly Known[], did: (person: number) => number, size: number): number {
  const coalitions = rests(known, WHETHER).map(({ people }) => people.filter((person) => did(person) === 1));
  const victims = coalitions.flatMap((some) => {
    const told = new Map(some.slice(0, size).map((person) => [person, 1]));
    return restsTold(known, WHETHER, told).flatMap(({ people, high }) => (high <= 0 ? people : []));
  });
  return new Set(victims).size;
}

/**
 * For each unit, how many of its people answered at least and at most. A rate may stand from an earlier week, as a
 * reader of the rules knows: where it cannot be this week's, it is read more coarsely.
 */
function whatCountsTell(week: Week, loot: Loot, least: Knowledge['least']): readonly Known[] {
  const roster = rosterOf(week);
  const numbers = new Map([...week.homes.keys()].map((person, at) => [person, at]));
  const answered = new Set(week.given.map(({ person }) => person));
  return week.units.flatMap(({ id }) => {
    const members = [...(roster.get(id) ?? [])];
    const people = members.flatMap((person) => numbers.get(person) ?? []);
    if (people.length === 0) return [];
    const did = members.filter((person) => answered.has(person)).length;
    const rate = loot.rates.get(`${roundOfWeek(week)} ${id}`);
    const readings = rate ? [0, 7.5].map((slack) => countOf(rate.text, people.length, slack)) : [];
    const known = readings.find(({ low, high }) => low <= did && did <= high);
    const byFigures = week.scales.map((_, question) => atLeast(loot, week, { question, unit: id, least }));
    const low = Math.max(0, ...byFigures);
    if (low > did) throw new RangeError(`${low} in ${id}, where only ${did} answered?`);
    return [{ people, low: Math.max(low, known?.low ?? 0), high: known?.high ?? people.length }];
  });
}

/** A figure says that so many answered at least. */
function atLeast(
  loot: Loot,
  week: Week,
  {
    question,
    unit,
    least,
  }: { readonly question: number; readonly unit: string; readonly least: Knowledge['least'] },
): number {
  const figure = figuresOf(loot, roundOfWeek(week), question).find((one) => one.unit === unit);
  return figure === undefined ? 0 : figure.distribution ? least.distributions : least.scores;
}

/** `slack` in points of per cent. */
function countOf(
  text: string,
  people: number,
  slack: number,
): { readonly low: number; readonly high: number } {
  const percent = Number(/\d+/.exec(text)?.[0]);
  const half = (percent % 5 === 0 ? 2.5 : 0.5) + slack;
  const least = (of: number) => Math.max(0, Math.ceil((of / 100) * people - 1e-9));
  const most = (of: number) => Math.min(people, Math.floor((of / 100) * people + 1e-9));
  if (text.startsWith('under')) return { low: 0, high: least(percent + slack) - 1 };
  if (text.startsWith('over')) return { low: most(percent - slack) + 1, high: people };
  return { low: least(percent - half), high: most(percent + half) };
}

/**
 * Half of a unit answers; then the tables are read while the round is open and after it has closed. The weakened build
 * notes who has answered, as a participation table does.
 */
export async function attackTables(weakened = false): Promise<Count> {
  return await withDatabase(async (database) => {
    const at = house(database, keysInMemory());
    const people = Array.from({ length: 40 }, (_, number) => `leder-${number}`);
    const answered = new Set(people.filter((_, number) => number % 2 === 0));
    await at.settle(
      tenant,
      [{ id: 'etat', name: 'Etaten', kind: 'agency', parent: undefined }],
      new Map(people.map((id) => [id, 'etat'])),
    );
    let telling = 0;
    for (const week of [1, 2, 3]) {
      const round = await at.open(tenant, week, ['agree5']);
      for (const id of answered)
        await at.press({ tenant, id, roles: [] }, 'etat', 'answer', { round: round.id, view: 0, value: 3 });
      // Those who have not answered are reminded, which must leave no trace either.
      await at.remind(50, round);
      if (weakened) await noteWhoAnswered(database, answered);
      telling += (await tellingColumns(database, people, answered)).length;
      await at.close(round);
      telling += (await tellingColumns(database, people, answered)).length;
    }
    if (at.messages.length === 0) throw new Error('Nobody was reminded, so that nothing was tried.');
    return count(telling, 6 * (await tablesOf(database)).length);
  });
}

async function noteWhoAnswered(database: Database, answered: ReadonlySet<string>): Promise<void> {
  await sql`create table if not exists participation (person text)`.execute(database.tables());
  for (const person of answered)
    await sql`insert into participation values (${person})`.execute(database.tables());
}

/**
 * Any column of any table that knows a person: does it hold anything that only those who answered have, or only those
 * who did not? Finds reminders, counters and times without knowing what they are called.
 */
async function tellingColumns(
  database: Database,
  people: readonly string[],
  answered: ReadonlySet<string>,
): Promise<readonly string[]> {
  const telling: string[] = [];
  for (const table of await tablesOf(database)) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(
      database.tables(),
    );
    const about = new Map<string, Record<string, unknown>[]>(people.map((person) => [person, []]));
    for (const row of rows) for (const value of Object.values(row)) about.get(String(value))?.push(row);
    if ([...about.values()].every(({ length }) => length === 0)) continue;
    const columns = new Set(rows.flatMap((row) => Object.keys(row)));
    for (const column of ['(rows)', ...columns]) {
      const said = (person: string): string =>
        column === '(rows)'
          ? String(about.get(person)?.length)
          : (about.get(person) ?? []).map((row) => String(row[column]).replaceAll(person, '…')).join();
      if (separates(people, answered, said)) telling.push(`${table}.${column}`);
    }
  }
  return telling;
}

/** Does a value tell who answered, for at least five people on either side? Values of one person's own tell nothing. */
function separates(
  people: readonly string[],
  answered: ReadonlySet<string>,
  said: (person: string) => string,
): boolean {
  const groups = Map.groupBy(people, said);
  const pure = [...groups.values()].filter(
    (group) => group.length >= 5 && new Set(group.map((person) => answered.has(person))).size === 1,
  );
  return pure.length > 0;
}

async function tablesOf(database: Database): Promise<readonly string[]> {
  const list =
    database.engine === 'sqlite'
      ? sql<{ name: string }>`select name from sqlite_master where type = 'table'`
      : sql<{
          name: string;
        }>`select table_name as name from information_schema.tables where table_schema = 'public'`;
  return (await list.execute(database.tables())).rows.map(({ name }) => name);
}
