import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { batches } from '../../platform/database/database.ts';
import { type RoundRef } from './ballots.ts';
import { type PulseTables, type StoreAt } from './tables.ts';

interface SealedReminding {
  readonly token: string;
  readonly body: Uint8Array;
}

/** Sealed reminders of open rounds: the only code that names their table. */
export interface ReminderStore {
  /** Inside a transaction: until it ends, nobody else gets past this call for the same round. */
  alone(round: RoundRef): Promise<void>;
  /** By token, which is as good as random. */
  all(round: RoundRef): Promise<readonly SealedReminding[]>;
  /** Adds the rows, or writes over them, in the order given. */
  keep(round: RoundRef, rows: readonly SealedReminding[]): Promise<void>;
  removeAll(round: RoundRef): Promise<void>;
}

export function reminderStore({ connection, engine }: StoreAt): ReminderStore {
  const tables = connection.tables<PulseTables>();
  return {
    async alone({ tenant, id }) {
      if (engine !== 'postgres') return;
      const name = createHash('sha256').update(JSON.stringify(['reminders', tenant, id]));
      const lock = name.digest().readBigInt64BE().toString();
      await sql`select pg_advisory_xact_lock(${lock}::bigint)`.execute(tables);
    },
    async all({ tenant, id }) {
      return await tables
        .selectFrom('pulse_reminder')
        .select(['token', 'body'])
        .where('tenant', '=', tenant)
        .where('round', '=', id)
        .orderBy('token')
        .execute();
    },
    async keep({ tenant, id }, rows) {
      for (const some of batches(rows.map((row) => ({ tenant, round: id, ...row }))))
        await tables
          .insertInto('pulse_reminder')
          .values([...some])
          .onConflict((conflict) =>
            conflict
              .columns(['tenant', 'round', 'token'])
              .doUpdateSet((written) => ({ body: written.ref('excluded.body') })),
          )
          .execute();
    },
    async removeAll({ tenant, id }) {
      await tables
        .deleteFrom('pulse_reminder')
        .where('tenant', '=', tenant)
        .where('round', '=', id)
        .execute();
    },
  };
}
