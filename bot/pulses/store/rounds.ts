import { batches } from '../../platform/database/database.ts';
import { type Localised } from '../../content/model.ts';
import { type Unit } from '../../people/model.ts';
import { type Question } from '../model/question.ts';
import { rules, type Rules } from '../model/rules.ts';
import { type RoundRef } from './ballots.ts';
import { type PulseState, type PulseTables, type StoreAt } from './tables.ts';

/** A round as pulses keep it: the question and the units as they were when it opened. */
export interface PulseRound extends RoundRef {
  readonly programme: string;
  readonly week: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly closedAt: Date | undefined;
  readonly state: PulseState;
  /** As they were when it opened; nothing changes them for this round. */
  readonly rules: Rules;
  /** Every question has room for a comment. */
  readonly comments: boolean;
}

/** A unit at the opening, with the people whose home it was. */
export interface RoundUnit extends Unit {
  readonly homes: number;
  /** Its people were asked in another round, so they have no homes in this one. */
  readonly elsewhere: boolean;
}

interface RoundNow {
  readonly round: PulseRound | undefined;
  readonly open: readonly PulseRound[];
}

/** A round that asks the people of a unit. */
interface Asking {
  readonly unit: string;
  readonly round: RoundRef;
}

type Wording = Pick<Question, 'area' | 'text' | 'low' | 'high' | 'wanted'> & {
  readonly options: readonly Localised[];
};

export function roundStore(at: StoreAt) {
  return { ...openingStore(at), ...readingStore(at), ...lockingStore(at), ...closingStore(at) };
}

