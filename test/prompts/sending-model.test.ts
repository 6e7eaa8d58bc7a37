import fc from 'fast-check';
import { type LoggedPost, faultyRows, proofOf } from '../../bot/prompts/model/proof.ts';
import { countsOf, expectedEnd, inLedger, ratePerSecond } from '../../bot/prompts/model/sending.ts';

const at = (time: string) => new Date(`2026-09-28T${time}Z`);
const plan = {
  roster: ['drift', 'hr', 'plan'],
  plannedAt: at('06:30:00'),
  endedBy: at('15:30:00'),
  now: at('16:00:00'),
};
const posted = (channel: string): LoggedPost => ({
  ...{ channel, state: 'posted', reason: undefined, settledAt: at('06:30:05') },
});
const whole: readonly LoggedPost[] = [
  posted('drift'),
  { channel: 'hr', state: 'skipped', reason: 'prompts.reason.gone', settledAt: at('06:30:06') },
  { channel: 'plan', state: 'handed-over', reason: 'prompts.reason.may-not-read', settledAt: at('06:31:00') },
];
const faultsIn = (posts: readonly LoggedPost[], change: Partial<typeof plan> = {}) =>
  proofOf({ ...plan, ...change }, posts).flatMap(({ channel, faults }) =>
    faults.map((fault) => `${channel} ${fault}`),
  );

describe('plan against log', () => {
  it('finds nothing to say of a round in which every channel has come to its end', () => {
    expect(faultsIn(whole)).toEqual([]);
    expect(proofOf(plan, whole).map(({ channel }) => channel)).toEqual(plan.roster);
  });

  it('flags a channel of the round that has no post', () => {
    expect(faultsIn(whole.slice(1))).toEqual(['drift no-post']);
  });

  it('flags a channel with two posts, and one that is not in the round', () => {
    expect(faultsIn([...whole, posted('drift')])).toEqual(['drift twice', 'drift twice']);
    expect(faultsIn([...whole, posted('fremmed')])).toEqual(['fremmed not-in-round']);
  });

  it.each(['planned', 'held', 'sending'] as const)(
    'flags a post that is still %s when its time is up',
    (state) => {
      const posts = [...whole.slice(1), { ...posted('drift'), state, settledAt: undefined }];
      expect(faultsIn(posts)).toEqual(['drift not-ended']);
      expect(faultsIn(posts, { now: at('07:00:00') })).toEqual([]);
    },
  );

  it('flags what is skipped without a reason, or settled before it was planned', () => {
    expect(
      faultsIn([
        { ...posted('drift'), settledAt: at('06:29:59') },
        { ...posted('hr'), state: 'skipped' },
        posted('plan'),
      ]),
    ).toEqual(['drift too-early', 'hr no-reason']);
  });

  it('has one row for each channel and each post, whatever the log holds', () => {
    const channel = fc.constantFrom('drift', 'hr', 'plan', 'fremmed', 'ukjent');
    fc.assert(
      fc.property(fc.array(channel, { maxLength: 12 }), (channels) => {
        const rows = proofOf(plan, channels.map(posted));
        const withPost = rows.filter(({ post }) => post !== undefined);
        expect(withPost).toHaveLength(channels.length);
        expect(new Set(rows.map((row) => row.channel))).toEqual(new Set([...plan.roster, ...channels]));
        const sums = [...channels].sort().join() === [...plan.roster].sort().join();
        expect(faultyRows(rows) === 0).toBe(sums);
      }),
    );
  });
});

describe('how a sending goes', () => {
  const now = at('06:31:00');
  const progress = {
    now,
    left: 100,
    lately: 40,
    firstAt: at('06:30:00'),
    nextAt: undefined,
    plannedPerSecond: 47.5,
  };

  it('counts every post in exactly one state', () => {
    const counts = countsOf([
      { state: 'posted', count: 40 },
      { state: 'planned', count: 3 },
      { state: 'handed-over', count: 1 },
    ]);
    expect(counts).toMatchObject({ posted: 40, waiting: 3, handedOver: 1, held: 0 });
    expect(inLedger(counts)).toBe(44);
  });

  it('tells the rate of the last ten seconds, also when it has only just begun', () => {
    expect(ratePerSecond(progress)).toBe(4);
    expect(ratePerSecond({ ...progress, firstAt: at('06:30:58') })).toBe(20);
    expect(ratePerSecond({ ...progress, lately: 0 })).toBe(0);
  });

  it('expects the end from the rate, from the limits before there is one, and not before the last may go', () => {
    expect(expectedEnd(progress)).toEqual(at('06:31:25'));
    expect(expectedEnd({ ...progress, left: 95, lately: 0 })).toEqual(at('06:31:02'));
    expect(expectedEnd({ ...progress, nextAt: at('06:33:00') })).toEqual(at('06:33:00'));
    expect(expectedEnd({ ...progress, left: 0 })).toBeUndefined();
  });
});
