import { type Kysely, type Selectable } from 'kysely';
import { batches, type Connection } from '../../platform/database/database.ts';
import { type LeaderChannel, type Programme, type Round } from '../model/programme.ts';
import { channelFrom } from './channels.ts';
import { type ProgrammeTables } from './tables.ts';

export function roundStore(connection: Connection) {
  const tables = connection.tables<ProgrammeTables>();
  return { ...reading(tables), ...progress(tables), ...writing(tables), ...removing(tables) };
}

const from = (row: Selectable<ProgrammeTables['round']>): Round => ({
  tenant: row.tenant,
  id: row.id,
  programme: row.programme,
  week: row.week,
  pack: row.pack,
  entry: row.entry,
  opensAt: new Date(row.opens_at),
  closesAt: new Date(row.closes_at),
  state: row.state,
  reason: row.reason ?? undefined,
});
function reading(tables: Kysely<ProgrammeTables>) {
  const rounds = (tenant: string) => tables.selectFrom('round').selectAll().where('tenant', '=', tenant);
  const channelsOf = (tenant: string, round: string) =>
    tables
      .selectFrom('round_channel')
      .innerJoin('leader_channel', (join) =>
        join
          .onRef('leader_channel.tenant', '=', 'round_channel.tenant')
          .onRef('leader_channel.id', '=', 'round_channel.channel'),
      )
      .selectAll('leader_channel')
      .where('round_channel.tenant', '=', tenant)
      .where('round_channel.round', '=', round);
  return {
    async find(tenant: string, id: string): Promise<Round | undefined> {
      const row = await rounds(tenant).where('id', '=', id).executeTakeFirst();
      return row && from(row);
    },
    /** Oldest first. */
    async of(tenant: string): Promise<readonly Round[]> {
      const rows = await rounds(tenant).orderBy('week').orderBy('programme').execute();
      return rows.map(from);
    },
    /** Open ones whose time is up, of every tenant. */
    async toClose(now: Date): Promise<readonly Round[]> {
      const rows = await tables
        .selectFrom('round')
        .selectAll()
        .where('state', '=', 'open')
        .where('closes_at', '<=', now.toISOString())
        .orderBy('closes_at')
        .execute();
      return rows.map(from);
    },
    async channels(tenant: string, round: string): Promise<readonly LeaderChannel[]> {
      const rows = await channelsOf(tenant, round).orderBy('leader_channel.id').execute();
      return rows.map(channelFrom);
    },
    /** In how many channels each was opened. */
    async rosterSizes(tenant: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
      if (ids.length === 0) return new Map();
      const rows = await tables
        .selectFrom('round_channel')
        .select((of) => ['round', of.fn.countAll().as('count')])
        .where('tenant', '=', tenant)
        .where('round', 'in', [...ids])
        .groupBy('round')
        .execute();
      return new Map(rows.map(({ round, count }) => [round, Number(count)]));
    },
    async channel(tenant: string, round: string, id: string): Promise<LeaderChannel | undefined> {
      const row = await channelsOf(tenant, round).where('leader_channel.id', '=', id).executeTakeFirst();
      return row && channelFrom(row);
    },
  };
}

/** How far a programme has come. */
function progress(tables: Kysely<ProgrammeTables>) {
  return {
    async newestWeek(tenant: string, programme: string): Promise<string | undefined> {
      const row = await tables
        .selectFrom('round')
        .select('week')
        .where('tenant', '=', tenant)
        .where('programme', '=', programme)
        .orderBy('week', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.week;
    },
    /** The entries of a pack that a programme has held, oldest first: what comes next depends on nothing else. */
    async history({
      tenant,
      id,
      pack,
    }: Pick<Programme, 'tenant' | 'id' | 'pack'>): Promise<readonly string[]> {
      const rows = await tables
        .selectFrom('round')
        .select('entry')
        .where('tenant', '=', tenant)
        .where('programme', '=', id)
        .where('pack', '=', pack)
        .where('state', '!=', 'skipped')
        .orderBy('week')
        .execute();
      return rows.map(({ entry }) => entry);
    },
  };
}

function writing(tables: Kysely<ProgrammeTables>) {
  return {
    /** Answers whether it was added: the week may have its round already. */
    async add(round: Round, channels: readonly LeaderChannel[]): Promise<boolean> {
      const added = await tables
        .insertInto('round')
        .values({
          tenant: round.tenant,
          id: round.id,
          programme: round.programme,
          week: round.week,
          pack: round.pack,
          entry: round.entry,
          opens_at: round.opensAt.toISOString(),
          closes_at: round.closesAt.toISOString(),
          state: round.state,
          reason: round.reason ?? null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (Number(added.numInsertedOrUpdatedRows ?? 0) === 0) return false;
      const rows = channels.map(({ id }) => ({ tenant: round.tenant, round: round.id, channel: id }));
      for (const some of batches(rows)) await tables.insertInto('round_channel').values(some).execute();
      return true;
    },
    /** Answers whether it was open. */
    async close(round: Round): Promise<boolean> {
      const closed = await tables
        .updateTable('round')
        .set({ state: 'closed' })
        .where('tenant', '=', round.tenant)
        .where('id', '=', round.id)
        .where('state', '=', 'open')
        .executeTakeFirst();
      return Number(closed.numUpdatedRows) > 0;
    },
  };
}

/** What is left of rounds that ended long ago. */
function removing(tables: Kysely<ProgrammeTables>) {
  return {
    /** Rounds that ended before then and still have their channels, of every tenant. */
    async old(before: Date, most: number): Promise<readonly Pick<Round, 'tenant' | 'id'>[]> {
      return await tables
        .selectFrom('round')
        .select(['tenant', 'id'])
        .where('state', '!=', 'open')
        .where('closes_at', '<', before.toISOString())
        .where((round) =>
          round.exists(
            round
              .selectFrom('round_channel')
              .select('channel')
              .whereRef('round_channel.tenant', '=', 'round.tenant')
              .whereRef('round_channel.round', '=', 'round.id'),
          ),
        )
        .limit(most)
        .execute();
    },
    /** The channels of a round that ended long ago; the round itself stays, for the calendar goes on from it. */
    async removeChannels({ tenant, id }: Pick<Round, 'tenant' | 'id'>): Promise<number> {
      const { numDeletedRows } = await tables
        .deleteFrom('round_channel')
        .where('tenant', '=', tenant)
        .where('round', '=', id)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
