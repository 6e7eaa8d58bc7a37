import fc from 'fast-check';
import { loadPacks } from '../../bot/content/packs.ts';
import { type PackFiles, type RawQuestion, type RawWeek } from '../../bot/content/shapes.ts';
import { packBook, readPackBook, templateBook } from '../../bot/content/sheets/book.ts';
import { toldSheetFault } from '../../bot/content/sheets/faults.ts';
import { packFromSheets } from '../../bot/content/sheets/reading.ts';
import { sheetsOf } from '../../bot/content/sheets/writing.ts';
import { type SheetIn, type SheetOut, writeWorkbook } from '../../bot/platform/spreadsheets/spreadsheets.ts';

const packs = loadPacks('bot/content/packs');
const small = packs.files('tre-ledermoter');

/** What the reader makes of what was written, without the file between them. */
const seen = (sheets: readonly SheetOut[]): readonly SheetIn[] =>
  sheets.map(({ name, head, rows }) => ({
    ...{ name, isCut: false },
    rows: [head, ...rows].map((row) =>
      row.map((cell) => ({
        text:
          typeof cell === 'object' && 'number' in cell
            ? String(cell.number)
            : typeof cell === 'string'
              ? cell
              : '',
      })),
    ),
  }));

type Change = (rows: { text: string; odd?: 'formula' | 'not-text' }[][], sheet: string) => void;
const told = (change: Change, files: PackFiles = small) => {
  const sheets = structuredClone(seen(sheetsOf(files, 'nb'))) as {
    name: string;
    rows: { text: string }[][];
    isCut: boolean;
  }[];
  for (const { name, rows } of sheets) change(rows, name);
  const { faults, files: read } = packFromSheets(sheets);
  expect(read === undefined).toBe(faults.length > 0);
  return faults.map((fault) => toldSheetFault(fault, 'nb'));
};
/** Changes the cell of a row by the heading of its column. */
const cell =
  (
    sheet: string,
    id: string,
    column: string,
    value: { text: string; odd?: 'formula' | 'not-text' },
  ): Change =>
  (rows, name) => {
    const at = (rows[0] ?? []).findIndex(({ text }) => text === column);
    const row = rows.find((one) => one[1]?.text === id);
    if (name === sheet && row) row[at] = value;
  };

