import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { loadPacks } from '../../bot/content/packs.ts';
import { staleSchemas } from '../../bot/content/schema.ts';
import { packBook } from '../../bot/content/sheets/book.ts';
import { runPacks } from '../../bot/packs/run.ts';
import { browserPath } from '../support/browser.ts';

const ours = 'bot/content/packs';
const packs = loadPacks(ours);
const place = mkdtempSync(join(tmpdir(), 'lederpuls-authoring-'));
afterAll(() => {
  rmSync(place, { recursive: true });
});
const at = (...names: readonly string[]) => join(place, ...names);

const run = async (...words: readonly string[]) => {
  const { lines, isWell } = await runPacks(words, { chromiumPath: browserPath });
  return { isWell, told: lines.join('\n') };
};

describe('the schemas for editors', () => {
  const schema = (kind: string): ValidateFunction =>
    new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
      JSON.parse(readFileSync(join(ours, `${kind}.schema.json`), 'utf8')) as object,
    );
  const read = (file: string): unknown => parse(readFileSync(file, 'utf8'), { merge: true });

  it('are what the shapes say now', () => {
    expect(staleSchemas(ours)).toEqual([]);
    expect(staleSchemas(place)).toHaveLength(4);
  });

  it.each(['pack', 'questions', 'weeks'])('take our %s.yaml, each of which names its schema', (kind) => {
    const check = schema(kind);
    for (const pack of readdirSync(ours).filter((name) => existsSync(join(ours, name, `${kind}.yaml`)))) {
      const file = join(ours, pack, `${kind}.yaml`);
      check(read(file));
      expect({ pack, errors: check.errors ?? [] }).toEqual({ pack, errors: [] });
      expect(readFileSync(file, 'utf8').split('\n')[0]).toBe(
        `# yaml-language-server: $schema=../${kind}.schema.json`,
      );
    }
  });

  it('refuse what the service refuses', () => {
    const check = schema('weeks');
    const [week] = read(join(ours, 'jobb-smartere', 'weeks.yaml')) as [Record<string, unknown>];
    expect(check([week])).toBe(true);
    for (const change of [
      { minutes: 99 },
      { heading: { nb: 'Hei' } },
      { body: undefined },
      { extra: 1 },
      { audience: 'alle' },
    ])
      expect(check([JSON.parse(JSON.stringify({ ...week, ...change }))])).toBe(false);
  });

  it('say in Norwegian and English what each field is for', () => {
    const bare = (node: unknown, path: string): readonly string[] => {
      if (typeof node !== 'object' || node === null) return [];
      const fields = 'properties' in node ? Object.entries(node.properties as object) : [];
      const silent = fields.filter(([, field]) => !('description' in (field as object)));
      return [
        ...silent.map(([name]) => `${path}.${name}`),
        ...Object.entries(node).flatMap(([name, inner]) =>
          bare(inner, name === 'properties' ? path : `${path}.${name}`),
        ),
      ];
    };
    for (const kind of ['pack', 'questions', 'weeks', 'changes'])
      expect(bare(schema(kind).schema, kind)).toEqual([]);
  });
});

