import { type GraphRequest, type ServiceState } from '../../infra/practice/api.ts';
import { seedWorld } from '../../infra/practice/world/seed.ts';
import { cardMessage, type Running, runPractice } from './running.ts';

let practice: Running;
beforeAll(async () => {
  practice = await runPractice();
});
afterAll(() => practice.end());

const service = async (order: string, index = 0) =>
  (await practice.api('POST', '/api/service', { do: order, index })).body as ServiceState;

describe('practice at its first start', () => {
  it('has the invented agency in it', async () => {
    const { people, channels, teams } = await practice.state();
    const units = Map.groupBy(people, ({ unit }) => unit ?? '');
    expect([...units.values()].map(({ length }) => length)).toEqual([9, 7, 4, 6]);
    expect(channels.map(({ name, installed }) => [name, installed])).toEqual(
      teams.map(() => ['Ledergruppen', true]),
    );
    expect(people.some(({ name }) => /[æøå]/i.test(name))).toBe(true);
    expect(practice.notes).toEqual([]);
  });

  it('has a leader meeting on a Monday at ten', async () => {
    const { meetings, now } = await practice.state();
    const startsAt = new Date(meetings[0]?.startsAt ?? 0);
    const when = new Intl.DateTimeFormat('en', {
      timeZone: 'Europe/Oslo',
      weekday: 'long',
      hour: '2-digit',
      hourCycle: 'h23',
    }).format(startsAt);
    expect([when, startsAt > new Date(now), meetings[0]?.participants.length]).toEqual([
      expect.stringMatching(/Monday.*10/),
      true,
      9,
    ]);
  });

  it('has been set up by the administrator through the public doors', async () => {
    const { seen } = await practice.seen();
    const asked = (start: string) => seen.filter(({ path }) => path.startsWith(start));
    expect(asked('/api/setup/units')[0]?.body).toMatchObject({
      units: [{ kind: 'agency', parent: null }, {}, {}, {}],
    });
    expect(asked('/api/setup/programmes/digital-ledelse')[0]?.body).toMatchObject({
      postOn: 1,
      postAt: '08:30',
      closeOn: 5,
      closeAt: '15:00',
      state: 'running',
    });
    expect(asked('/api/setup/channels/').map(({ body }) => (body as { unit: string }).unit)).toEqual([
      'digitalisering-og-utvikling',
      'brukerservice-og-kommunikasjon',
      'arkiv-og-dokumentasjon',
    ]);
    expect(asked('/api/setup/discussions')).toHaveLength(4);
  });

  it('names the tabs of the manifest', async () => {
    const { tabs, services } = await practice.state();
    expect(tabs.map(({ id }) => id)).toEqual(expect.arrayContaining(['minutes', 'results', 'setup']));
    expect(tabs.every(({ url }) => url.startsWith(`${services[0]?.address ?? '?'}/tab/`))).toBe(true);
  });
});

describe('the clock', () => {
  it('answers when the service has taken the new time over, and ticks on from there', async () => {
    const before = (await practice.seen()).clockVersion;
    const { body } = await practice.api('POST', '/api/clock', { now: '2027-02-01T07:30:00Z' });
    expect((await practice.seen()).clockVersion).toBe(before + 1);
    expect(Date.parse((body as { now: string }).now) - Date.parse('2027-02-01T07:30:00Z')).toBeLessThan(5000);
  });

  it('goes back, too', async () => {
    await practice.api('POST', '/api/clock', { now: '2026-12-01T07:30:00Z' });
    expect((await practice.state()).now).toMatch(/^2026-12-01T07:3/);
  });

  it('tells the meeting when it starts and ends', async () => {
    const { meetings } = await practice.state();
    const start = Date.parse(meetings[0]?.startsAt ?? '');
    const to = (ms: number) => practice.api('POST', '/api/clock', { now: new Date(ms).toISOString() });
    await to(start - 60_000);
    await to(start + 60_000);
    const { seen } = await practice.seen();
    expect(seen.at(-1)?.body).toMatchObject({
      type: 'event',
      name: 'application/vnd.microsoft.meetingStart',
      value: { Id: meetings[0]?.id, Title: meetings[0]?.title },
    });
  });

  it('wants a time', async () => {
    expect((await practice.api('POST', '/api/clock', { now: 'Monday' })).status).toBe(400);
  });
});

