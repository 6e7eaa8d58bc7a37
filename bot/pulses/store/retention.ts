import { type Connection } from '../../platform/database/database.ts';
import { isSameDay } from '../model/retention.ts';
import { type RoundRef } from './ballots.ts';
import { type PulseTables } from './tables.ts';

interface RetentionTables extends PulseTables {
  pulse_retention: {
    tenant: string;
    /** When everything old was gone. */
    looked_at: string | null;
    deleted_at: string | null;
    closed_before: string | null;
    rounds: number;
    figures: number;
    comments: number;
  };
}

/** What went with the rounds that were deleted at one time. */
interface Deleted {
  readonly rounds: number;
  readonly figures: number;
  readonly comments: number;
}

/** Every table that holds something of a round, the round itself last. */
const ofRound = [
  'pulse_ballot',
  'pulse_reminder',
  'pulse_comment',
  'pulse_cell',
  'pulse_rate',
  'pulse_unit',
  'pulse_question',
  'pulse_receipt',
  'pulse_round',
] as const;

export function retentionStore(connection: Connection) {
  return { ...oldRounds(connection), ...retentionLog(connection) };
}

function oldRounds(connection: Connection) {
  const tables = connection.tables<RetentionTables>();
  return {
    /** Whoever has, or has had, a round. */
    async tenants(): Promise<readonly string[]> {
      const rows = await tables
        .selectFrom('pulse_round')
        .select('tenant')
        .union(tables.selectFrom('pulse_retention').select('tenant'))
        .execute();
      return rows.map(({ tenant }) => tenant);
    },

    /** Rounds that closed before then, oldest first. One whose key is still to be destroyed waits for that. */
    async old(tenant: string, before: Date, most: number): Promise<readonly RoundRef[]> {
      const rows = await tables
        .selectFrom('pulse_round')
        .innerJoin('pulse_receipt', (join) =>
          join
            .onRef('pulse_receipt.tenant', '=', 'pulse_round.tenant')
            .onRef('pulse_receipt.round', '=', 'pulse_round.round'),
        )
        .select('pulse_round.round')
        .where('pulse_round.tenant', '=', tenant)
        .where('pulse_round.state', '!=', 'open')
        .where('pulse_round.closed_at', '<', before.toISOString())
        .where('pulse_receipt.key_destroyed_at', 'is not', null)
        .orderBy('pulse_round.closed_at')
        .limit(most)
        .execute();
      return rows.map(({ round }) => ({ tenant, id: round }));
    },

    /** Inside a transaction. */
    async remove({ tenant, id }: RoundRef): Promise<Deleted> {
      const gone = new Map<string, number>();
      for (const table of ofRound) {
        const { numDeletedRows } = await tables
          .deleteFrom(table)
          .where('tenant', '=', tenant)
          .where('round', '=', id)
          .executeTakeFirstOrThrow();
        gone.set(table, Number(numDeletedRows));
      }
      const figures = (gone.get('pulse_cell') ?? 0) + (gone.get('pulse_rate') ?? 0);
      return { rounds: 1, figures, comments: gone.get('pulse_comment') ?? 0 };
    },
  };
}

/** When we last looked, and what went the last time that anything did. */
function retentionLog(connection: Connection) {
  const tables = connection.tables<RetentionTables>();
  const ofTenant = (tenant: string) =>
    tables.selectFrom('pulse_retention').selectAll().where('tenant', '=', tenant).executeTakeFirst();
  return {
    async lookedAt(tenant: string): Promise<Date | undefined> {
      const row = await ofTenant(tenant);
      return typeof row?.looked_at === 'string' ? new Date(row.looked_at) : undefined;
    },

    /** Inside the transaction that deletes: adds to what went on the same day. */
    async deleted(
      tenant: string,
      at: Date,
      { before, what }: { before: Date; what: Deleted },
    ): Promise<void> {
      const known = await ofTenant(tenant);
      const last = known?.deleted_at;
      const same = typeof last === 'string' && isSameDay(new Date(last), at) ? known : undefined;
      const row = {
        deleted_at: at.toISOString(),
        closed_before: before.toISOString(),
        rounds: (same?.rounds ?? 0) + what.rounds,
        figures: (same?.figures ?? 0) + what.figures,
        comments: (same?.comments ?? 0) + what.comments,
      };
      await tables
        .insertInto('pulse_retention')
        .values({ tenant, looked_at: null, ...row })
        .onConflict((conflict) => conflict.column('tenant').doUpdateSet(row))
        .execute();
    },

    /** Everything old is gone for now. */
    async looked(tenant: string, at: Date): Promise<void> {
      const looked_at = at.toISOString();
      const nothing = { deleted_at: null, closed_before: null, rounds: 0, figures: 0, comments: 0 };
      await tables
        .insertInto('pulse_retention')
        .values({ tenant, looked_at, ...nothing })
        .onConflict((conflict) => conflict.column('tenant').doUpdateSet({ looked_at }))
        .execute();
    },

    async lastDeletion(tenant: string) {
      const row = await ofTenant(tenant);
      if (typeof row?.deleted_at !== 'string' || row.closed_before === null) return null;
      const { deleted_at: deletedAt, closed_before: closedBefore, rounds, figures, comments } = row;
      return { deletedAt, closedBefore, rounds, figures, comments };
    },
  };
}