describe('npm run packs', () => {
  it('begins a pack of one’s own that is without fault, and keeps to what is there', async () => {
    const own = at('begun');
    expect(await run('new', own, 'var-pakke')).toMatchObject({ isWell: true });
    expect(readdirSync(own).sort()).toEqual([
      ...[
        'changes.schema.json',
        'pack.schema.json',
        'questions.schema.json',
        'var-pakke',
        'weeks.schema.json',
      ],
    ]);
    expect(await run('new', own, 'digital-ledelse', 'digital-ledelse')).toMatchObject({ isWell: true });
    expect(await run('new', own, 'digital-pluss', 'digital-ledelse')).toMatchObject({ isWell: true });
    const loaded = loadPacks(ours, own);
    expect(loaded.withheld).toEqual([]);
    expect(loaded.pack('var-pakke')).toMatchObject({ origin: 'own', name: { nb: 'Vår pakke' } });
    expect(loaded.pack('digital-ledelse')).toMatchObject({
      origin: 'changed',
      name: { nb: 'Digital ledelse' },
    });
    expect(loaded.pack('digital-pluss')).toMatchObject({ origin: 'changed', name: { nb: 'Vår pakke' } });
    expect(await run(own)).toMatchObject({ isWell: true });
    expect(await run('new', own, 'var-pakke')).toMatchObject({
      isWell: false,
      told: expect.stringContaining('is there already') as string,
    });
    expect(await run('new', own, 'Vår pakke')).toMatchObject({ isWell: false });
    expect(await run('new', own, 'to', 'finnes-ikke')).toMatchObject({ isWell: false });
  }, 60_000);

  it('takes a spreadsheet in, and its pack is the one that went out', async () => {
    const [file, own] = [at('modenhet.xlsx'), at('taken-in')];
    expect(await run('export', 'modenhet', file)).toMatchObject({ isWell: true });
    expect(await run('import', file, own)).toMatchObject({
      isWell: true,
      told: expect.stringContaining('15 uker, 14 spørsmål') as string,
    });
    expect(readFileSync(join(own, 'modenhet', 'weeks.yaml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=/,
    );
    const loaded = loadPacks(ours, own);
    expect(loaded.files('modenhet')).toEqual(packs.files('modenhet'));
    // Again, over what lies there.
    expect(await run('import', file, own)).toMatchObject({ isWell: true });
    expect(readdirSync(own).filter((name) => name.startsWith('modenhet'))).toEqual(['modenhet']);
  }, 60_000);

  it('writes a template that it takes in again', async () => {
    expect(await run('mal', at('mal.xlsx'))).toMatchObject({ isWell: true });
    expect(await run('import', at('mal.xlsx'), at('from-template'))).toMatchObject({
      isWell: true,
      told: expect.stringContaining('2 uker') as string,
    });
  }, 60_000);

  it('refuses a spreadsheet that would break a trend or a folder with changes, and writes nothing', async () => {
    const files = packs.files('jobb-smartere');
    const questions = files.questions.map(
      (question) => ({ ...question, scale: 'zero10' }) as typeof question,
    );
    writeFileSync(at('brutt.xlsx'), await packBook({ ...files, questions }, 'nb'));
    const own = at('broken');
    expect(await run('import', at('brutt.xlsx'), own)).toMatchObject({
      isWell: false,
      told: expect.stringMatching(/delte-lenke: .*nytt spørsmål: gi det et nytt navn/) as string,
    });
    expect(existsSync(own)).toBe(false);
    await run('new', own, 'jobb-smartere', 'jobb-smartere');
    writeFileSync(at('hel.xlsx'), await packBook(files, 'nb'));
    expect(await run('import', at('hel.xlsx'), own)).toMatchObject({
      isWell: false,
      told: expect.stringContaining('har endringer') as string,
    });
    expect(await run('import', at('finnes-ikke.xlsx'), own)).toMatchObject({ isWell: false });
  }, 60_000);

  it('tells how to use it, and that a name is unknown', async () => {
    expect(await run('help')).toMatchObject({
      isWell: true,
      told: expect.stringContaining('npm run packs -- import') as string,
    });
    expect((await run('export', 'finnes-ikke', at('x.xlsx'))).told).toContain(
      'Choose one of: digital-ledelse',
    );
    expect(await run('preview', 'jobb-smartere')).toMatchObject({ isWell: false });
  }, 30_000);
});

const inBrowser = browserPath === undefined ? describe.skip : describe;
if (browserPath === undefined) process.stdout.write('pictures of cards: not run, there is no browser\n');

inBrowser('a picture of a week’s card', () => {
  it('is drawn in each language, also of an agency’s own pack', async () => {
    expect((await run('preview', 'lederens-oppgaver', '2', at('pictures'))).told).not.toContain('FAULT');
    const drawn = readdirSync(at('pictures'));
    expect(drawn).toHaveLength(4);
    for (const name of drawn) {
      const png = readFileSync(at('pictures', name));
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      // Twice the CSS width, and as high as a card with a question is.
      expect(png.readUInt32BE(16)).toBe(1216);
      expect(png.readUInt32BE(20)).toBeGreaterThan(500);
    }
    cpSync(join(ours, 'jobb-smartere'), at('own', 'egen'), { recursive: true });
    const head = at('own', 'egen', 'pack.yaml');
    writeFileSync(head, readFileSync(head, 'utf8').replace('id: jobb-smartere', 'id: egen'));
    expect(await run('preview', 'egen', 'send-lenken', at('pictures'), '--own', at('own'))).toMatchObject({
      isWell: true,
    });
    expect(existsSync(at('pictures', 'egen-send-lenken-nn.png'))).toBe(true);
    expect(await run('preview', 'egen', '99', at('pictures'), '--own', at('own'))).toMatchObject({
      isWell: false,
    });
  }, 60_000);
});

describe('without a browser', () => {
  it('a picture says what to install', async () => {
    expect(
      await runPacks(['preview', 'modenhet', '1', at('none')], { chromiumPath: '/finnes/ikke' }),
    ).toEqual({
      isWell: false,
      lines: ['No picture: CHROMIUM_PATH is /finnes/ikke, where no file is. Correct it or unset it.'],
    });
    expect(existsSync(at('none'))).toBe(false);
  });
});
