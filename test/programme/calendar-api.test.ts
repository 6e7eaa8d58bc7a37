import { type SetupReply } from '../../bot/programme/api.ts';
import { type ComingReply, type EffectsReply } from '../../bot/programme/api/calendar.ts';
import { programmeRoutes } from '../../bot/programme/routes.ts';
import { eachDatabase } from '../support/databases.ts';
import { testDoor, type TestDoor } from '../support/door.ts';
import { office, tenant } from '../support/office.ts';

const programme = {
  ...{ pack: 'digital-ledelse', startWeek: '2026-W40', zone: 'Europe/Oslo', state: 'running' },
  ...{ postOn: 1, postAt: '08:30', closeOn: 5, closeAt: '15:00', lateHours: 8 },
};
const skip = { do: 'skip' };
const follow = { do: 'order', week: '2026-W45' };
const channel = { unit: 'plan', programme: 'host', language: 'nb' };

/** With the status an administrator gets. */
const doors = [
  ['PUT', '/api/setup/programmes/host', programme, 200],
  ['POST', '/api/setup/programmes/host/effects', programme, 200],
  ['GET', '/api/setup/programmes/host/coming', undefined, 200],
  ['PUT', '/api/setup/programmes/host/weeks/2026-W45', skip, 200],
  ['POST', '/api/setup/programmes/host/weeks/2026-W45/effects', skip, 200],
  ['PUT', '/api/setup/programmes/host/content', follow, 200],
  ['POST', '/api/setup/programmes/host/content/effects', follow, 200],
  ['PUT', '/api/setup/channels/19%3Aplan%40thread.tacv2', channel, 400],
  ['POST', '/api/setup/channels/19%3Aplan%40thread.tacv2/effects', channel, 400],
] as const;

const refused = [
  ['2026-W45', { do: 'move', day: '2026-11-31' }, 'bad-input'],
  ['2026-W45', { do: 'move' }, 'bad-input'],
  ['2026-W45', { do: 'burn' }, 'bad-input'],
  ['2026-W45', { do: 'move', day: '2026-11-10' }, 'week-taken'],
  ['2026-W45', { do: 'move', day: '2026-11-07' }, 'closes-before'],
  ['2026-W45', { do: 'move', day: '2026-09-01' }, 'day-past'],
  ['2026-W54', skip, 'not-found'],
  ['2026-W39', skip, 'not-found'],
  ["2026-W45'--", skip, 'not-found'],
] as const;

interface Answered<Reply> {
  readonly status: number;
  readonly body: Reply & { readonly error?: { readonly code: string; readonly message: string } };
}

let door: TestDoor;
afterEach(() => door.stop());

eachDatabase((_name, open) => {
  async function stand() {
    door = await testDoor();
    const us = await office(await open());
    programmeRoutes(door.server.http, us.programme);
    const as = async (roles: readonly string[], method: string, path: string, body?: unknown) => {
      const token = await door.signIn.token({ roles });
      return door.call(path, {
        method,
        token,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    };
    const admin = async <Reply = unknown>(
      method: string,
      path: string,
      body?: unknown,
    ): Promise<Answered<Reply>> => {
      const { status, text } = await as(['Puls.Admin'], method, path, body);
      return { status, body: JSON.parse(text) as Answered<Reply>['body'] };
    };
    return { us, as, admin };
  }

  it('only the administrator sees and plans the year', async () => {
    const { as } = await stand();
    for (const [method, path, body, expected] of doors) {
      const others = await as(['Puls.HR', 'Puls.Representative'], method, path, body);
      expect([method, path, others.status]).toEqual([method, path, 403]);
      expect([method, path, (await as(['Puls.Admin'], method, path, body)).status]).toEqual([
        method,
        path,
        expected,
      ]);
    }
  });

  it('an agency reaches no programme of another', async () => {
    const { us, admin } = await stand();
    expect((await admin('GET', '/api/setup/programmes/uka/coming')).status).toBe(404);
    expect((await admin('PUT', '/api/setup/programmes/uka/weeks/2026-W45', skip)).status).toBe(404);
    expect((await admin('PUT', '/api/setup/programmes/uka/content', follow)).status).toBe(404);
    await admin('PUT', '/api/setup/programmes/uka', { ...programme, state: 'stopped' });
    expect((await us.programme.setup(tenant, 'nb')).programmes[0]?.state).toBe('running');
  });

  it('a change is told in the reader’s language, and kept when it is sent again to be kept', async () => {
    const { admin } = await stand();
    await admin('PUT', '/api/setup/programmes/host', programme);
    const week = '/api/setup/programmes/host/weeks/2026-W45';
    const to = { do: 'move', day: '2026-11-04' };
    const { body } = await admin<EffectsReply>('POST', `${week}/effects`, to);
    expect(body.lines[0]).toBe(
      '1 post blir flytta til onsdag 4. november kl. 08.30 (frå måndag 2. november kl. 08.30).',
    );
    const coming = async () =>
      (await admin<ComingReply>('GET', '/api/setup/programmes/host/coming')).body.weeks.find(
        (one) => one.week === '2026-W45',
      );
    expect(await coming()).toMatchObject({ opens: { day: '2026-11-02', time: '08:30' }, change: null });
    await admin('PUT', week, to);
    expect(await coming()).toMatchObject({ opens: { day: '2026-11-04' }, change: 'moved' });
    await admin('PUT', week, { do: 'rhythm' });
    expect(await coming()).toMatchObject({ opens: { day: '2026-11-02' }, change: null });
  });

  it.each(refused)('a change of %s to %j is refused with %s, in words', async (week, body, code) => {
    const { admin } = await stand();
    await admin('PUT', '/api/setup/programmes/host', programme);
    const path = `/api/setup/programmes/host/weeks/${encodeURIComponent(week)}`;
    for (const [method, at] of [
      ['POST', `${path}/effects`],
      ['PUT', path],
    ] as const) {
      const reply = await admin(method, at, body);
      expect([reply.body.error?.code, reply.body.error?.message.length]).toEqual([code, expect.any(Number)]);
    }
  });

  it('whoever saves what somebody else has changed is told, and nothing is overwritten', async () => {
    const { admin } = await stand();
    const first = await admin<SetupReply>('PUT', '/api/setup/programmes/host', {
      ...programme,
      ifMatch: 'new',
    });
    const ifMatch = first.body.programmes[0]?.etag;
    expect(
      (await admin('PUT', '/api/setup/programmes/host', { ...programme, postOn: 2, ifMatch })).status,
    ).toBe(200);
    const second = await admin('PUT', '/api/setup/programmes/host', { ...programme, postOn: 3, ifMatch });
    expect([second.status, second.body.error?.code]).toEqual([409, 'changed-meanwhile']);
    expect((await admin('PUT', '/api/setup/programmes/host', { ...programme, ifMatch: 'new' })).status).toBe(
      409,
    );
  });
});
