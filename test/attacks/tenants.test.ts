import { randomUUID } from 'node:crypto';
import { type AppRole, type Call, type EventStream, type Http } from '../../bot/platform/http/http.ts';
import { finishMeeting } from '../../bot/minutes/actions/lead.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { LiveMeetings } from '../../bot/minutes/live/live.ts';
import { minutesRoutes } from '../../bot/minutes/routes.ts';
import { Refusal } from '../../bot/refusal.ts';
import { eachDatabase } from '../support/databases.ts';
import { chat, led, office, type Office, type Who } from '../minutes/office.ts';

const secret = 'Hemmelig for andre';
const roles: readonly AppRole[] = ['Puls.HR', 'Puls.Admin', 'Puls.Representative'];

type Ask = (call: Call<unknown>) => Promise<unknown>;

/** Every address of the minutes, as the door would call it. */
function addresses(at: Office): ReadonlyMap<string, Ask> {
  const found = new Map<string, Ask>();
  const keep = (method: string) => (path: string, handler: Ask) =>
    void found.set(`${method} ${path}`, handler);
  const withBody =
    (method: string) => (path: string, shape: { parse(body: unknown): unknown }, handler: Ask) => {
      keep(method)(path, (call) => handler({ ...call, body: shape.parse(call.body) }));
    };
  const http = {
    ...{ get: keep('GET'), file: keep('GET'), delete: keep('DELETE') },
    ...{ post: withBody('POST'), put: withBody('PUT'), useLanguage: () => undefined },
    stream: (path: string, open: (call: Call<undefined>, stream: EventStream) => Promise<void>) => {
      keep('GET')(path, async (call) => {
        const told: unknown[] = [];
        const stream = { send: (event: unknown) => void told.push(event), onClose: () => undefined };
        await open({ ...call, body: undefined }, { ...stream, close: () => undefined });
        return told;
      });
    },
  };
  const live = new LiveMeetings(at.parts, (error) => {
    throw error;
  });
  minutesRoutes(http as unknown as Http, at.parts, live);
  return found;
}

interface Ids {
  readonly id: string;
  readonly item: string;
  readonly followUp: string;
}

/** What each address is asked with, about the other tenant's meeting; an address that is not named here fails the test. */
const bodies: Readonly<Record<string, (ids: Ids) => unknown>> = {
  'POST /open': () => ({ meeting: 'teams-meeting', chat }),
  'POST /guest': () => ({ meeting: 'teams-meeting', chat }),
  'POST /followups/:id': () => ({ done: true }),
  'POST /meetings/:id/changes': ({ item }) => ({
    changes: [{ id: randomUUID(), type: 'set-item', item, set: { plannedMinutes: 1 } }],
  }),
  'POST /meetings/:id/cancel': () => ({ reason: 'Fordi' }),
  'POST /meetings/:id/reopen': () => ({ reason: 'Fordi' }),
  'POST /meetings/:id/remark': () => ({ text: 'Nei' }),
  'POST /meetings/:id/propose': () => ({
    ...{ proposal: randomUUID(), kind: 'B', title: 'Ny', why: '', minutes: null },
  }),
  'POST /meetings/:id/proposal': () => ({ proposal: randomUUID(), answer: 'taken', word: '' }),
  'POST /meetings/:id/drop': ({ item }) => ({ item, reason: 'Fordi' }),
  'POST /meetings/:id/template': () => ({ template: 'seksjonsmote' }),
  'POST /meetings/:id/roles': () => ({ person: 'p-kari', role: 'chair', side: null }),
  'POST /meetings/:id/first-numbers': () => ({ item: 9, meeting: 9 }),
  'POST /meetings/:id/next-meeting': () => ({ date: '2027-02-01' }),
  'POST /meetings/:id/put-off': ({ item }) => ({ item }),
  'POST /meetings/:id/take': ({ item }) => ({ item }),
  'POST /meetings/:id/sign': ({ item }) => ({ item }),
  'POST /meetings/:id/follow-up': ({ id, followUp }) => ({ meeting: id, followUp, done: true }),
  ...Object.fromEntries(
    [
      ...['POST /followups/look', 'POST /meetings/:id/start', 'POST /meetings/:id/finish'],
      ...['POST /meetings/:id/publish', 'POST /meetings/:id/look', 'POST /meetings/:id/call'],
      ...['POST /meetings/:id/notice', 'POST /meetings/:id/approve', 'POST /meetings/:id/correct'],
      ...['GET /meetings/:id', 'GET /meetings/:id/live', 'GET /meetings/:id/guests', 'GET /goals'],
      ...['GET /meetings/:id/versions', 'GET /meetings/:id/items/:item/excerpt', 'GET /followups'],
    ].map((address) => [address, () => ({})]),
  ),
};

const namesOne = (address: string) => address.includes(':id');

eachDatabase((_name, openDatabase) => {
  it.each<[string, boolean]>([
    ['under way', false],
    ['finished', true],
  ])(
    'no address gives or takes anything of another tenant’s meeting that is %s',
    async (_what, isFinished) => {
      const at = office(await openDatabase());
      const ids = await led(at);
      await at.change('åse', ids.id, {
        ...{ type: 'add-item', item: randomUUID(), kind: 'D', title: secret, after: null },
      });
      if (isFinished) await finishMeeting(at.parts, at.caller('åse'), ids.id);
      const before = await readMeeting(at.parts, at.caller('åse'), ids.id);
      expect(JSON.stringify(before)).toContain(secret);

      const found = addresses(at);
      const names = [...found.keys()].map((address) => address.replace('/api/minutes', ''));
      expect(names.filter((address) => !(address in bodies))).toEqual([]);
      for (const [address, ask] of found) {
        const name = address.replace('/api/minutes', '');
        for (const who of ['åse', 'bjørn'] as const) {
          const said = await ask(callOf(at, who, { name, ids })).catch((error: unknown) => {
            if (!(error instanceof Refusal)) throw error;
            return error.code;
          });
          // What names a meeting or a follow-up of theirs is told that there is none.
          const told = namesOne(name) ? said : 'not-found';
          const leaks = JSON.stringify(said).includes(secret);
          expect({ name, leaks, told }).toEqual({ name, leaks: false, told: 'not-found' });
        }
      }
      expect(await readMeeting(at.parts, at.caller('åse'), ids.id)).toEqual(before);
    },
  );
});

/** Somebody with the same id, in the same chat and with every role, who belongs to another tenant. */
function callOf(at: Office, who: Who, { name, ids }: { name: string; ids: Ids }): Call<unknown> {
  const caller = { ...at.caller(who), tenant: 'tenant-2', roles };
  const id = name.includes('/followups/') ? ids.followUp : ids.id;
  return { caller, params: { id, item: ids.item }, query: { after: '0' }, body: bodies[name]?.(ids) };
}
