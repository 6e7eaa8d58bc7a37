import fc from 'fast-check';
import {
  firstPolicy,
  leastMinimums,
  minimumNames,
  nextPolicy,
  type Policy,
  type PolicyDecision,
} from '../../bot/programme/model/policy.ts';
import { etagOf } from '../../bot/programme/actions/etag.ts';
import { eachDatabase } from '../support/databases.ts';
import { office, tenant } from '../support/office.ts';

const decide = (set: Partial<PolicyDecision> = {}): PolicyDecision => ({ ...firstPolicy, ...set });
const minimums = (set: Partial<typeof leastMinimums>) => ({ ...leastMinimums, ...set });
/** What holds after a decision, refused or not. */
function taken(policy: Policy, decision: PolicyDecision): Policy {
  try {
    return nextPolicy(policy, decision);
  } catch {
    return policy;
  }
}
const body = {
  ...{ purpose: null, basis: null, evaluateOn: null, comments: false, retentionMonths: 24 },
  minimums: leastMinimums,
};

describe('the policy of an agency', () => {
  it('is never made weaker than what people have been told', () => {
    const number = fc.integer({ min: 1, max: 100 });
    const any = fc.record({ scores: number, distributions: number, hiddenRest: number, rates: number });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (many) => {
        let policy = firstPolicy;
        for (const minimums of many) {
          const before = policy.minimums;
          policy = taken(policy, decide({ minimums }));
          for (const name of minimumNames) expect(policy.minimums[name]).toBeGreaterThanOrEqual(before[name]);
          expect(policy.minimums.distributions).toBeGreaterThanOrEqual(policy.minimums.scores);
        }
      }),
    );
  });

  it('must be discussed anew for another purpose and for comments, and for nothing else', () => {
    const version = (set: Partial<PolicyDecision>, from = firstPolicy) =>
      nextPolicy(from, decide(set)).version;
    expect(version({ purpose: 'Noe annet' })).toBe(2);
    expect(version({ comments: true })).toBe(2);
    expect(version({ comments: false }, { ...firstPolicy, comments: true, version: 2 })).toBe(2);
    expect(version({ evaluateOn: '2027-06-01', basis: 'Annet', minimums: minimums({ scores: 9 }) })).toBe(1);
  });

  it('keeps figures longer than two years only with a word on why', () => {
    expect(() => nextPolicy(firstPolicy, decide({ retentionMonths: 36 }))).toThrow('reason-needed');
    expect(
      nextPolicy(firstPolicy, decide({ retentionMonths: 36, basis: 'Vi måler over tre år' })).retentionMonths,
    ).toBe(36);
  });
});

describe('the name of a state', () => {
  it('differs when the state does', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(etagOf([a]) === etagOf([b])).toBe(a === b);
      }),
    );
  });
});

eachDatabase((_name, open) => {
  it('the policy is kept, and a decision made on an older one is refused', async () => {
    const us = await office(await open());
    const first = (await us.programme.setup(tenant, 'nb')).policy;
    await us.programme.keepPolicy(tenant, { ...body, purpose: 'Vår læring', ifMatch: first.etag });
    const second = (await us.programme.setup(tenant, 'nb')).policy;
    expect(second).toMatchObject({ version: 2, purpose: 'Vår læring', minimums: leastMinimums });
    await expect(us.programme.keepPolicy(tenant, { ...body, ifMatch: first.etag })).rejects.toThrow(
      'changed-meanwhile',
    );
    expect((await us.programme.setup(tenant, 'nb')).policy).toEqual(second);
  });

  it('of two who decide at once nobody lowers what the other raised', async () => {
    const us = await office(await open());
    const raise = (scores: number) =>
      us.programme.keepPolicy(tenant, { ...body, minimums: minimums({ scores }) }).catch(() => undefined);
    await Promise.all([raise(12), raise(8), raise(10)]);
    expect((await us.programme.setup(tenant, 'nb')).policy.minimums.scores).toBeGreaterThanOrEqual(12);
  });

  it('a unit is told to be too small by the minimum that the agency has chosen', async () => {
    const us = await office(await open());
    await us.programme.keepPolicy(tenant, { ...body, minimums: minimums({ scores: 10 }) });
    expect((await us.programme.setup(tenant, 'nb')).units).toMatchObject([
      { tooSmall: true },
      { tooSmall: true },
    ]);
  });
});