function openingStore({ connection }: StoreAt) {
  const tables = connection.tables<PulseTables>();
  return {
    /** `false` when the round is there already; then nothing changes. */
    async open(
      round: Omit<PulseRound, 'closedAt' | 'state'>,
      questions: readonly Question[],
      units: readonly RoundUnit[],
    ): Promise<boolean> {
      const { tenant, id } = round;
      const { numInsertedOrUpdatedRows } = await tables
        .insertInto('pulse_round')
        .values({
          tenant,
          round: id,
          programme: round.programme,
          week: round.week,
          opens_at: round.opensAt.toISOString(),
          closes_at: round.closesAt.toISOString(),
          closed_at: null,
          state: 'open',
          rules: JSON.stringify(round.rules),
          comments: round.comments ? 1 : 0,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (Number(numInsertedOrUpdatedRows ?? 0) === 0) return false;
      const wordings = questions.map(({ id: question, version, scale, ...rest }, position) => {
        const { area, text, low, high, options, wanted } = rest;
        const wording: Wording = { area, text, low, high, options, wanted };
        return { tenant, round: id, position, question, version, scale, wording: JSON.stringify(wording) };
      });
      for (const rows of batches(wordings)) await tables.insertInto('pulse_question').values(rows).execute();
      const snapshot = units.map(({ id: unit, name, kind, parent, homes, ...rest }, position) => {
        const elsewhere = rest.elsewhere ? 1 : 0;
        return { tenant, round: id, unit, name, kind, parent: parent ?? null, homes, position, elsewhere };
      });
      for (const rows of batches(snapshot)) await tables.insertInto('pulse_unit').values(rows).execute();
      return true;
    },
  };
}

function readingStore({ connection }: StoreAt) {
  const tables = connection.tables<PulseTables>();
  const rounds = () => tables.selectFrom('pulse_round').selectAll();
  return {
    async round({ tenant, id }: RoundRef): Promise<PulseRound | undefined> {
      const row = await rounds().where('tenant', '=', tenant).where('round', '=', id).executeTakeFirst();
      return row && roundOf(row);
    },

    /** Of every tenant. */
    async openRounds(): Promise<readonly PulseRound[]> {
      return (await rounds().where('state', '=', 'open').execute()).map(roundOf);
    },

    /** Oldest first. */
    async rounds(tenant: string): Promise<readonly PulseRound[]> {
      const rows = await rounds().where('tenant', '=', tenant).orderBy('opens_at').orderBy('round').execute();
      return rows.map(roundOf);
    },

    async questions({ tenant, id }: RoundRef): Promise<readonly Question[]> {
      const query = tables.selectFrom('pulse_question').selectAll().where('tenant', '=', tenant);
      const rows = await query.where('round', '=', id).orderBy('position').execute();
      return rows.map(questionOf);
    },

    /** By round. */
    async allQuestions(tenant: string): Promise<ReadonlyMap<string, readonly Question[]>> {
      const query = tables.selectFrom('pulse_question').selectAll().where('tenant', '=', tenant);
      const rows = await query.orderBy('position').execute();
      return new Map(
        [...Map.groupBy(rows, ({ round }) => round)].map(([id, of]) => [id, of.map(questionOf)]),
      );
    },

    async units({ tenant, id }: RoundRef): Promise<readonly RoundUnit[]> {
      const rows = await tables
        .selectFrom('pulse_unit')
        .select(['unit', 'name', 'kind', 'parent', 'homes', 'elsewhere'])
        .where('tenant', '=', tenant)
        .where('round', '=', id)
        .orderBy('position')
        .execute();
      return rows.map(({ unit, parent, elsewhere, ...rest }) => {
        return { ...rest, id: unit, parent: parent ?? undefined, elsewhere: elsewhere === 1 };
      });
    },
  };
}

function lockingStore({ connection, engine }: StoreAt) {
  const tables = connection.tables<PulseTables>();
  const rounds = () => tables.selectFrom('pulse_round').selectAll();
  return {
    /** Inside a transaction: waits for the answers under way, and they for it. */
    async lockedState({ tenant, id }: RoundRef): Promise<PulseState | undefined> {
      const query = rounds().where('tenant', '=', tenant).where('round', '=', id);
      return (await (engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst())?.state;
    },

    /**
     * The round as it is now, and all rounds of the tenant that are open, oldest first. With `hold`, inside a
     * transaction, none of them closes before it ends; others may hold them too.
     */
    async now({ tenant, id }: RoundRef, hold: boolean): Promise<RoundNow> {
      const query = rounds()
        .where('tenant', '=', tenant)
        .where((where) => where.or([where('round', '=', id), where('state', '=', 'open')]))
        .orderBy('opens_at')
        .orderBy('round');
      const all = (await (hold && engine === 'postgres' ? query.forShare() : query).execute()).map(roundOf);
      return { round: all.find((one) => one.id === id), open: all.filter(({ state }) => state === 'open') };
    },

    /** Where the people of a unit were asked in that week or are asked now, other than in this round's programme. */
    async askedElsewhere(
      round: Pick<PulseRound, 'tenant' | 'programme' | 'week'>,
    ): Promise<readonly Asking[]> {
      const rows = await tables
        .selectFrom('pulse_unit')
        .innerJoin('pulse_round', (join) =>
          join
            .onRef('pulse_round.tenant', '=', 'pulse_unit.tenant')
            .onRef('pulse_round.round', '=', 'pulse_unit.round'),
        )
        .select(['pulse_unit.unit', 'pulse_unit.round'])
        .where('pulse_round.tenant', '=', round.tenant)
        .where('pulse_round.programme', '!=', round.programme)
        .where((where) =>
          where.or([where('pulse_round.state', '=', 'open'), where('pulse_round.week', '=', round.week)]),
        )
        .where('pulse_unit.homes', '>', 0)
        .orderBy('pulse_round.opens_at')
        .execute();
      return rows.map(({ unit, round: id }) => ({ unit, round: { tenant: round.tenant, id } }));
    },

    /**
     * Inside a transaction: whoever makes the key of a round that opens, and whoever destroys keys of rounds that
     * are not open, wait for each other. Else a key could be taken for a left-over just before its round opens; and
     * two rounds that open at the same time could both ask the same people.
     */
    async lockKeys(): Promise<void> {
      if (engine !== 'postgres') return;
      const row = tables.insertInto('pulse_keyring').values({ name: 'round keys' });
      await row.onConflict((conflict) => conflict.column('name').doNothing()).execute();
      await tables.selectFrom('pulse_keyring').select('name').forUpdate().execute();
    },
  };
}

function closingStore({ connection }: StoreAt) {
  const tables = connection.tables<PulseTables>();
  return {
    /** The round is over, and a receipt says how; the key is still to be destroyed. */
    async finish(
      { tenant, id }: RoundRef,
      outcome: Exclude<PulseState, 'open'>,
      closedAt: Date,
    ): Promise<void> {
      const closed_at = closedAt.toISOString();
      await tables
        .updateTable('pulse_round')
        .set({ state: outcome, closed_at })
        .where('tenant', '=', tenant)
        .where('round', '=', id)
        .execute();
      await tables
        .insertInto('pulse_receipt')
        .values({ tenant, round: id, outcome, closed_at, key_destroyed_at: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    /** Receipts that cannot yet say when the key was destroyed. */
    async waitingReceipts(): Promise<readonly RoundRef[]> {
      const rows = await tables
        .selectFrom('pulse_receipt')
        .select(['tenant', 'round'])
        .where('key_destroyed_at', 'is', null)
        .execute();
      return rows.map(({ tenant, round }) => ({ tenant, id: round }));
    },

    async keyDestroyed({ tenant, id }: RoundRef, at: Date): Promise<void> {
      await tables
        .updateTable('pulse_receipt')
        .set({ key_destroyed_at: at.toISOString() })
        .where('tenant', '=', tenant)
        .where('round', '=', id)
        .where('key_destroyed_at', 'is', null)
        .execute();
    },
  };
}

function questionOf({ question, version, scale, wording }: PulseTables['pulse_question']): Question {
  return { ...(JSON.parse(wording) as Wording), id: question, version, scale };
}

function roundOf(row: PulseTables['pulse_round']): PulseRound {
  return {
    tenant: row.tenant,
    id: row.round,
    programme: row.programme,
    week: row.week,
    opensAt: new Date(row.opens_at),
    closesAt: new Date(row.closes_at),
    closedAt: row.closed_at === null ? undefined : new Date(row.closed_at),
    state: row.state,
    rules: row.rules === null ? rules : (JSON.parse(row.rules) as Rules),
    comments: row.comments === 1,
  };
}
