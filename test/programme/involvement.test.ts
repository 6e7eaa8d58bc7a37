import { roundWork } from '../../bot/programme/jobs.ts';
import {
  type Discussion,
  discussedVersions,
  evaluationIsDue,
  involvementOf,
} from '../../bot/programme/model/involvement.ts';
import { firstPolicy } from '../../bot/programme/model/policy.ts';
import { policyStore } from '../../bot/programme/store/policies.ts';
import { eachDatabase } from '../support/databases.ts';
import { admin, office, tenant } from '../support/office.ts';

const again = { unit: 'plan', heldOn: '2026-09-20', counterpart: 'hovedverneombud' } as const;

const step = (of: Partial<Discussion>): Discussion => ({
  ...{ kind: 'discussed', unit: 'plan', heldOn: '2026-09-01', counterpart: 'tillitsvalgt', basis: '' },
  ...{ conclusion: '', recordedAt: new Date('2026-09-01'), policyVersion: 1, ...of },
});

describe('involvement', () => {
  const path = ['plan', 'etat'];
  const of = (version: number, ...steps: Discussion[]) =>
    involvementOf(path, { discussed: discussedVersions(steps), version });

  it('is there when the policy that holds was discussed for the unit or one above', () => {
    expect(of(1, step({}))).toBe('discussed');
    expect(of(2, step({ unit: 'etat', policyVersion: 2 }))).toBe('discussed');
    expect(of(2, step({ policyVersion: 2 }), step({ policyVersion: 1 }))).toBe('discussed');
  });

  it('is out of date when only an earlier policy was', () => {
    expect(of(2, step({}))).toBe('outdated');
    expect(of(3, step({}), step({ unit: 'etat', policyVersion: 2 }))).toBe('outdated');
  });

  it('is missing when nothing was discussed there: a note, an evaluation or a neighbour do not count', () => {
    expect(of(1)).toBe('missing');
    expect(of(1, step({ kind: 'made', unit: '' }), step({ kind: 'evaluated' }))).toBe('missing');
    expect(of(1, step({ unit: 'drift' }))).toBe('missing');
  });

  it('asks for the evaluation from its date on, until it was held around that time', () => {
    expect(evaluationIsDue(undefined, '2027-06-01', [])).toBe(false);
    expect(evaluationIsDue('2027-06-01', '2027-05-31', [])).toBe(false);
    expect(evaluationIsDue('2027-06-01', '2027-06-01', [step({ heldOn: '2027-06-01' })])).toBe(true);
    const held = (heldOn: string) => [step({ kind: 'evaluated', heldOn })];
    expect(evaluationIsDue('2027-06-01', '2027-06-01', held('2027-05-20'))).toBe(false);
    expect(evaluationIsDue('2027-06-01', '2027-06-20', held('2026-12-01'))).toBe(true);
  });
});

eachDatabase((_name, open) => {
  const why = async (us: Awaited<ReturnType<typeof office>>) =>
    (await us.programme.readiness(tenant)).map((one) => one.why);

  it('a changed policy stops the next round until it was discussed, and never the open one', async () => {
    const us = await office(await open());
    const work = roundWork({ ...us, parts: () => [] });
    us.at('2026-09-28T06:30:00Z');
    await work.run();
    await policyStore(us.database).keep(tenant, { ...firstPolicy, version: 2, comments: true });
    expect(await why(us)).toEqual(['programme.reason.discussion-outdated']);
    expect(await us.programme.rounds(tenant)).toMatchObject([{ state: 'open' }]);

    us.at('2026-10-05T06:30:00Z');
    await work.run();
    await work.run();
    expect(await us.programme.rounds(tenant)).toMatchObject([{ week: '2026-W40', state: 'closed' }]);

    await us.programme.recordDiscussion(admin, { ...again, policyVersion: 2 });
    await work.run();
    expect(await us.programme.rounds(tenant)).toMatchObject([
      { state: 'closed' },
      { week: '2026-W41', state: 'open' },
    ]);
  });

  it('a week that was lost to it says so', async () => {
    const us = await office(await open());
    await policyStore(us.database).keep(tenant, { ...firstPolicy, version: 2, purpose: 'Noe nytt' });
    us.at('2026-09-29T10:00:00Z');
    await roundWork({ ...us, parts: () => [] }).run();
    expect(await us.programme.rounds(tenant)).toMatchObject([
      { state: 'skipped', reason: 'programme.reason.discussion-outdated' },
    ]);
  });

  it('what is written down says which policy it was about, once, and by whom it was made', async () => {
    const us = await office(await open());
    await us.programme.recordNote(admin);
    await us.programme.recordNote({ tenant, id: 'another' });
    const evaluated = { ...again, kind: 'evaluated', conclusion: 'Vi fortsetter.' } as const;
    await Promise.all([1, 2, 3].map(() => us.programme.recordDiscussion(admin, evaluated)));
    const known = await us.programme.discussions(tenant);
    expect(known.map(({ kind, policyVersion }) => [kind, policyVersion]).sort()).toEqual([
      ['discussed', 1],
      ['evaluated', 1],
      ['made', 1],
    ]);
    expect((await us.programme.setup(tenant, 'nb')).discussions).toHaveLength(1);
  });

  it('a day that has not come, another unit and a policy that has changed since are refused', async () => {
    const us = await office(await open());
    const record = (body: object) => us.programme.recordDiscussion(admin, { ...again, ...body });
    await expect(record({ heldOn: '2026-09-26' })).rejects.toThrow('bad-input');
    await expect(record({ unit: 'ukjent' })).rejects.toThrow('unknown-unit');
    await expect(record({ policyVersion: 2 })).rejects.toThrow('policy-changed');
    expect(await us.programme.discussions(tenant)).toHaveLength(1);
  });
});
