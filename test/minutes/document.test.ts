import { inflateRawSync } from 'node:zlib';
import { minutesDocument } from '../../bot/minutes/document/document.ts';
import { kindsOf } from '../../bot/minutes/actions/templates.ts';
import { readTemplates } from '../../bot/minutes/templates.ts';
import { decided, finished } from './minutes.ts';

/** One file of a zip, found by its central directory. */
function unzipped(zip: Uint8Array, name: string): string {
  const bytes = Buffer.from(zip);
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\u0005\u0006')) + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    if (bytes.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const local = bytes.readUInt32LE(at + 42);
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const body = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
      return (bytes.readUInt16LE(at + 10) === 0 ? body : inflateRawSync(body)).toString('utf8');
    }
    at += 46 + nameLength + extra + comment;
  }
  throw new Error(`no ${name} in the zip`);
}

const template = readTemplates().get('ledermote');
if (!template) throw new Error('There is no template ledermote');
const made = (meeting = finished) =>
  minutesDocument(meeting, {
    ...{ agency: 'Etaten', series: 'Ledermøte', approvedAt: null },
    kinds: kindsOf(template, meeting.language),
  });

describe('the Word file of finished minutes', () => {
  it('has real headings, tables with header rows, and every field', async () => {
    const text = unzipped(await made(), 'word/document.xml');
    expect(text).toMatch(/Heading1"\/>.*?Referat: Ledermøte/);
    expect(text).toMatch(/Heading2"\/>.*?Sak 1\/27 Ny stilling/);
    expect(text.match(/<w:tblHeader\/>/g)).toHaveLength(2);
    for (const field of [
      '1/2027',
      'Rom 3',
      'Åse Ødegård',
      'til stede digitalt',
      'Første avsnitt.',
      'Andre avsnitt.',
      'Vi lyser ut.',
      'Skrive utlysning',
      'mandag 25. januar 2027',
      'kl. 09.00–10.30',
    ])
      expect(text).toContain(field);
  });

  it.each([
    ['nb', 'nb-NO', 'Beslutning'],
    ['nn', 'nn-NO', 'Avgjerd'],
    ['en', 'en-GB', 'Decision'],
  ] as const)('says its language: %s', async (language, locale, word) => {
    const file = await made({ ...finished, language });
    expect(unzipped(file, 'word/styles.xml')).toContain(`w:lang w:val="${locale}"`);
    expect(unzipped(file, 'word/document.xml')).toContain(word);
  });

  it('keeps back all of an exempt item but the legal basis', async () => {
    const exempt = { ...decided, access: { level: 'exempt' as const, basis: 'offl. § 14' } };
    const text = unzipped(await made({ ...finished, items: [exempt] }), 'word/document.xml');
    expect(text).toContain('Unntatt offentlighet, jf. offl. § 14');
    for (const kept of ['Ny stilling', 'avsnitt', 'lyser ut', 'Skrive']) expect(text).not.toContain(kept);
  });

  it('takes what would break a file of XML', async () => {
    const hostile = { ...decided, notes: { text: '</w:t>&\u0000\u000b\ud800 ]]> 😀', revision: 1 } };
    const text = unzipped(await made({ ...finished, items: [hostile] }), 'word/document.xml');
    expect(text).toContain('&lt;/w:t&gt;&amp;');
    expect(text.isWellFormed()).toBe(true);
    // eslint-disable-next-line no-control-regex -- these are what XML has no place for
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  });
});
