import fc from 'fast-check';
import { sendPace } from '../../../bot/platform/teams/pace.ts';

/** A machine whose time passes only while somebody sleeps. */
function machine() {
  let ms = 0;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => ms,
    sleep: (forMs: number) => new Promise<void>((wake) => sleepers.push({ at: ms + forMs, wake })),
    async pass(): Promise<void> {
      for (;;) {
        for (let round = 0; round < 20; round++) await Promise.resolve();
        sleepers.sort((a, b) => a.at - b.at);
        const next = sleepers.shift();
        if (next === undefined) return;
        ms = Math.max(ms, next.at);
        next.wake();
      }
    },
  };
}

const most = (times: readonly number[], inMs: number): number =>
  Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + inMs).length));

async function sendAll(conversations: readonly string[], perSecond = 50) {
  const time = machine();
  const pace = sendPace({ perSecond, ...time });
  const sent: { readonly at: number; readonly conversation: string }[] = [];
  const all = conversations.map(async (conversation) => {
    await pace.turn({ tenant: 'etat', conversation }, 'message');
    sent.push({ at: time.now(), conversation });
  });
  await time.pass();
  await Promise.all(all);
  return sent;
}

describe('the pace of sending', () => {
  it('spreads 2,000 channels over little more than the time that the limit allows', async () => {
    const sent = await sendAll(Array.from({ length: 2000 }, (_one, at) => `kanal ${at}`));
    const times = sent.map(({ at }) => at);
    expect(most(times, 1000)).toBeLessThanOrEqual(48);
    expect(Math.max(...times) / (2000 / 50) / 1000).toBeLessThan(1.06);
  });

  it('begins at half its pace after a rest, while lines are being opened', async () => {
    const time = machine();
    const pace = sendPace({ perSecond: 50, ...time });
    const times: number[] = [];
    const wave = async () => {
      const all = Array.from({ length: 100 }, async (_one, at) => {
        await pace.turn({ tenant: 'etat', conversation: `kanal ${at}` }, 'message');
        times.push(time.now());
      });
      await time.pass();
      await Promise.all(all);
    };
    await wave();
    void time.sleep(10_000);
    await time.pass();
    times.length = 0;
    await wave();
    const [first = 0] = times;
    const within = (ms: number) => times.filter((at) => at - first < ms).length;
    expect([within(1000), within(2000) - within(1000)]).toEqual([24, 47]);
  });

  it('keeps every published window of a conversation, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 150 }),
        async (conversations) => {
          const sent = await sendAll(conversations);
          for (const conversation of ['a', 'b', 'c']) {
            const times = sent.filter((one) => one.conversation === conversation).map(({ at }) => at);
            expect(most(times, 1000)).toBeLessThanOrEqual(7);
            expect(most(times, 2000)).toBeLessThanOrEqual(8);
            expect(most(times, 30_000)).toBeLessThanOrEqual(60);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('keeps them too where much has queued up in the tenant before', async () => {
    const time = machine();
    const pace = sendPace({ perSecond: 50, ...time });
    const sent: { readonly at: number; readonly conversation: string }[] = [];
    const ask = async (conversation: string) => {
      await pace.turn({ tenant: 'etat', conversation }, 'message');
      sent.push({ at: time.now(), conversation });
    };
    const asked = [
      ...Array.from({ length: 300 }, (_one, at) => ask(`kanal ${at}`)),
      ...Array.from({ length: 6 }, () => ask('travel')),
      ...Array.from({ length: 6 }, () => time.sleep(5000).then(() => ask('travel'))),
    ];
    await time.pass();
    await Promise.all(asked);
    const times = sent.filter(({ conversation }) => conversation === 'travel').map(({ at }) => at);
    expect(times).toHaveLength(12);
    expect(most(times, 1000)).toBeLessThanOrEqual(7);
    expect(most(times, 2000)).toBeLessThanOrEqual(8);
  });

  it('lets what somebody waits for go before the posts, and edits after them', async () => {
    const time = machine();
    const pace = sendPace({ perSecond: 50, ...time });
    const order: string[] = [];
    const asked = (['edit', 'message', 'message', 'read'] as const).map(async (kind, at) => {
      await pace.turn({ tenant: 'etat', conversation: `kanal ${at}` }, kind);
      order.push(kind);
    });
    await time.pass();
    await Promise.all(asked);
    // The first found the lane free.
    expect(order).toEqual(['edit', 'read', 'message', 'message']);
  });

  it('says at once that a read would have to wait long, and lets messages through', async () => {
    const time = machine();
    const pace = sendPace({ perSecond: 50, ...time });
    const to = { tenant: 'etat', conversation: 'a' };
    pace.refused(to, 'read', 60_000);
    await expect(pace.turn(to, 'read')).rejects.toMatchObject({ kind: 'busy', retryAfterMs: 60_000 });
    expect(await pace.turn(to, 'message')).toEqual(to);
  });

  it('lets the others pass one that has to wait', async () => {
    const sent = await sendAll([...Array.from({ length: 40 }, () => 'travel'), 'stille']);
    expect(sent.find(({ conversation }) => conversation === 'stille')?.at).toBeLessThan(1000);
    expect(sent.at(-1)?.at).toBeGreaterThan(5000);
  });

  it('waits as long as Teams says, in that conversation alone', async () => {
    const time = machine();
    const pace = sendPace({ perSecond: 50, ...time });
    pace.refused({ tenant: 'etat', conversation: 'a' }, 'message', 3000);
    const at = async (conversation: string) => {
      await pace.turn({ tenant: 'etat', conversation }, 'message');
      return time.now();
    };
    const both = Promise.all([at('a'), at('b')]);
    await time.pass();
    const [refused, other] = await both;
    expect(refused).toBeGreaterThanOrEqual(3000);
    expect(other).toBeLessThan(100);
  });

  it('waits with the whole tenant when several conversations are refused at once', async () => {
    const time = machine();
    const pace = sendPace({ perSecond: 50, ...time });
    for (const conversation of ['a', 'b', 'c'])
      pace.refused({ tenant: 'etat', conversation }, 'message', 2000);
    const turns = Promise.all(
      ['etat', 'annen'].map(async (tenant) => {
        await pace.turn({ tenant, conversation: 'd' }, 'message');
        return time.now();
      }),
    );
    await time.pass();
    expect(await turns).toEqual([2000, 0]);
  });

  it('edits a card in a channel at most once in five seconds', async () => {
    const time = machine();
    const pace = sendPace({ perSecond: 50, ...time });
    const edits = Promise.all(
      [1, 2].map(async () => {
        await pace.turn({ tenant: 'etat', conversation: 'a' }, 'edit');
        return time.now();
      }),
    );
    await time.pass();
    const [first = 0, second = 0] = await edits;
    expect(second - first).toBeGreaterThanOrEqual(5000);
  });
});
