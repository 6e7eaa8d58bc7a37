import { unzipSync, strFromU8 } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { type Database } from '../../bot/platform/database/database.ts';
import { type AppRole } from '../../bot/platform/http/http.ts';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { resultsFile } from '../../bot/pulses/export/file.ts';
import {
  areaPictures,
  heatPicture,
  ratePicture,
  spreadPictures,
  trendPictures,
} from '../../bot/pulses/model/pictures.ts';
import { eachDatabase } from '../support/databases.ts';
import { type ReadPdf, readPdf } from '../support/pdf.ts';
import { results } from '../support/tab/results.ts';
import { keysInMemory, leader, roundOf, type World, world } from './world.ts';

const languages = ['nb', 'nn', 'en'] as const;
const plain = (text: string) => text.replace(/[\s\u00A0]+/g, ' ').trim();

/** Every sheet as rows of values. */
async function sheetsOf(bytes: Uint8Array) {
  const sheets = await readXlsxFile(Buffer.from(bytes), { trim: false });
  return new Map(sheets.map(({ sheet, data }) => [sheet, data]));
}

const numbersIn = (rows: readonly (readonly unknown[])[]) =>
  rows.flat().filter((cell): cell is number => typeof cell === 'number');

/** Every figure that the page shows for a reply, as the page's tables print it. */
function figuresOf(reply: ResultsReply): readonly string[] {
  const cells = [
    ...areaPictures(reply).flatMap(({ own, agency }) => [own, agency]),
    ...trendPictures(reply).flatMap(({ points }) => points.flatMap(({ own, agency }) => [own, agency])),
    ...heatPicture(reply).rows.flatMap(({ cells: row }) => row),
    ...ratePicture(reply).history.flatMap(({ own, agency }) => [own, agency]),
    ...ratePicture(reply).units.map(({ rate }) => rate),
  ];
  const spread = spreadPictures(reply).flatMap(({ own }) =>
    own?.shown ? (own.distribution ?? []).map(({ percent }) => `${percent} %`) : [],
  );
  return [...cells.flatMap((cell) => (cell ? [cell.shown ? cell.text : cell.why] : [])), ...spread];
}

/** The numbers that may stand in the workbook: released values, margins, shares and rates, and nothing else. */
function numbersOf({ rounds }: ResultsReply): ReadonlySet<number> {
  const numbers = rounds.flatMap(({ cells, rates }) => [
    ...cells.flatMap((cell) =>
      cell.shown
        ? [
            cell.value,
            cell.margin,
            cell.value / 100,
            ...(cell.distribution ?? []).map(({ percent }) => percent / 100),
          ]
        : [],
    ),
    ...rates.flatMap((rate) => (rate.shown ? [rate.percent / 100] : [])),
  ]);
  return new Set(numbers);
}

const make = (reply: ResultsReply, format: 'xlsx' | 'pdf', language: (typeof languages)[number] = 'nb') =>
  resultsFile(reply, {
    ...{ agencyName: 'Direktoratet for prøving', format, language },
    wanted: { period: '12m', show: 'page' },
  });

