import fc from 'fast-check';
import { readCsv, writeCsv } from '../../bot/platform/csv.ts';

const read = (text: string | Uint8Array, most = 1000) =>
  readCsv(typeof text === 'string' ? new TextEncoder().encode(text) : text, most).rows.map((row) =>
    row.map(({ text, odd }) => odd ?? text),
  );

describe('a text table', () => {
  it('comes back as it was written, whatever people write in it', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('=1+1', "'=x", '@a', '-', '"', ';\r\n', ''),
      fc
        .array(fc.constantFrom('=', "'", '-', ';', ',', '\t', '\n', '"', ' ', '\0', 'a', '＝'))
        .map((parts) => parts.join('')),
    );
    const table = fc
      .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 6 }))
      .chain(([width, height]) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
          minLength: height,
          maxLength: height,
        }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const head = rows[0]?.map(() => 'navn') ?? [];
        expect(read(writeCsv([head, ...rows]))).toEqual([head, ...rows]);
      }),
    );
  });

  it('never begins a cell with what a spreadsheet would run', () => {
    const lines = writeCsv([['=HYPERLINK("http://x")', '+1', '-1', '@x', 'Plan']]);
    expect(lines).toBe('\uFEFF"\'=HYPERLINK(""http://x"")";\'+1;\'-1;\'@x;Plan\r\n');
  });

  it('tells of cells that a spreadsheet would run', () => {
    expect(read('a;b\n=cmd|x;2\n')).toEqual([
      ['a', 'b'],
      ['formula', '2'],
    ]);
  });

  it.each([',', ';', '\t'])('is read with %j between its cells', (separator) => {
    expect(read(`id${separator}navn\n1${separator}Plan`)).toEqual([
      ['id', 'navn'],
      ['1', 'Plan'],
    ]);
  });

  it('is read as an older Excel saves it', () => {
    expect(read(new Uint8Array([0xc6, 0x3b, 0xf8]))).toEqual([['Æ', 'ø']]);
    expect(read(new Uint8Array([0xff, 0xfe, 0xe5, 0]))).toEqual([['å']]);
  });

  it('says when there is more than was asked for', () => {
    expect(readCsv(new TextEncoder().encode('a\n'.repeat(5)), 3)).toMatchObject({
      isCut: true,
      rows: { length: 3 },
    });
  });

  it('ends on any input', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => Array.isArray(read(bytes))));
    expect(read(`"${'"'.repeat(1_000_000)}`)).toHaveLength(1);
    expect(read(`"${'\n'.repeat(1_000_000)}x"`)).toHaveLength(1);
  });
});
