import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cardSizes } from '../../bot/packs/card-sizes.ts';
import { checkPacks } from '../../bot/content/check/check.ts';
import { coverageTable } from '../../bot/content/check/coverage.ts';
import { type Documents, readDocuments } from '../../bot/content/check/documents.ts';
import { type Pack } from '../../bot/content/model.ts';
import { loadPacks } from '../../bot/content/packs.ts';

import { asks, documentPlants, first, from, plants, series, tells, year } from './plants.ts';

const folder = 'bot/content/packs';
const packs = loadPacks(folder);

/** Small documents of the same make as the real ones, so that these rules are tried where those are absent. */
const papers = mkdtempSync(join(tmpdir(), 'lederpuls-papers-'));
writeFileSync(
  join(papers, '003_86b6d61b8134e515.txt'),
  [
    'Transkript',
    '',
    '1 Forord 2 av 3',
    '',
    '2 Bærum kommune Kort om arbeidet',
    '',
    '3 Først endring, så gevinst I 2017 hadde 12 av 40 enheter det. Ingen hadde fått et klart ansvar for gevinsten i linja, og da kom den ikke.',
  ].join('\n'),
);
writeFileSync(
  join(papers, '000_9c244aaf658735a4.txt'),
  'DSS - Digital ledelse\n\nErfaringer\n\nVi erfarte mye.\n',
);
const small = readDocuments(papers);
afterAll(() => {
  rmSync(papers, { recursive: true });
});

const toldBy = (rule: string, pack: Pack, documents: Documents | undefined): readonly string[] => {
  const outcome = checkPacks([pack], documents).find(({ name }) => name === rule);
  return (outcome?.flaws ?? []).map(({ place, says }) => `${place}: ${says}`);
};

describe('the rules for packs', () => {
  it.each(plants)('“%s” finds %s', (rule, _what, pack, told) => {
    expect(toldBy(rule, year, undefined)).toEqual([]);
    expect(toldBy(rule, pack, undefined)).toContainEqual(expect.stringMatching(told));
  });

  it.each(documentPlants)('“%s” finds %s', (rule, _what, pack, told) => {
    expect(toldBy(rule, pack, small)).toContainEqual(expect.stringMatching(told));
  });

  it('are each shown to fail', () => {
    const shown = new Set([...plants, ...documentPlants].map(([rule]) => rule));
    expect(checkPacks([], small).map(({ name }) => name)).toEqual(expect.arrayContaining([...shown]));
    expect(checkPacks([], small).filter(({ name }) => !shown.has(name))).toEqual([]);
  });

  it('take what is right in the small documents', () => {
    const where = [
      's. 3',
      'Først endring, så gevinst, s. 3',
      'Bærum kommune, Kort om arbeidet, s. 2',
      'Bærum kommune, s. 2 og 3',
    ];
    const rule = 'sources point at a real heading or page';
    for (const one of where)
      expect(toldBy(rule, from(one), small).filter((told) => told.startsWith(first))).toEqual([]);
    expect(toldBy(rule, year, small).filter((told) => told.startsWith('samme-ord'))).toEqual([]);
  });

  it('let a week of a series reach into another area, as long as one of its questions is of its own', () => {
    const asked = series.entries.find(({ id }) => id === 'start-endring');
    expect(asked?.questions.map(({ area }) => area)).toEqual([
      ...['ledelsesperspektivet', 'hr-perspektivet', 'hr-perspektivet'],
    ]);
    expect(toldBy('questions of the area of their week', series, undefined)).toEqual([]);
  });

  it('let lists of two people, and names with a nynorsk look, be', () => {
    expect(toldBy('one claim a question', asks('Hos oss møtes ledere og ansatte.'), undefined)).toEqual([]);
    expect(
      toldBy(
        'bokmål without forms that only nynorsk has',
        tells({ nb: 'Fastlege og tannlege er med.' }),
        undefined,
      ),
    ).toEqual([]);
  });

  it('say “not run” where the documents are absent', () => {
    expect(readDocuments(join(papers, 'borte'))).toBeUndefined();
    const notRun = checkPacks([year], undefined).filter(({ flaws }) => flaws === undefined);
    expect(notRun.map(({ name }) => name)).toEqual([...new Set(documentPlants.map(([rule]) => rule))]);
  });
});

const real = readDocuments('../shared/seeds');
if (!real) process.stdout.write('comparison with the documents: not run, ../shared/seeds is absent\n');

describe('our packs', () => {
  it.each(checkPacks(packs.list(), real).filter(({ flaws }) => flaws !== undefined))(
    'keep: $name',
    ({ flaws }) => {
      expect(flaws).toEqual([]);
    },
  );

  it('make cards that Teams takes, and would tell if one did not', async () => {
    expect(await cardSizes(packs)).toEqual([]);
    const [flaw] = await cardSizes(packs, 1024);
    expect(flaw).toMatchObject({ pack: 'digital-ledelse', place: 'noklene-tilbake, nb' });
  });

  it('are counted by source and area', () => {
    const [head, ...rows] = coverageTable([year, series]);
    expect(head).toMatch(/^pack +source +A +B .*sum$/);
    const row = (begins: RegExp) => rows.find((one) => begins.test(one));
    expect(row(/^digital-ledelse +sum/)).toMatch(/ 8 +6 +6 +6 +8 +6 +· +· +· +40$/);
    expect(row(/^digital-ledelse +DFØ 2022/)).toMatch(/ 1 +· +· +· +· +· +1$/);
    expect(row(/^modenhet +KS 2018/)).toMatch(/ 3 +9 +3 +15$/);
    expect(row(/^all packs/)).toMatch(/ 8 +6 +6 +6 +8 +6 +3 +9 +3 +55$/);
    expect(rows).toContain('A endringsledelse');
  });
});

describe('npm run packs', () => {
  const run = (...more: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['bot/packs.ts', ...more], {
      encoding: 'utf8',
    });
    return { status, told: stdout + stderr };
  };
  const ownPack = (change: (text: string) => string) => {
    const own = mkdtempSync(join(tmpdir(), 'lederpuls-own-'));
    mkdirSync(join(own, 'digital-ledelse'));
    cpSync(join(folder, 'digital-ledelse'), join(own, 'digital-ledelse'), { recursive: true });
    const weeks = join(own, 'digital-ledelse', 'weeks.yaml');
    writeFileSync(weeks, change(readFileSync(weeks, 'utf8')));
    return own;
  };

  it('ends well on our own packs, with the table', () => {
    const { status, told } = run();
    expect(told).not.toContain('FAULT');
    expect(told).toMatch(/^digital-ledelse +KS 2018 /m);
    expect(status).toBe(0);
  });

  it("ends badly on a fault in an agency's own folder, and says where", () => {
    const own = ownPack((text) => text.replace('nn: Kven vil vise veg?', 'nn: Hvem vil vise veg?'));
    const { status, told } = run(own);
    expect(told).toContain(
      'digital-ledelse: frivillige-guider, heading, nn: “hvem” is of the other language',
    );
    expect(status).toBe(1);
    rmSync(own, { recursive: true });
  });

  it('ends badly on a missing text, and says where', () => {
    const own = ownPack((text) => text.replace('    nn: Kven vil vise veg?\n', ''));
    const { status, told } = run(own);
    expect(told).toMatch(
      /FAULT +schema, and every text in every language\n.*weeks\.yaml: frivillige-guider\.heading\.nn/,
    );
    expect(status).toBe(1);
    rmSync(own, { recursive: true });
  });
});
