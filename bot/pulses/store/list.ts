import { type Kysely } from 'kysely';
import { type Connection } from '../../platform/database/database.ts';
import { type ListReason } from '../api.ts';
import { type RoundRef } from './ballots.ts';
import { type PulseTables } from './tables.ts';

interface ListTables extends PulseTables {
  /** How writing to the agency's list goes. */
  pulse_list: {
    tenant: string;
    site: string;
    list: string;
    reason: string | null;
    /** Names of those that are missing, JSON. */
    columns: string | null;
    attempts: number;
    /** ISO time of the machine's clock. */
    next_try_at: string | null;
    written_at: string | null;
  };
  /** `writing` = some of its rows may stand in the list, and not all do. */
  pulse_list_round: { tenant: string; round: string; state: 'writing' | 'written'; figures: number };
}

export interface ListPlace {
  readonly site: string;
  readonly list: string;
}

/** How it goes since the last attempt; without a reason: well. */
export interface ListStanding extends ListPlace {
  readonly reason: ListReason | undefined;
  readonly columns: readonly string[];
  readonly attempts: number;
  readonly nextTryAt: Date | undefined;
  readonly writtenAt: Date | undefined;
}

/** A closed round whose figures are not in the list yet. */
export interface RoundToWrite {
  readonly id: string;
  readonly programme: string;
  readonly closesAt: Date;
}

/** Which rounds stand in the agency's SharePoint list. */
export function listStore(connection: Connection) {
  return { ...standing(connection), ...rounds(connection) };
}

function standing(connection: Connection) {
  const tables = connection.tables<ListTables>();
  return {
    async standing(tenant: string): Promise<ListStanding | undefined> {
      const row = await tables
        .selectFrom('pulse_list')
        .selectAll()
        .where('tenant', '=', tenant)
        .executeTakeFirst();
      return (
        row && {
          site: row.site,
          list: row.list,
          reason: (row.reason as ListReason | null) ?? undefined,
          columns: row.columns === null ? [] : (JSON.parse(row.columns) as readonly string[]),
          attempts: row.attempts,
          nextTryAt: row.next_try_at === null ? undefined : new Date(row.next_try_at),
          writtenAt: row.written_at === null ? undefined : new Date(row.written_at),
        }
      );
    },

    async stand(tenant: string, now: ListStanding): Promise<void> {
      const row = {
        site: now.site,
        list: now.list,
        reason: now.reason ?? null,
        columns: now.columns.length === 0 ? null : JSON.stringify(now.columns),
        attempts: now.attempts,
        next_try_at: now.nextTryAt?.toISOString() ?? null,
        written_at: now.writtenAt?.toISOString() ?? null,
      };
      await tables
        .insertInto('pulse_list')
        .values({ tenant, ...row })
        .onConflict((conflict) => conflict.column('tenant').doUpdateSet(row))
        .execute();
    },
  };
}

function rounds(connection: Connection) {
  const tables = connection.tables<ListTables>();
  const ofTenant = (tenant: string) => roundsOf(tables, tenant);
  return {
    /** Oldest first. */
    async toWrite(tenant: string, most: number): Promise<readonly RoundToWrite[]> {
      const rows = await ofTenant(tenant)
        .missing.select(['pulse_round.round', 'programme', 'closes_at'])
        .orderBy('closes_at')
        .orderBy('pulse_round.round')
        .limit(most)
        .execute();
      return rows.map(({ round, programme, closes_at }) => ({
        ...{ id: round, programme },
        closesAt: new Date(closes_at),
      }));
    },

    /** Rounds that have been deleted here, and may stand in the list. */
    async toRemove(tenant: string, most: number): Promise<readonly string[]> {
      const { deleted } = ofTenant(tenant);
      const rows = await deleted
        .select('pulse_list_round.round')
        .orderBy('pulse_list_round.round')
        .limit(most)
        .execute();
      return rows.map(({ round }) => round);
    },

    async counts(tenant: string) {
      const { missing, deleted, written } = ofTenant(tenant);
      const count = async (query: typeof missing | typeof deleted | typeof written) => {
        const rows = await (query as typeof written).select(({ fn }) => fn.countAll().as('count')).execute();
        return Number(rows[0]?.count ?? 0);
      };
      const [sum] = await written.select(({ fn }) => fn.sum('figures').as('figures')).execute();
      return {
        waiting: (await count(missing)) + (await count(deleted)),
        written: await count(written),
        figures: Number(sum?.figures ?? 0),
      };
    },
    ...listing(tables),
  };
}

function roundsOf(tables: Kysely<ListTables>, tenant: string) {
  const missing = tables
    .selectFrom('pulse_round')
    .leftJoin('pulse_list_round', (join) =>
      join
        .onRef('pulse_list_round.tenant', '=', 'pulse_round.tenant')
        .onRef('pulse_list_round.round', '=', 'pulse_round.round')
        .on('pulse_list_round.state', '=', 'written'),
    )
    .where('pulse_round.tenant', '=', tenant)
    .where('pulse_round.state', '=', 'closed')
    .where('pulse_list_round.round', 'is', null);
  const deleted = tables
    .selectFrom('pulse_list_round')
    .leftJoin('pulse_round', (join) =>
      join
        .onRef('pulse_list_round.tenant', '=', 'pulse_round.tenant')
        .onRef('pulse_list_round.round', '=', 'pulse_round.round'),
    )
    .where('pulse_list_round.tenant', '=', tenant)
    .where('pulse_round.round', 'is', null);
  const written = tables
    .selectFrom('pulse_list_round')
    .where('pulse_list_round.tenant', '=', tenant)
    .where('pulse_list_round.state', '=', 'written');
  return { missing, deleted, written };
}

function listing(tables: Kysely<ListTables>) {
  return {
    /** Before the first row leaves: whatever happens then, a round that is deleted here is taken out there. */
    async begin({ tenant, id }: RoundRef): Promise<void> {
      await tables
        .insertInto('pulse_list_round')
        .values({ tenant, round: id, state: 'writing', figures: 0 })
        .onConflict((conflict) => conflict.columns(['tenant', 'round']).doNothing())
        .execute();
    },

    async written({ tenant, id }: RoundRef, figures: number): Promise<void> {
      await tables
        .updateTable('pulse_list_round')
        .set({ state: 'written', figures })
        .where('tenant', '=', tenant)
        .where('round', '=', id)
        .execute();
    },

    async removed({ tenant, id }: RoundRef): Promise<void> {
      await tables
        .deleteFrom('pulse_list_round')
        .where('tenant', '=', tenant)
        .where('round', '=', id)
        .execute();
    },

    /** Every round is looked at once more. */
    async again(tenant: string): Promise<void> {
      await tables
        .updateTable('pulse_list_round')
        .set({ state: 'writing' })
        .where('tenant', '=', tenant)
        .execute();
    },

    /** Another list: nothing stands in it yet, and what stood in the old one is no longer ours to reach. */
    async forget(tenant: string): Promise<void> {
      await tables.deleteFrom('pulse_list_round').where('tenant', '=', tenant).execute();
    },
  };
}