const id = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,5})?$/);
const text = fc
  .oneof(
    fc.constantFrom(
      '=1+1',
      '@SUM(A1)',
      '+47 22',
      '-1',
      '0012',
      '1,5',
      'TRUE',
      '_x0041_',
      'a\nb',
      '’',
      '🙂',
      'toString',
      'https://x.no',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  )
  .map((one) => one.trim())
  .filter((one) => one !== '');
const arbitraryPack: fc.Arbitrary<PackFiles> = fc.boolean().chain((danish) => {
  const words = fc.record({ nb: text, nn: text, en: text, ...(danish ? { da: text } : {}) }) as fc.Arbitrary<
    PackFiles['head']['name']
  >;
  return fc.uniqueArray(id, { minLength: 6, maxLength: 10 }).chain((ids) => {
    const areas = ids.slice(0, 2);
    const area = fc.constantFrom(...areas);
    const head = { version: fc.integer({ min: 1, max: 99 }), area, text: words };
    const question = (one: string) =>
      fc.oneof(
        fc.record(
          {
            id: fc.constant(one),
            ...head,
            scale: fc.constantFrom('agree5', 'zero10', 'yesno'),
            low: words,
            high: words,
            wanted: fc.constant('low'),
          },
          { requiredKeys: ['id', 'version', 'area', 'text', 'scale', 'low', 'high'] },
        ),
        fc.record({
          id: fc.constant(one),
          ...head,
          scale: fc.constantFrom('one', 'several'),
          options: fc.array(words, { minLength: 2, maxLength: 8 }),
        }),
      ) as fc.Arbitrary<RawQuestion>;
    const source = fc.record(
      {
        title: text,
        publisher: text,
        year: fc.integer({ min: 1900, max: 2100 }),
        where: text,
        url: fc.webUrl({ validSchemes: ['https'] }),
        document: text,
      },
      { requiredKeys: ['title', 'publisher', 'year', 'where'] },
    );
    const week = (one: string) =>
      fc.record({
        ...{ id: fc.constant(one), area, perspective: fc.constantFrom('leadership', 'hr', 'benefits') },
        ...{
          minutes: fc.integer({ min: 1, max: 15 }),
          audience: fc.constantFrom('leader', 'steering-group'),
        },
        ...{ heading: words, body: words, tryThis: words, source },
        questions: fc.subarray(ids.slice(2, 4)),
      }) as fc.Arbitrary<RawWeek>;
    return fc.record({
      head: fc.record({
        ...{ id: fc.constantFrom(...ids), name: words, plan: fc.constantFrom('year', 'series') },
        languages: fc.constant(danish ? ['nb', 'nn', 'en', 'da'] : ['nb', 'nn', 'en']),
        areas: fc.tuple(
          ...areas.map((one) => fc.record({ id: fc.constant(one), name: words, definition: words })),
        ),
      }),
      questions: fc.tuple(...ids.slice(2, 4).map(question)),
      weeks: fc.tuple(...ids.slice(4).map(week)),
    });
  });
});

describe('a pack as a spreadsheet', () => {
  it.each(packs.list().map(({ id }) => [id]))('is the same again: %s', async (pack) => {
    const { files, faults } = await readPackBook(await packBook(packs.files(pack), 'nn'));
    expect(faults).toEqual([]);
    expect(files).toEqual(packs.files(pack));
  });

  it('is the same again whatever stands in it, in every language of headings', () => {
    fc.assert(
      fc.property(arbitraryPack, fc.constantFrom('nb', 'nn', 'en'), (pack, language) => {
        const { files, faults } = packFromSheets(seen(sheetsOf(pack, language)));
        expect(faults).toEqual([]);
        expect(files).toEqual(pack);
      }),
      { numRuns: 150 },
    );
  });

  it('is the same again through a file, formulas that are no formulas included', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPack, async (pack) => {
        const { files, faults } = await readPackBook(await packBook(pack, 'nb'));
        expect(faults).toEqual([]);
        expect(files).toEqual(pack);
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  it('begins with a template that needs nothing mended, with two example weeks and how to', async () => {
    const { files, faults } = await readPackBook(await templateBook('nn'));
    expect(faults).toEqual([]);
    expect(files?.weeks).toHaveLength(2);
    expect(files?.questions).toHaveLength(1);
  });
});

describe('a spreadsheet with a fault', () => {
  const week = 'for-forste-mote';
  it.each<readonly [string, Change, string | RegExp]>([
    [
      'an empty text',
      cell('Nynorsk', week, 'Prøv dette', { text: ' ' }),
      /^Arket Nynorsk, rad \d+, kolonnen Prøv dette: Er tom\./,
    ],
    [
      'a formula',
      cell('Bokmål', week, 'Tekst', { text: '', odd: 'formula' }),
      /^Arket Bokmål, rad \d+, kolonnen Tekst: Cellen har en formel/,
    ],
    [
      'a date',
      cell('Oppsett', week, 'Kilde: år', { text: '', odd: 'not-text' }),
      /kolonnen Kilde: år: Cellen har noe annet enn tekst/,
    ],
    [
      'a number with decimals',
      cell('Oppsett', week, 'Minutter', { text: '1.5' }),
      /kolonnen Minutter: Skriv et helt tall/,
    ],
    [
      'too many minutes',
      cell('Oppsett', week, 'Minutter', { text: '90' }),
      /Minutter: Tallet er for høyt: høyst 15/,
    ],
    [
      'an unknown word',
      cell('Oppsett', week, 'For hvem', { text: 'alle' }),
      /For hvem: Kjenner ikke dette valget\. Bruk ett av: leder, ledergruppe/,
    ],
    ['an unknown kind', cell('Oppsett', week, 'Slag', { text: 'mandag' }), /kolonnen Slag: Ukjent slag/],
    [
      'a bad id',
      cell('Oppsett', week, 'Navn (id)', { text: 'Før møtet' }),
      /kolonnen Navn \(id\): Et navn har små bokstaver/,
    ],
    [
      'an unknown area',
      cell('Oppsett', week, 'Område (id)', { text: 'ukjent' }),
      /rad \d+, kolonnen Område \(id\): Pakken har ikke området ukjent/,
    ],
    [
      'an unknown question',
      cell('Oppsett', week, 'Spørsmål (id-er)', { text: 'finnes-ikke' }),
      /Spørsmål \(id-er\): Pakken har ikke spørsmålet finnes-ikke/,
    ],
    [
      'no link',
      cell('Oppsett', week, 'Kilde: lenke', { text: 'javascript:alert(1)' }),
      /Kilde: lenke: Er ingen lenke/,
    ],
    [
      'a choice for a week',
      cell('Engelsk', week, 'Valg 1', { text: 'One' }),
      /Arket Engelsk, rad \d+, kolonnen Valg 1: Dette slaget rader bruker ikke kolonnen/,
    ],
    [
      'a text that is too long',
      cell('Bokmål', week, 'Tekst', { text: 'a'.repeat(501) }),
      /kolonnen Tekst: Er lengre enn 500 tegn/,
    ],
    [
      'a row less in one language',
      (rows, name) =>
        name === 'Nynorsk' &&
        rows.splice(
          rows.findIndex((row) => row[1]?.text === week),
          1,
        ),
      /Arket Oppsett, rad \d+, kolonnen Navn \(id\): Arket Nynorsk har ingen rad/,
    ],
    [
      'a row more in one language',
      (rows, name) => name === 'Bokmål' && rows.push([{ text: 'uke' }, { text: 'en-til' }]),
      /Arket Bokmål, rad \d+, kolonnen Navn \(id\): Arket Oppsett har ingen rad/,
    ],
    [
      'a row twice',
      (rows, name) => name === 'Oppsett' && rows.push(rows.at(-1) ?? []),
      /Arket Oppsett, rad \d+, kolonnen Navn \(id\): Navnet er brukt før/,
    ],
    [
      'no headings',
      (rows, name) => name === 'Nynorsk' && rows.shift(),
      /Arket Nynorsk, rad 1, kolonnen Tekst: Kolonnen mangler/,
    ],
    [
      'a second pack',
      (rows, name) =>
        name === 'Oppsett' && rows.push([{ text: 'pakke' }, { text: 'to' }, { text: 'én gang' }]),
      /Fila har to pakker/,
    ],
    [
      'no weeks',
      (rows) => rows.splice(1, rows.length, ...rows.slice(1).filter(([kind]) => kind?.text !== 'uke')),
      /Arket Oppsett: Arket har ingen rad av slaget «uke»/,
    ],
  ])('with %s says sheet, row, column and what to do', (_what, change, message) => {
    expect(told(change).join('\n')).toMatch(message);
  });

  it('tells the row as the spreadsheet numbers it', () => {
    const [head, ...rows] = seen(sheetsOf(small, 'nb'))[2]?.rows ?? [];
    expect(head?.[1]?.text).toBe('Navn (id)');
    const number = rows.findIndex((row) => row[1]?.text === week) + 2;
    expect(told(cell('Nynorsk', week, 'Tekst', { text: '' }))).toEqual([
      `Arket Nynorsk, rad ${number}, kolonnen Tekst: Er tom. Skriv inn det som skal stå her.`,
    ]);
  });

  it('that is none, or has other sheets, says so', async () => {
    const none = await readPackBook(Buffer.from('hei'));
    expect(none.faults.map((fault) => toldSheetFault(fault, 'nb'))).toEqual([
      'Fila kan ikke leses. Lagre den på nytt som Excel (.xlsx).',
    ]);
    const other = await readPackBook(
      await writeWorkbook([{ name: 'Ark1', head: ['A'], rows: [], widths: [10] }]),
    );
    expect(other.faults.map((fault) => toldSheetFault(fault, 'nn'))[0]).toMatch(/Fila manglar arket Oppsett/);
    const large = await readPackBook(new Uint8Array(6 * 1024 * 1024));
    expect(large.faults).toEqual([expect.objectContaining({ code: 'too-large' })]);
  });
});
