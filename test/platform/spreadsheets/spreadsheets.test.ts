import { strToU8, zipSync, type Zippable } from 'fflate';
import fc from 'fast-check';
import {
  readWorkbook,
  type SheetOut,
  writeWorkbook,
} from '../../../bot/platform/spreadsheets/spreadsheets.ts';

const read = async (bytes: Uint8Array, mostRows = 1000) => {
  const sheets = await readWorkbook({ bytes, mostRows });
  return sheets.map(({ name, rows }) => ({
    name,
    rows: rows.map((row) => row.map(({ text, odd }) => odd ?? text)),
  }));
};
const sheet = (rows: SheetOut['rows'], head = ['id', 'navn']): SheetOut => ({
  name: 'Enheter',
  head,
  rows,
  widths: [20, 40],
});

/** The smallest workbook that has this sheet. */
function workbook(sheetXml: string, more: Zippable = {}): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Ark" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet xmlns="${main}"><sheetData>${sheetXml}</sheetData></worksheet>`,
    ),
    ...more,
  });
}

describe('a workbook', () => {
  it('comes back as it was written, whatever people write in it', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom('=1+1', '007', '1e9', 'TRUE', '2027-01-18', '_x0041_', ' a ', "'=x", '<b>&amp;'),
    );
    // Every run costs two threads, so the cells are drawn all at once.
    const rows = fc
      .sample(fc.tuple(cell, cell), 2000)
      .map((row) => row.map((text) => text.replaceAll('\uE000', '') || 'x'));
    expect(await read(await writeWorkbook([sheet(rows)]), 5000)).toEqual([
      { name: 'Enheter', rows: [['id', 'navn'], ...rows] },
    ]);
  });

  it('tells of cells with formulas and with other things than text', async () => {
    const bytes = workbook(
      '<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://x")</f><v>Klikk</v></c><c r="B1" t="b"><v>1</v></c><c r="C1"><v>7</v></c></row>',
    );
    expect(await read(bytes)).toEqual([{ name: 'Ark', rows: [['formula', 'not-text', '7']] }]);
  });

  it('says when there are more rows than asked for', async () => {
    const bytes = await writeWorkbook([sheet(Array.from({ length: 20 }, (_, at) => [String(at), 'x']))]);
    const [only] = await readWorkbook({ bytes, mostRows: 10 });
    expect([only?.rows.length, only?.isCut]).toEqual([10, true]);
  });

  it.each([
    ['no archive', strToU8('hei')],
    ['nothing', new Uint8Array()],
    ['an archive of something else', zipSync({ 'a.txt': strToU8('hei') })],
    ['half a workbook', workbook('<row r="1"/>').slice(0, 300)],
    ['a sheet that is no XML', workbook('<row r="1"><c r="A1"><v>1</v>')],
  ])('refuses %s as broken', async (_what, bytes) => {
    await expect(readWorkbook({ bytes, mostRows: 10 })).rejects.toMatchObject({ kind: 'broken' });
  });

  it.each([
    ['unpacks to a hundred times its size', { 'xl/media/a.xml': new Uint8Array(80_000_000) }],
    [
      'has thousands of files in it',
      Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`xl/${at}.xml`, new Uint8Array(1)])),
    ],
  ])('refuses one that %s', async (_what, more) => {
    const bytes = workbook('<row r="1"/>', more);
    await expect(readWorkbook({ bytes, mostRows: 10 })).rejects.toMatchObject({ kind: 'too-large' });
  });

  it('believes no size that an archive tells of itself', async () => {
    const bytes = Buffer.from(workbook('<row r="1"/>', { 'xl/a.xml': new Uint8Array(80_000_000) }));
    for (let at = bytes.indexOf('PK\u0001\u0002'); at !== -1; at = bytes.indexOf('PK\u0001\u0002', at + 4)) {
      bytes.writeUInt32LE(10, at + 24);
    }
    await expect(readWorkbook({ bytes, mostRows: 10 })).rejects.toMatchObject({ kind: 'too-large' });
  });

  it('gives up a sheet that takes all memory to read, and goes on', async () => {
    const bytes = workbook('<row r="999999999"><c r="A999999999"><v>1</v></c></row>');
    await expect(readWorkbook({ bytes, mostRows: 10 })).rejects.toMatchObject({ kind: 'too-large' });
    expect(await read(await writeWorkbook([sheet([['1', 'Plan']])]))).toHaveLength(1);
  });
});
