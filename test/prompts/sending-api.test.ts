import { type SendingReply } from '../../bot/prompts/api/sending.ts';
import { sendingRoutes } from '../../bot/prompts/routes/sending.ts';
import { roundWork } from '../../bot/programme/jobs.ts';
import { promptActions } from '../../bot/prompts/actions.ts';
import { eachDatabase } from '../support/databases.ts';
import { testDoor, type TestDoor } from '../support/door.ts';
import { office, tenant } from '../support/office.ts';
import { monday } from './desk.ts';

const sending = { round: `uka-2026-W40-${tenant}`, kind: 'weekly' };
const query = new URLSearchParams(sending).toString();

/** With the status an administrator gets. */
const doors = [
  ['GET', '/api/setup/sending', undefined, 200],
  ['POST', '/api/setup/sending/stop', sending, 200],
  ['POST', '/api/setup/sending/resume', sending, 200],
  ['POST', '/api/setup/sending/posts/ukjent', { lies: true }, 404],
  ['GET', `/api/setup/sending/proof?${query}`, undefined, 200],
] as const;

const refused = [
  ['POST', '/api/setup/sending/stop', { round: 'annen', kind: 'weekly' }, 404],
  ['POST', '/api/setup/sending/stop', { ...sending, kind: 'alt' }, 400],
  ['POST', '/api/setup/sending/posts/x', { lies: 'kanskje' }, 400],
  ['GET', '/api/setup/sending/proof', undefined, 400],
  ['GET', '/api/setup/sending/proof?round=annen&kind=weekly', undefined, 404],
  ['GET', '/api/setup/sending/export?round=annen&kind=weekly', undefined, 404],
] as const;

let door: TestDoor;
afterEach(() => door.stop());

eachDatabase((_name, open) => {
  async function stand() {
    door = await testDoor(1000, tenant);
    const database = await open();
    const us = await office(database);
    const prompts = promptActions({ ...us, programme: () => us.programme });
    us.at(monday);
    await roundWork({ ...us, parts: () => [prompts.part] }).run();
    const parts = { ...us, machineNow: Date.now, perSecond: 47.5, wake: () => undefined };
    sendingRoutes(door.server.http, { ...parts, agencyName: '=Etaten' });
    const as = async (roles: readonly string[], method: string, path: string, body?: unknown) => {
      const token = await door.signIn.token({
        roles,
        tid: tenant,
        iss: `${door.signIn.authority}/${tenant}/v2.0`,
      });
      return door.call(path, {
        ...{ method, token },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    };
    return { as };
  }

  it('only the administrator follows and decides what is sent', async () => {
    const { as } = await stand();
    for (const [method, path, body, status] of doors) {
      for (const roles of [[], ['Puls.HR'], ['Puls.Representative']])
        expect([path, (await as(roles, method, path, body)).status]).toEqual([path, 403]);
      expect([path, (await as(['Puls.Admin'], method, path, body)).status]).toEqual([path, status]);
    }
    expect((await as(['Puls.HR'], 'GET', `/api/setup/sending/export?${query}`)).status).toBe(403);
  });

  it('answers a decision with how it stands then', async () => {
    const { as } = await stand();
    const stopped = await as(['Puls.Admin'], 'POST', '/api/setup/sending/stop', sending);
    const { sendings } = JSON.parse(stopped.text) as SendingReply;
    expect(sendings[0]).toMatchObject({ ...sending, stopped: true, counts: { held: 1, waiting: 0 } });
  });

  it.each(refused)('%s %s %j is refused', async (method, path, body, status) => {
    const { as } = await stand();
    expect((await as(['Puls.Admin'], method, path, body)).status).toBe(status);
  });
});
