import { type Connection } from '../../platform/database/database.ts';
import { firstPolicy, type Policy } from '../model/policy.ts';
import { type ProgrammeTables } from './tables.ts';

export function policyStore(connection: Connection) {
  const tables = connection.tables<ProgrammeTables>();
  return {
    /** What holds until the agency decides otherwise when there is nothing kept. */
    async of(tenant: string): Promise<Policy> {
      const row = await tables
        .selectFrom('policy')
        .selectAll()
        .where('tenant', '=', tenant)
        .executeTakeFirst();
      return row === undefined ? firstPolicy : policyOf(row);
    },

    /** Reads it for a change: whoever else would change it waits until this transaction has ended. */
    async hold(tenant: string): Promise<Policy> {
      await tables
        .insertInto('policy')
        .values({ tenant, ...rowOf(firstPolicy) })
        .onConflict((conflict) =>
          conflict.column('tenant').doUpdateSet((row) => ({ version: row.ref('policy.version') })),
        )
        .execute();
      return await this.of(tenant);
    },

    async keep(tenant: string, policy: Policy): Promise<void> {
      const row = rowOf(policy);
      await tables
        .insertInto('policy')
        .values({ tenant, ...row })
        .onConflict((conflict) => conflict.column('tenant').doUpdateSet(row))
        .execute();
    },
  };
}

function policyOf(row: ProgrammeTables['policy']): Policy {
  return {
    version: row.version,
    purpose: row.purpose ?? undefined,
    basis: row.basis ?? undefined,
    evaluateOn: row.evaluate_on ?? undefined,
    comments: row.comments === 1,
    retentionMonths: row.retention_months,
    minimums: {
      scores: row.min_scores,
      distributions: row.min_distributions,
      hiddenRest: row.min_hidden_rest,
      rates: row.min_rates,
    },
  };
}

function rowOf({ minimums, ...policy }: Policy): Omit<ProgrammeTables['policy'], 'tenant'> {
  return {
    version: policy.version,
    purpose: policy.purpose ?? null,
    basis: policy.basis ?? null,
    evaluate_on: policy.evaluateOn ?? null,
    comments: policy.comments ? 1 : 0,
    retention_months: policy.retentionMonths,
    min_scores: minimums.scores,
    min_distributions: minimums.distributions,
    min_hidden_rest: minimums.hiddenRest,
    min_rates: minimums.rates,
  };
}
