import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppRole, type Call, type FileReply, type Http } from '../../bot/platform/http/http.ts';
import { languages, texts, type Language } from '../../bot/platform/texts.ts';
import { trustActions } from '../../bot/programme/actions/trust.ts';
import { type NoteReply, type Part, type TrustReply } from '../../bot/programme/api/trust.ts';
import { firstPolicy, type Policy } from '../../bot/programme/model/policy.ts';
import { explained } from '../../bot/programme/note/explained.ts';
import { noteFile } from '../../bot/programme/note/word.ts';
import { trustRoutes } from '../../bot/programme/routes/trust.ts';
import { policyStore } from '../../bot/programme/store/policies.ts';
import { eachDatabase } from '../support/databases.ts';
import { admin, office, type Office, tenant } from '../support/office.ts';

const stricter: Policy = {
  ...firstPolicy,
  version: 3,
  purpose: 'Vi vil lære av hverandre.\nOg slutte med det som ikke virker.',
  basis: 'Hovedavtalen i kommunen § 1-4-1.',
  evaluateOn: '2027-06-14',
  comments: true,
  retentionMonths: 12,
  minimums: { scores: 8, distributions: 15, hiddenRest: 9, rates: 20 },
};

const wordsOf = (parts: readonly Part[]) =>
  parts
    .flatMap(({ title, blocks }) => [
      title,
      ...blocks.flatMap((block) =>
        'text' in block ? [block.text] : 'list' in block ? block.list : [block.head, ...block.rows].flat(),
      ),
    ])
    .join('\n');

const trustOf = (us: Office) =>
  trustActions({
    ...us,
    agencyName: 'Etaten',
    figures: {
      agency: () => Promise.resolve({ summary: 'Etaten: 3,8', rounds: [] }),
      lastDeletion: () => Promise.resolve(null),
    },
  });

/** LIX: words a sentence, and the share of words longer than six letters. */
function readability(texts: readonly string[]): { readonly lix: number; readonly words: number } {
  const words = texts.flatMap((text) => text.match(/[\p{L}\d-]+/gu) ?? []);
  const sentences = texts.flatMap((text) => text.match(/[.?!:](?=\s|$)/g) ?? ['.']).length;
  const long = words.filter((word) => word.length > 6).length;
  return { lix: words.length / sentences + (100 * long) / words.length, words: words.length / sentences };
}

describe('the explanation', () => {
  it.each(['nb', 'nn'] as const)('is easy to read in %s, under any policy', (language) => {
    for (const policy of [firstPolicy, { ...stricter, purpose: undefined }])
      for (const { title, blocks } of explained(policy, texts(language))) {
        const said = blocks.flatMap((block) =>
          'text' in block ? [block.text] : 'list' in block ? block.list : block.rows.flat(),
        );
        const { lix, words } = readability(said);
        expect({ title, lix: lix <= 40, words: words <= 20 }).toEqual({ title, lix: true, words: true });
      }
  });

  it.each(languages)('says in %s the limits that hold, and no others', (language) => {
    const said = wordsOf(explained(stricter, texts(language)));
    for (const number of ['8', '7', '15', '9', '20', '12'])
      expect(said).toMatch(new RegExp(`\\b${number}\\b`));
    const usual = wordsOf(explained(firstPolicy, texts(language)));
    for (const number of ['6', '5', '11', '10', '24']) expect(usual).toMatch(new RegExp(`\\b${number}\\b`));
    const off = texts(language)('trust.limits.comments-off');
    expect([usual.includes(off), said.includes(off)]).toEqual([true, false]);
  });
});

