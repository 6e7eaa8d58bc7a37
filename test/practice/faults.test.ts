import { type ServiceState } from '../../infra/practice/api.ts';
import { cardMessage, type Running, runPractice } from './running.ts';

let practice: Running;
let channel: { readonly id: string; readonly path: string; readonly graph: string };

beforeAll(async () => {
  practice = await runPractice();
  const { channels, teams } = await practice.state();
  const found = channels.find(({ installed }) => installed);
  const group = teams.find(({ id }) => id === found?.team)?.groupId ?? '';
  const id = found?.id ?? '';
  channel = {
    id,
    path: `/v3/conversations/${encodeURIComponent(id)}/activities`,
    graph: `${practice.authority}/v1.0/teams/${group}/channels/${encodeURIComponent(id)}/messages`,
  };
});
afterAll(() => practice.end());

const script = (...faults: readonly object[]) =>
  practice.api(
    'POST',
    '/api/faults',
    faults.map((fault) => ({ on: 'connector', times: 1, ...fault })),
  );
const send = () => practice.connector('POST', channel.path, cardMessage());
const count = async () => (await practice.state()).messages.length;
const service = async () =>
  ((await practice.api('GET', '/api/services')).body as { services: readonly ServiceState[] }).services[0];
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** How many messages the call has left, after `ms` without an answer. */
async function leftAfter(ms: number, call: Promise<unknown>): Promise<{ answered: boolean; left: number }> {
  const before = await count();
  const answered = await Promise.race([
    call.then(
      () => true,
      () => true,
    ),
    pause(ms).then(() => false),
  ]);
  return { answered, left: (await count()) - before };
}

describe('a scripted fault', () => {
  it.each([
    [false, 0],
    [true, 1],
  ])('answers 503 for a call that was carried out: %s, which leaves %i message', async (accepted, left) => {
    const before = await count();
    await script({ do: { status: 503, accepted } });
    expect((await send()).status).toBe(503);
    expect((await count()) - before).toBe(left);
  });

  it.each([
    ['hang', 0],
    ['hang-after-accept', 1],
  ])('%s never answers and leaves %i message', async (what, left) => {
    await script({ do: what });
    expect(await leftAfter(300, send())).toEqual({ answered: false, left });
  });

  it('answers late a call that was carried out at once, or carries it out late too', async () => {
    await script({ do: { slowMs: 400, accepted: true } });
    const slow = send();
    expect(await leftAfter(200, slow)).toEqual({ answered: false, left: 1 });
    expect((await slow).status).toBe(201);

    await script({ do: { slowMs: 400 } });
    const late = send();
    expect(await leftAfter(200, late)).toEqual({ answered: false, left: 0 });
    const before = await count();
    expect((await late).status).toBe(201);
    expect((await count()) - before).toBe(1);
  });

  it('meets only the calls that are about the named channel', async () => {
    await script({ about: 'another channel', do: { status: 500 } });
    expect((await send()).status).toBe(201);
    await script({ about: channel.id, do: { status: 500 } });
    expect((await send()).status).toBe(500);
  });

  it('hides a message from Graph until its time, and never from people', async () => {
    const token = await practice.appToken('https://graph.microsoft.com');
    const found = async () =>
      ((await practice.ask(channel.graph, 'GET', undefined, token)).body as { value: { id: string }[] })
        .value;
    const before = [(await found()).length, await count()];
    await script({ showsAfterMs: 500, do: { status: 502, accepted: true } });
    await send();
    expect([(await found()).length, (await count()) - 1]).toEqual(before);
    await pause(600);
    expect((await found()).length - 1).toBe(before[0]);
  });

  it.each([
    [false, 0],
    [true, 1],
  ])('kills the service at the call (carried out: %s)', async (accepted, left) => {
    await script({ do: { kill: 0, accepted } });
    expect(await leftAfter(1000, send())).toEqual({ answered: false, left });
    expect(await service()).toMatchObject({ state: 'stopped' });
    await practice.api('POST', '/api/service', { do: 'start' });
    expect(await service()).toMatchObject({ state: 'running' });
  });

  it('is refused when nobody knows its kind', async () => {
    const { status } = await practice.api('POST', '/api/faults', [{ on: 'connector', do: { sloMs: 1 } }]);
    expect(status).toBe(400);
  });
});

describe('a service that is held', () => {
  const order = async (what: string) =>
    (await practice.api('POST', '/api/service', { do: what })).body as ServiceState;
  const press = async (signalMs: number) =>
    fetch(`${(await service())?.address ?? ''}/readyz`, { signal: AbortSignal.timeout(signalMs) });

  it('answers nothing, does not hold up the clock, and runs on where it was', async () => {
    const { pid } = await order('pause');
    await expect(press(300)).rejects.toThrow(/time/i);
    const { now } = await practice.state();
    const moved = await practice.api('POST', '/api/clock', { now });
    expect([(await service())?.state, moved.status]).toEqual(['paused', 200]);
    expect(await order('resume')).toMatchObject({ state: 'running', pid });
    expect((await press(5000)).status).toBe(200);
  });

  it('can be stopped', async () => {
    await order('pause');
    expect(await order('stop')).toMatchObject({ state: 'stopped' });
    expect(await order('start')).toMatchObject({ state: 'running' });
  });
});
