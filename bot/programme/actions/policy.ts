import { type Database } from '../../platform/database/database.ts';
import { Refusal } from '../../refusal.ts';
import { type PolicyBody, type PolicyView } from '../api/policy.ts';
import { nextPolicy, type Policy } from '../model/policy.ts';
import { policyStore } from '../store/policies.ts';
import { etagOf } from './etag.ts';

export interface PolicyActions {
  /** Throws `cannot-lower`, `reason-needed` or `changed-meanwhile`. */
  keepPolicy(tenant: string, body: PolicyBody): Promise<void>;
}

export function policyActions(database: Database): PolicyActions {
  return {
    keepPolicy: (tenant, { ifMatch, purpose, basis, evaluateOn, ...decided }) =>
      database.transaction(async (connection) => {
        const store = policyStore(connection);
        const current = await store.hold(tenant);
        if (ifMatch !== undefined && ifMatch !== policyView(current).etag)
          throw new Refusal('changed-meanwhile');
        const wanted = {
          ...decided,
          purpose: said(purpose),
          basis: said(basis),
          evaluateOn: evaluateOn ?? undefined,
        };
        await store.keep(tenant, nextPolicy(current, wanted));
      }),
  };
}

const said = (text: string | null) => (text === null || text === '' ? undefined : text);

export function policyView(policy: Policy): PolicyView {
  const { version, comments, retentionMonths, minimums } = policy;
  const view = {
    ...{ version, comments, retentionMonths, minimums },
    purpose: policy.purpose ?? null,
    basis: policy.basis ?? null,
    evaluateOn: policy.evaluateOn ?? null,
  };
  const { scores, distributions, hiddenRest, rates } = minimums;
  const state = [version, comments, retentionMonths, scores, distributions, hiddenRest, rates];
  return { ...view, etag: etagOf([...state, view.purpose, view.basis, view.evaluateOn]) };
}