describe('the files of the results', () => {
  it('hold every figure that the page shows, in a workbook and on paper', async () => {
    const paper = plain(readPdf((await make(results, 'pdf')).bytes).text);
    const sheets = await sheetsOf((await make(results, 'xlsx')).bytes);
    const cells = [...sheets.values()].flat(2);
    const numbers = new Set(cells.filter((cell) => typeof cell === 'number'));
    for (const figure of figuresOf(results)) {
      expect(paper).toContain(plain(figure));
      const value = Number(figure.replace(',', '.').replace(' %', ''));
      const asNumber = numbers.has(value) || numbers.has(value / 100);
      expect([
        figure,
        asNumber || cells.some((cell) => typeof cell === 'string' && cell.includes(figure)),
      ]).toEqual([figure, true]);
    }
  });

  it('keep texts as texts, whatever they begin with', async () => {
    const corpus = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '＝1+1',
      '＋1',
      '－1',
      '＠x',
      '=cmd|x!A0',
      '\n=1',
    ];
    for (const odd of corpus) {
      const reply: ResultsReply = {
        ...results,
        units: results.units.map((unit) => ({ ...unit, name: `${odd} ${unit.id}` })),
        rounds: results.rounds.slice(-6).map((round) => ({ ...round, area: { ...round.area, name: odd } })),
        comments: [{ round: 'r', week: '2027-W01', unit: 'agency', question: odd, text: odd }],
      };
      const { bytes } = await make(reply, 'xlsx');
      const files = unzipSync(bytes);
      const xml = Object.entries(files).filter(([name]) => name.startsWith('xl/worksheets/'));
      expect(xml.length).toBeGreaterThan(3);
      for (const [, content] of xml) expect(strFromU8(content)).not.toMatch(/<f[ >]|t="str"/);
      const comments = (await sheetsOf(bytes)).get('Kommentarer')?.at(-1);
      expect(String(comments?.at(-1)).replace(/_x000[dD]_/g, '\r')).toBe(odd);
    }
  }, 120_000);

  it('have typed cells, a heading that stays, a language, and words where a figure is hidden', async () => {
    const { bytes } = await make(results, 'xlsx', 'nn');
    const files = unzipSync(bytes);
    expect(strFromU8(files['docProps/core.xml'] ?? new Uint8Array())).toContain(
      '<dc:language>nn-NO</dc:language>',
    );
    const parts = Object.entries(files).filter(([name]) => name.startsWith('xl/worksheets/sheet'));
    for (const [, content] of parts) expect(strFromU8(content)).toContain('state="frozen"');
    const sheets = await sheetsOf(bytes);
    expect([...sheets.keys()]).toEqual([
      ...[
        'Område',
        'Utvikling',
        'Einingar og område',
        'Fordeling av svar',
        'Svarprosent',
        'Kommentarar',
        'Om tala',
      ],
    ]);
    const row = (sheet: string, at: number) => sheets.get(sheet)?.[at] ?? [];
    const archive = sheets.get('Einingar og område')?.find(([unit]) => unit === 'Seksjon for arkiv');
    expect(archive?.[1]).toBe('Skjult. Det kom færre enn 6 svar.');
    expect(row('Einingar og område', 1)[1]).toBe(4.4);
    // Friday 14:00 UTC, as the clock on the wall in Oslo had it.
    expect(row('Utvikling', 1)[4]).toEqual(new Date('2026-03-06T15:00:00.000Z'));
    expect(row('Svarprosent', 1)[3]).toBe(0.6);
  });

  it.each(languages)(
    'are tagged so that a reader can hear them in order (%s)',
    async (language) => {
      const pdf = readPdf((await make(results, 'pdf', language)).bytes);
      expectAccessible(pdf, { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' }[language]);
      const { text } = pdf;
      const order = [
        plain(results.summary).slice(0, 20),
        results.rounds.at(-2)?.area.name ?? '',
        'HYPERLINK',
      ];
      const places = order.map((part) => plain(text).indexOf(part));
      expect(places.every((place) => place >= 0)).toBe(true);
      expect(places).toEqual([...places].sort((one, other) => one - other));
    },
    60_000,
  );
});

/** What PDF/UA-1 asks of a file like ours, read from its objects. */
function expectAccessible({ objects, lines }: ReadPdf, language: string): void {
  const all = [...objects.values()];
  const catalog = all.find((body) => body.includes('/Type /Catalog')) ?? '';
  expect(catalog).toContain(`/Lang (${language})`);
  expect(all.some((body) => body.includes('/DisplayDocTitle true'))).toBe(true);
  expect(all.some((body) => body.includes('/Marked true'))).toBe(true);
  const elements = all.flatMap((body) => /\/S \/(\w+)/.exec(body)?.[1] ?? []);
  const count = (type: string) => elements.filter((one) => one === type).length;
  expect([count('Document'), count('H1')]).toEqual([1, 1]);
  expect(count('H2')).toBeGreaterThan(4);
  expect(count('Table')).toBe(count('Caption'));
  expect(count('THead')).toBe(count('Table'));
  expect(count('LI')).toBe(count('LBody'));
  const heads = all.filter((body) => /\/S \/TH\b/.test(body));
  expect(heads.length).toBeGreaterThan(50);
  for (const head of heads) expect(head).toMatch(/\/Scope \/(Row|Column)/);
  const figures = all.filter((body) => /\/S \/Figure\b/.test(body));
  expect(figures.length).toBeGreaterThan(2);
  for (const figure of figures) expect(figure).toMatch(/\/Alt [(<]/);
  // Whatever is drawn belongs to an element or is an artifact, and every font is in the file.
  expect(lines.filter(({ tag }) => tag === '')).toEqual([]);
  const descriptors = all.filter((body) => body.includes('/Type /FontDescriptor'));
  expect(descriptors.length).toBeGreaterThan(0);
  for (const descriptor of descriptors) expect(descriptor).toMatch(/\/FontFile2 /);
  for (const page of all.filter((body) => /\/Type \/Page\b(?!s)/.test(body)))
    expect(page).toContain('/Tabs /S');
}

eachDatabase((_name, open) => {
  describe('a file of the results', () => {
    let database: Database;
    let at: World;

    beforeEach(async () => {
      database = await open();
      at = world(database, keysInMemory());
      const answers = { plan: [1, 2, 3, 4, 5, 4, 4, 3, 2], drift: [4, 4, 4, 3, 3, 3, 2], stab: [1, 2, 2, 3] };
      const round = roundOf(1);
      at.clock.set(round.opensAt);
      await at.open(round);
      for (const [unit, values] of Object.entries(answers))
        for (const [number, value] of values.entries())
          await at.press(leader(unit, number), unit, 'answer', { round: round.id, view: 0, value });
      await at.close(round);
      await at.settle();
    });

    const readers: readonly (readonly [string, readonly AppRole[]])[] = [
      ['hr', ['Puls.HR']],
      ['rep', ['Puls.Representative']],
      [leader('stab', 0), []],
      [leader('plan', 0), []],
    ];

    it.each(readers)(
      'shows %s what the page shows them, in every language, and nothing more',
      async (id, roles) => {
        const page = await at.results(id, roles, { show: 'page' });
        for (const language of languages) {
          const file = await at.exported(id, roles, { format: 'xlsx', language });
          const sheets = await sheetsOf(file.bytes);
          const allowed = numbersOf(page);
          for (const [, rows] of sheets)
            for (const number of numbersIn(rows)) expect([...allowed]).toContain(number);
          const heat = [...sheets.values()].find((rows) => rows[0]?.length === 2 && rows.length > 1) ?? [];
          expect(heat.slice(1).map(([unit]) => unit)).toEqual(
            heatPicture(page).rows.map(({ unit }) => unit.name),
          );
          const paper = plain(
            readPdf((await at.exported(id, roles, { format: 'pdf', language })).bytes).text,
          );
          const figures = language === 'nb' ? figuresOf(page) : [];
          for (const figure of figures) expect(paper).toContain(plain(figure));
          const seen = new Set(page.units.map(({ name }) => name));
          const hidden = ['Seksjon for plan', 'Seksjon for drift', 'Stab'].filter((name) => !seen.has(name));
          for (const name of hidden) expect(paper).not.toContain(name);
          expect(file.name).toMatch(/2027-01-08\.xlsx$/);
        }
      },
    );

    it('is refused to somebody who may not read the page, and for a unit that is not theirs', async () => {
      const query = { format: 'pdf' };
      await expect(at.exported('utenfor', [], query)).rejects.toMatchObject({ code: 'not-allowed' });
      await expect(at.exported(leader('stab', 0), [], { ...query, unit: 'plan' })).rejects.toMatchObject({
        code: 'not-found',
      });
      await expect(at.exported('hr', ['Puls.HR'], { format: 'csv' })).rejects.toMatchObject({
        code: 'bad-input',
      });
    });
  });
});
