import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { ClockFault, followedClock, type FollowedClock } from '../../bot/platform/clock.ts';
import { silentLog } from '../support/log.ts';

/** The other side: holds each poll until the version is newer than the one that is known. */
async function timeGiver(port = 0) {
  let version = 1;
  let now = '2027-01-18T07:30:00.000Z';
  const polls: (number | undefined)[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response: ServerResponse) => {
    const after = new URL(request.url ?? '', 'http://x').searchParams.get('after');
    polls.push(after === null ? undefined : Number(after));
    const tryAnswer = () => {
      if (after !== null && Number(after) === version) return;
      waiting.delete(tryAnswer);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ version, now, machineNow: new Date().toISOString() }));
    };
    waiting.add(tryAnswer);
    tryAnswer();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api/clock`,
    port: (server.address() as AddressInfo).port,
    polls,
    move(to: string) {
      version += 1;
      now = to;
      for (const tryAnswer of [...waiting]) tryAnswer();
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const until = async (fact: () => boolean) => {
  for (let times = 0; times < 500 && !fact(); times += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(fact()).toBe(true);
};

describe('a followed clock', () => {
  let clock: FollowedClock | undefined;
  let giver: Awaited<ReturnType<typeof timeGiver>>;

  beforeEach(async () => {
    giver = await timeGiver();
  });

  afterEach(async () => {
    clock?.stop();
    await giver.stop();
  });

  it('knows the time at start and ticks on', async () => {
    clock = await followedClock({ url: giver.url, onMove: () => Promise.resolve(), log: silentLog() });
    const first = clock.now().getTime();
    expect(Math.abs(first - Date.parse('2027-01-18T07:30:00Z'))).toBeLessThan(1000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(clock.now().getTime() - first).toBeGreaterThanOrEqual(45);
  });

  it('tells that it has taken a new time over only when what became due is done', async () => {
    const done = Promise.withResolvers<undefined>();
    const seen: string[] = [];
    clock = await followedClock({
      url: giver.url,
      log: silentLog(),
      async onMove() {
        seen.push(clock?.now().toISOString().slice(0, 16) ?? '');
        await done.promise;
      },
    });
    giver.move('2027-01-22T14:00:00.000Z');
    await until(() => seen.length === 1);
    expect(seen).toEqual(['2027-01-22T14:00']);
    expect(giver.polls).not.toContain(2);
    done.resolve(undefined);
    await until(() => giver.polls.includes(2));
  });

  it('keeps the time while the other side is away, and finds it again', async () => {
    clock = await followedClock({ url: giver.url, onMove: () => Promise.resolve(), log: silentLog() });
    await giver.stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(clock.now().toISOString()).toMatch(/^2027-01-18T07:3/);
    giver = await timeGiver(giver.port);
    giver.move('2027-02-01T07:30:00.000Z');
    await until(() => clock?.now().toISOString().startsWith('2027-02-01') === true);
  });

  it('goes on, and logs it, when what became due could not be done', async () => {
    const log = silentLog();
    clock = await followedClock({ url: giver.url, onMove: () => Promise.reject(new Error('no')), log });
    giver.move('2027-01-22T14:00:00.000Z');
    await until(() => giver.polls.includes(2));
    expect(log.bugs).toHaveLength(1);
  });

  it.each(['http://10.0.0.1/clock', 'https://time.example.no/', 'http://127.0.0.1.evil.example/'])(
    'refuses %s, which is not this machine',
    async (url) => {
      await expect(followedClock({ url, onMove: () => Promise.resolve(), log: silentLog() })).rejects.toThrow(
        ClockFault,
      );
    },
  );

  it('says what to do when nobody answers at start', async () => {
    const { url } = giver;
    await giver.stop();
    await expect(followedClock({ url, onMove: () => Promise.resolve(), log: silentLog() })).rejects.toThrow(
      /within 5 s.*unset/,
    );
    giver = await timeGiver();
  });
});
