import { type Connection, type Database } from '../../platform/database/database.ts';
import { type PersonRef, type Unit } from '../model.ts';
import { daysBefore, keptDays } from '../../platform/keeping.ts';
import { type OwnRecord, ownStore } from '../store/own.ts';

/** When a person came to a unit or left one, by its name while it exists. */
interface Move {
  /** ISO time. */
  readonly at: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What is kept about one person, for that person. */
export interface OwnActions {
  ownRecord(
    person: PersonRef & { readonly name: string },
  ): Promise<OwnRecord & { readonly moves: readonly Move[] }>;
  /** Language, reminders and pause become as if the person never had chosen. Answers whether anything was chosen. */
  forgetChoices(person: PersonRef): Promise<boolean>;
  /** Deletes who moved longer ago than anybody looks back. Answers how many moves are gone. */
  forgetMoves(tenant: string, now: Date): Promise<number>;
}

/** Somebody we have never heard of. */
const unknown = { language: null, unit: null, reminders: true, pausedUntil: null };

export function ownActions(
  database: Database,
  unitsOf: (tenant: string, connection?: Connection) => Promise<readonly Unit[]>,
): OwnActions {
  const store = ownStore(database);
  return {
    async ownRecord(person) {
      const record = (await store.record(person)) ?? { ...unknown, name: person.name };
      const names = new Map((await unitsOf(person.tenant)).map(({ id, name }) => [id, name]));
      const named = (unit: string | null) => (unit === null ? null : (names.get(unit) ?? unit));
      const moves = (await store.moves(person)).map(({ at, from, to }) => ({
        ...{ at, from: named(from), to: named(to) },
      }));
      return { ...record, unit: record.unit === null ? null : (names.get(record.unit) ?? null), moves };
    },
    forgetChoices: (person) =>
      database.transaction(async (connection) => {
        const own = ownStore(connection);
        const record = await own.record(person);
        await own.forgetChoices(person);
        const { language, reminders, pausedUntil } = record ?? unknown;
        return language !== null || !reminders || pausedUntil !== null;
      }),
    forgetMoves: (tenant, now) => store.forgetMoves(tenant, daysBefore(now, keptDays.moves)),
  };
}
