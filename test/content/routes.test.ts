import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentActions } from '../../bot/content/actions.ts';
import { type CheckReply, type PackReply, type PacksReply } from '../../bot/content/api.ts';
import { loadPacks } from '../../bot/content/packs.ts';
import { contentRoutes } from '../../bot/content/routes.ts';
import { packBook, readPackBook } from '../../bot/content/sheets/book.ts';
import { testDoor, type TestDoor } from '../support/door.ts';

const own = mkdtempSync(join(tmpdir(), 'lederpuls-own-'));
const write = (folder: string, text: string) => {
  mkdirSync(join(own, folder));
  writeFileSync(join(own, folder, 'changes.yaml'), text);
};
write('jobb-smartere', 'extends: jobb-smartere\nhide: [send-lenken]\n');
write('modenhet', 'extends: modenhet\nhide: [finnes-ikke]\n');
// What an agency changes in its meetings lies in the same folder, and is no pack.
mkdirSync(join(own, 'templates'));
const packs = loadPacks('bot/content/packs', own);

let door: TestDoor;
let admin: string;
beforeAll(async () => {
  door = await testDoor();
  contentRoutes(door.server.http, contentActions(packs));
  admin = await door.signIn.token({ roles: ['Puls.Admin'] });
});
afterAll(async () => {
  await door.stop();
  rmSync(own, { recursive: true });
});

const get = async (path: string, token = admin) => await door.call(path, { token });
const check = async (bytes: Uint8Array): Promise<CheckReply> => {
  const body = JSON.stringify({ base64: Buffer.from(bytes).toString('base64') });
  const { text } = await door.call('/api/setup/packs/check', {
    ...{ method: 'POST', token: admin, body, headers: { 'content-type': 'application/json' } },
  });
  return JSON.parse(text) as CheckReply;
};

describe('an administrator who reads packs', () => {
  it('sees ours, those that the agency changes, and why one is not used', async () => {
    const reply = JSON.parse((await get('/api/setup/packs')).text) as PacksReply;
    expect(reply.packs.map(({ id }) => id)).toContain('digital-ledelse');
    expect(reply.packs.find(({ id }) => id === 'jobb-smartere')).toMatchObject({
      origin: 'changed',
      weeks: 9,
    });
    expect(reply.withheld).toEqual([
      {
        id: 'modenhet',
        faults: [
          'modenhet/changes.yaml: hide: Pakken modenhet har inga veke som heiter finnes-ikke. Rett namnet.',
        ],
      },
    ]);
  });

  it('reads every week of a pack in every language, with its source, the hidden ones last', async () => {
    const pack = JSON.parse((await get('/api/setup/packs/jobb-smartere')).text) as PackReply;
    expect(pack.entries).toHaveLength(10);
    expect(pack.entries[0]).toMatchObject({ id: 'mot-uten-papir', number: 1, audience: 'chair' });
    expect(pack.entries.at(-1)).toMatchObject({ id: 'send-lenken', number: null });
    const year = JSON.parse((await get('/api/setup/packs/digital-ledelse')).text) as PackReply;
    expect(year.entries[0]?.source.url).toMatch(/^https:\/\/www\.ks\.no\//);
    expect(year.entries[0]?.questions[0]?.text.nn).toContain('sluttar');
    expect(JSON.stringify(year)).not.toContain('.txt');
    expect((await get('/api/setup/packs/modenhet')).status).toBe(400);
    expect((await get('/api/setup/packs/..%2f..')).status).toBeGreaterThanOrEqual(400);
  });

  it('takes a pack home as a spreadsheet, and the template', async () => {
    for (const [path, weeks] of [
      ['/api/setup/packs/jobb-smartere/file', 9],
      ['/api/setup/pack-template', 2],
    ] as const) {
      const response = await fetch(`${door.address}${path}`, {
        headers: { authorization: `Bearer ${admin}` },
      });
      expect(response.headers.get('content-type')).toContain('spreadsheetml');
      const { files } = await readPackBook(new Uint8Array(await response.arrayBuffer()));
      expect(files?.weeks).toHaveLength(weeks);
    }
  });

  it.each([
    '/api/setup/packs',
    '/api/setup/packs/digital-ledelse',
    '/api/setup/packs/digital-ledelse/file',
    '/api/setup/pack-template',
  ])('alone does: %s', async (path) => {
    const other = await door.signIn.token({ roles: ['Puls.HR'] });
    expect((await get(path, other)).status).toBe(403);
    expect((await door.call(path, { token: undefined })).status).toBe(401);
  });
});

describe('an administrator who tries a spreadsheet', () => {
  const files = packs.files('tre-ledermoter');

  it('sees the pack as it would be, and nothing is kept', async () => {
    const reply = await check(await packBook({ ...files, head: { ...files.head, id: 'var-egen' } }, 'nb'));
    expect(reply).toMatchObject({ faults: [], faultCount: 0, remarks: [] });
    expect(reply.pack?.entries).toHaveLength(6);
    expect((await get('/api/setup/packs/var-egen')).status).toBe(400);
  });

  it('is told what to mend, in own language', async () => {
    const [first] = files.weeks;
    if (!first) throw new Error('no week');
    const weeks = [{ ...first, minutes: 99, area: 'ukjent' }];
    const reply = await check(await packBook({ ...files, weeks }, 'nn'));
    expect(reply).toMatchObject({
      pack: null,
      faults: [
        expect.stringMatching(
          /^Arket Oppsett, rad \d+, kolonnen Minutt: Talet er for høgt: høgst 15\.$/,
        ) as string,
      ],
    });
    const broken = files.questions.map(
      (question) => ({ ...question, version: 7, scale: 'zero10' }) as typeof question,
    );
    expect((await check(await packBook({ ...files, questions: broken }, 'nn'))).faults).toEqual(
      expect.arrayContaining([expect.stringMatching(/nytt spørsmål: gi det eit nytt namn/) as string]),
    );
    expect((await check(Buffer.from('hei'))).faults).toEqual([
      'Fila kan ikkje lesast. Lagre ho på nytt som Excel (.xlsx).',
    ]);
  });

  it('hears which rules of good content a usable pack does not keep to', async () => {
    const [first, ...rest] = files.weeks;
    if (!first) throw new Error('no week');
    const weeks = [{ ...first, heading: { nb: 'Hvem er det?', nn: 'Hvem er det?', en: 'Who?' } }, ...rest];
    const { remarks, pack } = await check(await packBook({ ...files, weeks }, 'nn'));
    expect(pack).not.toBeNull();
    expect(remarks).toEqual([
      { rule: 'Nynorsk utan ord som berre bokmål har', places: [`${first.id}, heading, nn`] },
    ]);
  });

  it('is nobody else', async () => {
    const other = await door.signIn.token({ roles: ['Puls.HR'] });
    const init = {
      method: 'POST',
      token: other,
      body: '{"base64":""}',
      headers: { 'content-type': 'application/json' },
    };
    expect((await door.call('/api/setup/packs/check', init)).status).toBe(403);
  });
});
