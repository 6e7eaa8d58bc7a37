import { type SetupReply } from '../../bot/programme/api.ts';
import { type ImportReply } from '../../bot/programme/api/units.ts';
import { leastMinimums } from '../../bot/programme/model/policy.ts';
import { programmeRoutes } from '../../bot/programme/routes.ts';
import { eachDatabase } from '../support/databases.ts';
import { testDoor, type TestDoor } from '../support/door.ts';
import { office, tenant } from '../support/office.ts';

const units = [
  { id: 'etat', name: 'Etaten', kind: 'agency', parent: null },
  { id: 'plan', name: '=Plan & «bygg»; "ny"', kind: 'department', parent: 'etat' },
  { id: '007', name: "'+Vakt_x0041_", kind: 'section', parent: 'plan' },
];
const homes = [
  { person: '0001', name: 'Åse Ødegård', unit: '007' },
  { person: 'kåre', name: '-Kåre', unit: 'plan' },
];
const policy = {
  ...{ purpose: null, basis: null, evaluateOn: null, comments: false, retentionMonths: 24 },
  minimums: leastMinimums,
};
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');

/** What is sent, and the first fault: its code, row and column. */
const faulty = [
  ['Enhets-ID;Navn;Type;Ligger under (enhets-ID)\na;A;etat;\na;B;seksjon;a\n', 'same-id', 3, 'id'],
  ['id;name;kind;parent\na;A;etat;\nb;B;avdelinga;a\n', 'unknown-kind', 3, 'kind'],
  ['id,name,kind,parent\na,A,etat,\nb,,seksjon,a\n', 'empty', 3, 'name'],
  ['id;name;kind;parent\na;A;etat;\nb;B;seksjon;x\n', 'unknown-parent', 3, 'parent'],
  ['id;name;kind;parent\na;A;etat;\nb;B;etat;\n', 'second-root', 3, 'parent'],
  ['id;name;kind;parent\na;A;etat;b\nb;B;seksjon;a\n', 'no-root', null, 'parent'],
  ['id;name;kind;parent\nr;R;etat;\na;A;seksjon;b\nb;B;seksjon;a\n', 'circle', 3, 'parent'],
  ['id;name;kind;parent\na;=HYPERLINK("http://x");etat;\n', 'formula', 2, 'name'],
  [`id;name;kind;parent\na;${'A'.repeat(201)};etat;\n`, 'too-long', 2, 'name'],
  ['id;name;parent\na;A;\n', 'column-missing', 1, 'kind'],
  ['id;name;kind;parent\n', 'no-units', null, null],
  ['id;name;unit\np;P;ukjent\n', 'unknown-unit', 2, 'unit'],
  ['id;name;unit\np;P;plan\np;P;etat\n', 'same-person', 3, 'id'],
  ['id;name;kind;parent\netat;E;etat;\n', 'home-lost', null, null],
  ['hei;på;deg\n1;2;3\n', 'no-sheet', null, null],
  ['', 'no-sheet', null, null],
] as const;

const hostile = [
  ['xlsx', 'hei', 'broken'],
  ['json', '{"units": [', 'broken'],
  ['json', '{"units": "mange"}', 'broken'],
  ['json', '[]', 'broken'],
  ['json', '{"units":[{"id":{},"name":"A","kind":"etat"}]}', 'not-text'],
  ['json', '{"__proto__":{"units":[]}}', 'no-sheet'],
  ['csv', `id;name;kind;parent\n${'a;A;etat;\n'.repeat(2001)}`, 'too-many-rows'],
  ['csv', `id;name;unit\n${'p;P;plan\n'.repeat(50_001)}`, 'too-many-rows'],
  ['csv', 'x'.repeat(8 * 1024 * 1024 + 1), 'too-large'],
] as const;

interface Answered<Reply> {
  readonly status: number;
  readonly body: Reply & { readonly error?: { readonly code: string; readonly faults?: string } };
}

let door: TestDoor;
afterEach(() => door.stop());