eachDatabase((_name, open) => {
  it('the note says what is asked in the coming weeks, in either form of Norwegian and English', async () => {
    const us = await office(await open());
    const first = us.packs.pack('digital-ledelse').entries.find(({ questions }) => questions.length > 0);
    for (const language of languages) {
      const note = await trustOf(us).note(tenant, language);
      const said = wordsOf(note.parts);
      expect(note.title).toBe(texts(language)('trust.note.title'));
      expect(said).toContain(first?.questions[0]?.text[language]);
      for (const key of ['trust.purpose.usual', 'trust.basis.usual', 'trust.evaluation.none'] as const)
        expect(said).toContain(texts(language)(key));
    }
  });

  it('the note says the agency’s own words, date and limits when it has decided on some', async () => {
    const us = await office(await open());
    await policyStore(us.database).keep(tenant, stricter);
    const note = await trustOf(us).note(tenant, 'nn');
    const said = wordsOf(note.parts);
    expect(note.policyVersion).toBe(3);
    for (const own of ['Vi vil lære av hverandre.', 'Hovedavtalen i kommunen § 1-4-1.'])
      expect(said).toContain(own);
    expect(said).toContain('måndag 14. juni 2027');
    expect(said).toContain('12 månader');
    expect(said).toContain(texts('nn')('trust.limits.comments-on', { count: 15 }));
    expect(said).not.toContain('§ 9-2');
  });

  it('ten rounds are told ahead, those that will be skipped with why', async () => {
    const us = await office(await open());
    const [known] = (await us.programme.setup(tenant, 'nb')).programmes;
    if (known) await us.programme.keepProgramme(tenant, known.id, { ...known, quiet: ['christmas'] });
    us.at('2026-12-01T10:00:00Z');
    const { insight } = await trustOf(us).trust(tenant, 'nb', true);
    expect(insight?.coming).toHaveLength(10);
    expect(insight?.coming.some(({ skipped }) => skipped !== null)).toBe(true);
    const held = insight?.coming.filter(({ skipped }) => skipped === null) ?? [];
    const [one, two] = us.packs.pack('digital-ledelse').entries;
    expect(held.slice(0, 2).map(({ heading }) => heading)).toEqual([one?.heading.nb, two?.heading.nb]);
  });

  it('the insight says for which unit the discussion is missing', async () => {
    const us = await office(await open());
    const states = async () => (await trustOf(us).trust(tenant, 'nb', true)).insight?.units;
    expect(await states()).toEqual([{ unit: 'plan', name: 'Plan', state: 'discussed' }]);
    await policyStore(us.database).keep(tenant, { ...stricter, evaluateOn: '2026-09-20' });
    expect(await states()).toEqual([{ unit: 'plan', name: 'Plan', state: 'outdated' }]);
    expect((await trustOf(us).trust(tenant, 'nb', true)).insight?.evaluationDue).toBe(true);
    await us.programme.recordDiscussion(admin, {
      ...{ kind: 'evaluated', unit: 'etat', heldOn: '2026-09-22', counterpart: 'verneombud' },
    });
    expect((await trustOf(us).trust(tenant, 'nb', true)).insight?.evaluationDue).toBe(false);
  });

  it('each role reads what is theirs, and a leader how it works', async () => {
    const us = await office(await open());
    const call = doors(us);
    for (const role of ['Puls.Representative', 'Puls.HR', 'Puls.Admin'] as const) {
      expect(((await call('GET /api/trust', [role])) as TrustReply).insight).not.toBeNull();
      expect(((await call('GET /api/trust/note', [role], { language: 'nn' })) as NoteReply).title).toContain(
        'Drøftingsnotat',
      );
      const file = (await call('FILE /api/trust/note.docx', [role], { language: 'en' })) as FileReply;
      expect(file.name).toMatch(/discussion.*\.docx$/);
    }
    expect(((await call('GET /api/trust', [])) as TrustReply).insight).toBeNull();
    expect(((await call('GET /api/trust', [])) as TrustReply).parts.length).toBeGreaterThan(8);
    await expect(call('GET /api/trust/note', [])).rejects.toThrow('not-allowed');
    await expect(call('FILE /api/trust/note.docx', [])).rejects.toThrow('not-allowed');
    await expect(call('POST /api/trust/note', ['Puls.Representative'])).rejects.toThrow('not-allowed');
    await call('POST /api/trust/note', ['Puls.Admin']);
    expect((await us.programme.discussions(tenant)).map(({ kind }) => kind)).toContain('made');
  });
});

function doors(us: Office) {
  const handlers = new Map<string, (call: Call<never>) => Promise<unknown>>();
  const on = (method: string) => (path: string, handler: (call: Call<never>) => Promise<unknown>) =>
    void handlers.set(`${method} ${path}`, handler);
  const post = (path: string, _shape: unknown, handler: (call: Call<never>) => Promise<unknown>) => {
    on('POST')(path, handler);
  };
  const http = { get: on('GET'), file: on('FILE'), post } as unknown as Http;
  trustRoutes(http, {
    trust: trustOf(us),
    about: {} as never,
    programme: us.programme,
    agencyName: 'Etaten',
  });
  return async (what: string, roles: readonly AppRole[], query: Record<string, string> = {}) => {
    const caller = { ...{ tenant, id: 'kari', name: 'Kari', roles, language: 'nb' }, token: '' };
    const call = { caller, params: {}, query, body: {} } as unknown as Call<never>;
    return await handlers.get(what)?.(call);
  };
}

const soffice = spawnSync('soffice', ['--version'], { encoding: 'utf8' });
const inOffice = soffice.status === 0 ? describe : describe.skip;
if (soffice.status !== 0)
  process.stdout.write('Word file opened by LibreOffice: not run. Cure: install LibreOffice (soffice).\n');

inOffice('the Word file of the note', () => {
  it.each(languages)(
    'opens in LibreOffice with everything that was in the page, in %s',
    async (language: Language) => {
      const folder = mkdtempSync(join(tmpdir(), 'lederpuls-note-'));
      try {
        const parts = explained(stricter, texts(language));
        const note = { title: texts(language)('trust.note.title'), policyVersion: 3, parts };
        writeFileSync(join(folder, 'note.docx'), await noteFile(note, 'Etaten', language));
        const opened = spawnSync(
          'soffice',
          [
            `-env:UserInstallation=file://${folder}/profile`,
            ...['--headless', '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder],
            join(folder, 'note.docx'),
          ],
          { encoding: 'utf8', timeout: 100_000 },
        );
        expect(opened.status).toBe(0);
        const text = readFileSync(join(folder, 'note.txt'), 'utf8').replace(/\s+/g, ' ');
        for (const said of wordsOf(parts).split('\n')) expect(text).toContain(said.trim());
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    120_000,
  );
});
