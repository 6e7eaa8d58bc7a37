import { type PersonRef } from '../../people/model.ts';
import { type Connection } from '../../platform/database/database.ts';
import { type Discussion } from '../model/involvement.ts';
import { type ProgrammeTables } from './tables.ts';

export function discussionStore(connection: Connection) {
  const tables = connection.tables<ProgrammeTables>();
  return {
    async of(tenant: string): Promise<readonly Discussion[]> {
      const rows = await tables
        .selectFrom('discussion')
        .selectAll()
        .where('tenant', '=', tenant)
        .orderBy('recorded_at')
        .execute();
      return rows.map((row) => ({
        kind: row.kind,
        unit: row.unit,
        heldOn: row.held_on,
        counterpart: row.counterpart,
        basis: row.basis,
        conclusion: row.conclusion,
        recordedAt: new Date(row.recorded_at),
        policyVersion: row.policy_version,
      }));
    },
    /** How many one person has written down. */
    async recordedBy({ tenant, id }: PersonRef): Promise<number> {
      const { count } = await tables
        .selectFrom('discussion')
        .select((of) => of.fn.countAll().as('count'))
        .where('tenant', '=', tenant)
        .where('recorded_by', '=', id)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    /** One with the same id stays as it is. */
    async add(tenant: string, id: string, discussion: Discussion & { readonly by: string }): Promise<void> {
      await tables
        .insertInto('discussion')
        .values({
          tenant,
          id,
          unit: discussion.unit,
          held_on: discussion.heldOn,
          counterpart: discussion.counterpart,
          basis: discussion.basis,
          recorded_at: discussion.recordedAt.toISOString(),
          recorded_by: discussion.by,
          policy_version: discussion.policyVersion,
          kind: discussion.kind,
          conclusion: discussion.conclusion,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}