eachDatabase((_name, open) => {
  async function stand() {
    door = await testDoor();
    const us = await office(await open());
    programmeRoutes(door.server.http, us.programme);
    const as = async (roles: readonly string[], method: string, path: string, body?: unknown) =>
      door.call(path, {
        method,
        token: await door.signIn.token({ roles }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const admin = async <Reply = unknown>(
      method: string,
      path: string,
      body?: unknown,
    ): Promise<Answered<Reply>> => {
      const { status, text } = await as(['Puls.Admin'], method, path, body);
      return { status, body: JSON.parse(text) as Answered<Reply>['body'] };
    };
    const file = async (query: string) => {
      const token = await door.signIn.token({ roles: ['Puls.Admin'] });
      const path = `${door.address}/api/setup/units/export?${query}`;
      const reply = await fetch(path, { headers: { authorization: `Bearer ${token}` } });
      return {
        name: reply.headers.get('content-disposition'),
        bytes: new Uint8Array(await reply.arrayBuffer()),
      };
    };
    const send = (format: string, content: string | Uint8Array, more: object = {}) =>
      admin<ImportReply>('POST', '/api/setup/units/import', { format, base64: base64(content), ...more });
    await admin('PUT', '/api/setup/units', { units, homes });
    return { us, as, admin, file, send };
  }

  const doors = [
    ['GET', '/api/setup/people', undefined],
    ['PUT', '/api/setup/units', { units, homes }],
    ['PUT', '/api/setup/homes', { homes }],
    ['PUT', '/api/setup/policy', policy],
    ['GET', '/api/setup/units/export?format=json', undefined],
    ['POST', '/api/setup/units/import', { format: 'json', base64: '' }],
  ] as const;

  it('only the administrator comes in', async () => {
    const { as } = await stand();
    for (const [method, path, body] of doors) {
      expect([path, (await as(['Puls.HR', 'Puls.Representative'], method, path, body)).status]).toEqual([
        path,
        403,
      ]);
      expect([path, (await as(['Puls.Admin'], method, path, body)).status]).toEqual([path, 200]);
    }
  });

  it('an agency sees and changes nothing of another', async () => {
    const { us, admin } = await stand();
    const { body } = await admin<SetupReply>('GET', '/api/setup');
    expect(body.units.map(({ id }) => id)).toEqual(['etat', 'plan', '007']);
    const other = await us.programme.setup(tenant, 'nb');
    expect(other.units.map(({ name }) => name)).toEqual(['Etaten', 'Plan']);
    expect(other.homes).toHaveLength(9);
  });

  it('a body larger than others may send is read from the administrator only', async () => {
    const { as, admin } = await stand();
    const many = Array.from({ length: 5000 }, (_, at) => ({
      person: `p${at}`,
      name: 'x'.repeat(100),
      unit: 'plan',
    }));
    const body = { units, homes: many };
    expect((await as([], 'PUT', '/api/setup/units', body)).status).toBe(403);
    expect((await admin<SetupReply>('PUT', '/api/setup/units', body)).body.homes).toHaveLength(5002);
  });

  it('says no to a lower minimum in the policy, and to an older state, each by its code', async () => {
    const { admin } = await stand();
    const lower = { ...policy, minimums: { ...leastMinimums, scores: 5 } };
    expect((await admin('PUT', '/api/setup/policy', lower)).body.error?.code).toBe('cannot-lower');
    const older = { units, homes: [], ifMatch: 'an-older-one' };
    expect(await admin('PUT', '/api/setup/units', older)).toMatchObject({
      status: 409,
      body: { error: { code: 'changed-meanwhile' } },
    });
  });

  it.each(['xlsx', 'json'])('a %s file that went out comes in again and loses nothing', async (format) => {
    const { admin, file, send } = await stand();
    const { name, bytes } = await file(`format=${format}`);
    expect(name).toContain(`.${format}"`);
    const dry = await send(format, bytes);
    expect(dry.body).toMatchObject({ faults: [], plan: { unchanged: true } });
    await admin('PUT', '/api/setup/units', { units: units.slice(0, 1), homes: [] });
    const real = await send(format, bytes, { dryRun: false });
    expect(real.body.plan).toMatchObject({ added: [units[1]?.name, units[2]?.name] });
    const { body } = await admin<SetupReply>('GET', '/api/setup');
    expect(body.units).toMatchObject(units);
    expect(new Set(body.homes.map((home) => JSON.stringify(home)))).toEqual(
      new Set(homes.map((home) => JSON.stringify(home))),
    );
  });

  it('a text file of units, and one of people, come in again and lose nothing', async () => {
    const { file, send } = await stand();
    for (const sheet of ['units', 'people']) {
      const { bytes } = await file(`format=csv&sheet=${sheet}`);
      expect(new TextDecoder().decode(bytes)).not.toMatch(/(^|;|\n)"?[=+@-]/);
      expect((await send('csv', bytes)).body).toMatchObject({ faults: [], plan: { unchanged: true } });
    }
  });

  it('a dry run changes nothing and says what would', async () => {
    const { admin, send } = await stand();
    const after = [
      units[0],
      { ...units[1], name: 'Plan' },
      { ...units[2], parent: 'etat' },
      { id: 'stab', name: 'Stab', kind: 'seksjon', parent: 'etat' },
    ];
    const people = [{ id: '0001', name: 'Åse Ødegård', unit: 'stab' }];
    const { body } = await send('json', JSON.stringify({ units: after, people }));
    expect(body.plan).toMatchObject({
      added: ['Stab'],
      renamed: [{ to: 'Plan' }],
      moved: [{ to: 'Etaten' }],
      ...{ homesMoved: 1, homesGiven: 0, unchanged: false },
    });
    expect(body.after.map(({ id, homes }) => [id, homes])).toEqual([
      ['etat', 0],
      ['plan', 1],
      ['007', 0],
      ['stab', 1],
    ]);
    expect((await admin<SetupReply>('GET', '/api/setup')).body.units).toHaveLength(3);
  });

  it('an import for a tree that has changed since the dry run is refused', async () => {
    const { admin, file, send } = await stand();
    const { bytes } = await file('format=json');
    const { etag } = (await send('json', bytes)).body;
    await admin('PUT', '/api/setup/units', { units: [...units, { ...units[2], id: 'ny' }], homes: [] });
    expect((await send('json', bytes, { dryRun: false, ifMatch: etag })).body.error?.code).toBe(
      'changed-meanwhile',
    );
  });

  it('every fault is told with its place and in plain words, and nothing is changed', async () => {
    const { admin, send } = await stand();
    for (const [content, code, row, column] of faulty) {
      const { body } = await send('csv', content);
      expect([content, body.plan, body.faults[0]]).toMatchObject([content, null, { code, row, column }]);
      expect(body.faults[0]?.message).toMatch(/\. \S|\.$/);
      const refused = await send('csv', content, { dryRun: false });
      expect(refused).toMatchObject({ status: 400, body: { error: { code: 'import-faults' } } });
      expect(refused.body.error?.faults).toContain(body.faults[0]?.message);
    }
    expect((await admin<SetupReply>('GET', '/api/setup')).body.units).toHaveLength(3);
  });

  it('what was never meant as a list of units is answered with what is wrong', async () => {
    const { send } = await stand();
    for (const [format, content, code] of hostile) {
      const { status, body } = await send(format, content);
      expect([status, body.faults.map((fault) => fault.code)]).toEqual([200, expect.arrayContaining([code])]);
      expect(body.faults.length).toBeLessThanOrEqual(100);
    }
    expect(door.bugs).toEqual([]);
  });

  it('fifty thousand people come in with one file', async () => {
    const { send } = await stand();
    const rows = Array.from({ length: 50_000 }, (_, at) => `person-${at};Leder ${at};plan`);
    const { status, body } = await send('csv', `id;name;unit\n${rows.join('\n')}\n`);
    expect([status, body.faults, body.plan?.homesGiven]).toEqual([200, [], 50_000]);
  });

  it.each(['format=exe', 'format=csv&sheet=ballots'])('an export of %s is refused', async (query) => {
    const { as } = await stand();
    expect((await as(['Puls.Admin'], 'GET', `/api/setup/units/export?${query}`)).status).toBe(400);
  });
});