describe('any activity', () => {
  const send = async (activity: unknown, token?: string) =>
    (await practice.api('POST', '/api/activities', { activity, ...(token ? { token } : {}) })).body as {
      status: number;
    };

  it('is signed as the connector does', async () => {
    expect((await send({ type: 'message', text: 'hei' })).status).toBe(200);
  });

  it.each(['none', 'expired', 'wrong-audience', 'wrong-issuer', 'wrong-key'])(
    'with the token flaw %s is not believed',
    async (flaw) => {
      expect((await send({ type: 'message' }, flaw)).status).toBe(401);
    },
  );

  it('is sent as it stands when it is a text', async () => {
    await send('{"type":');
    expect((await practice.seen()).seen.at(-1)?.body).toBe('{"type":');
  });
});

describe('scripted faults of the connector', () => {
  const to = async () =>
    `/v3/conversations/${encodeURIComponent((await practice.state()).meetings[0]?.chat ?? '')}/activities`;
  const fault = (what: unknown) =>
    practice.api('POST', '/api/faults', [
      { on: 'connector', method: 'POST', path: '/activities', times: 1, do: what },
    ]);
  const count = async () => (await practice.state()).messages.length;

  it('answer with the given status and headers, once', async () => {
    await fault({ status: 429, headers: { 'retry-after': '3' } });
    const path = await to();
    const first = await practice.connector('POST', path, cardMessage());
    const second = await practice.connector('POST', path, cardMessage());
    expect([first.status, first.headers.get('retry-after'), second.status]).toEqual([429, '3', 201]);
  });

  it.each([
    ['reset-before', 0],
    ['reset-after-accept', 1],
  ])('cut the connection: %s leaves %i message', async (what, left) => {
    const before = await count();
    await fault(what);
    await expect(practice.connector('POST', await to(), cardMessage())).rejects.toThrow('fetch failed');
    expect((await count()) - before).toBe(left);
  });

  it('are on record with everything else the connector was asked', async () => {
    const { requests } = (await practice.api('GET', '/api/connector/requests')).body as {
      requests: GraphRequest[];
    };
    expect(requests.map(({ status }) => status)).toEqual(expect.arrayContaining([429, 201, 0]));
    expect(JSON.stringify(requests)).not.toContain('eyJ');
    await practice.api('DELETE', '/api/connector/requests');
    expect((await practice.api('GET', '/api/connector/requests')).body).toEqual({ requests: [] });
  });
});

describe('the service as a child', () => {
  it('may be killed and started again', async () => {
    const before = (await practice.state()).services[0]?.pid;
    expect(await service('kill')).toMatchObject({ state: 'stopped' });
    const chair = await practice.person('Åse Ødegård');
    const write = { conversation: 'personal', text: 'hjelp' };
    const meanwhile = await practice.api('POST', `/api/people/${chair.id}/messages`, write);
    expect(meanwhile.body).toMatchObject({ status: 502 });
    const after = await service('start');
    expect([after.state, after.pid === before]).toEqual(['running', false]);
  });

  it('leaves its last words when it dies by itself', async () => {
    const { pid } = await service('start', 1);
    process.kill(pid ?? 0, 'SIGKILL');
    const state = async () => (await practice.state()).services[1]?.state;
    while ((await state()) === 'running') await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await state()).toBe('failed');
    await service('stop', 1);
    expect((await practice.state()).services[1]?.state).toBe('stopped');
  });
});

describe('a new world', () => {
  it('takes the old one’s place, and the app is installed again', async () => {
    const world = seedWorld(new Date((await practice.state()).now));
    const people = world.people.map((person) => ({ ...person, name: `${person.name} d.y.` }));
    const before = (await practice.seen()).seen.length;
    expect((await practice.api('PUT', '/api/world', { ...world, people })).status).toBe(204);
    const state = await practice.state();
    expect([state.people[0]?.name, state.messages]).toEqual(['Åse Ødegård d.y.', []]);
    const types = (await practice.seen()).seen
      .slice(before)
      .map(({ body }) => (body as { action?: string } | undefined)?.action);
    expect(types.filter((action) => action === 'remove')).toHaveLength(5);
    expect(types.filter((action) => action === 'add')).toHaveLength(5);
  });

  it('is refused when it names people it does not hold', async () => {
    const world = seedWorld(new Date());
    const { status, body } = await practice.api('PUT', '/api/world', { ...world, people: [] });
    expect([status, body]).toEqual([
      400,
      { error: expect.objectContaining({ code: 'bad-input' }) as unknown },
    ]);
  });
});

describe('the page’s door', () => {
  it('is closed to pages from elsewhere', async () => {
    const asked = await fetch(`${practice.url}/api/state`, {
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(asked.status).toBe(403);
  });

  it('tells of changes as they happen', async () => {
    const stream = await fetch(`${practice.url}/api/changes`);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    await practice.api('POST', '/api/clock', { now: '2026-12-02T07:30:00Z' });
    const { value } = (await reader?.read()) ?? {};
    await reader?.cancel();
    expect(value).toMatch(/^data: {"version":\d+}/);
  });
});
