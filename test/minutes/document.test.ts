import { type Logo } from '../../bot/platform/documents/logo.ts';
import { minutesDocument } from '../../bot/minutes/document/document.ts';
import { kindsOf } from '../../bot/minutes/actions/templates.ts';
import { readTemplates } from '../../bot/minutes/templates.ts';
import { png } from '../support/pictures-made.ts';
import { wordPart as unzipped, wordText, xmlFault, zipEntries } from '../support/word.ts';
import { decided, finished } from './minutes.ts';

const template = readTemplates().get('ledermote');
if (!template) throw new Error('There is no template ledermote');
const made = (meeting = finished, logo?: Logo) =>
  minutesDocument(meeting, {
    ...{ agency: 'Etaten', logo, series: 'Ledermøte', approvedAt: null },
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

  it('says who sat for whom, when somebody came, left or stepped out, and nothing of that of an exempt item', async () => {
    const kari = { id: 'p-kari', name: 'Kari Nordmann' };
    const secret = { ...decided, id: 'item-2', number: '2/27' };
    const items = [
      decided,
      { ...secret, access: { level: 'exempt' as const, basis: 'offl. § 14' } },
      { ...decided, id: 'item-3', number: '3/27' },
    ];
    const mark = (item: string, move: 'left' | 'disqualified') => ({ item, move, source: 'manual' }) as const;
    const [chair, taker] = finished.attendance;
    if (!chair || !taker) throw new Error('two people');
    const attendance = [
      { ...chair, status: 'apologies' as const },
      { ...taker, moves: [mark('item-1', 'disqualified'), mark('item-3', 'left')] },
      {
        ...({ person: kari, status: 'present', source: 'manual', deputyFor: chair.person } as const),
        moves: [mark('item-2', 'disqualified')],
      },
    ];
    const text = unzipped(await made({ ...finished, items, attendance }), 'word/document.xml');
    for (const field of [
      'Kari Nordmann (vara for Åse Ødegård)',
      'til stede digitalt, inhabil i sak 1/27, gikk under sak 3/27',
      'Ikke med i saken: Bjørn Sæther (inhabil, fratrådte)',
      'Ikke med i saken: Bjørn Sæther (gikk)',
    ])
      expect(text).toContain(field);
    expect(text).not.toContain('inhabil i sak 2/27');
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

  it('is strict XML in every part, whatever people have written', async () => {
    const hostile = [
      '</w:t></w:r><w:r><w:t>inn',
      ']]> <!-- <?x &amp; &#0; "\'',
      '\u0000\u0001\u001f\u007f\u0085\u009f\ufffe\uffff',
      'halv \ud83d og \udc00 bit',
      '\u202eomvendt\u202c \u2066isolert\u2069 \u200fmerke',
      'linje\u2028skille\u2029her\r\nog\rder',
      'å'.repeat(5000),
      '😀👩‍👩‍👧‍👦',
    ].join('\n');
    const of = { text: hostile, revision: 1 };
    const item = { ...decided, title: of, notes: of, decision: of };
    const odd = { id: 'p', name: hostile };
    const meeting = {
      ...{ ...finished, title: hostile, place: hostile, chair: odd, minuteTaker: odd },
      attendance: [{ person: odd, status: 'present', source: 'manual' } as const],
      items: [{ ...item, followUps: item.followUps.map((one) => ({ ...one, text: of, owner: odd })) }],
    };
    const file = await made(meeting, png);
    const faults = [...zipEntries(file)]
      .filter(([name]) => /\.(xml|rels)$/.test(name))
      .map(([name, bytes]) => [name, xmlFault(bytes.toString('utf8'))] as const)
      .filter(([, fault]) => fault !== undefined);
    expect(faults).toEqual([]);
    const text = wordText(file);
    expect(text).toContain('</w:t></w:r><w:r><w:t>inn');
    expect(text).toContain('😀👩‍👩‍👧‍👦');
    // What turns the order of words around would make the record read other than it was written.
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(text).toContain('omvendt');
  });

  it('carries the agency’s logo with its name for who cannot see it, and its properties', async () => {
    const file = await made(finished, png);
    const parts = zipEntries(file);
    const header = [...parts].find(([name]) => /header\d*\.xml$/.test(name))?.[1].toString('utf8') ?? '';
    expect(header).toContain('descr="Logoen til Etaten"');
    expect(header).toContain('Etaten</w:t>');
    expect([...parts.keys()].some((name) => name.startsWith('word/media/') && name.endsWith('.png'))).toBe(
      true,
    );
    const properties = unzipped(file, 'docProps/core.xml');
    for (const word of ['<dc:title>Referat: Ledermøte', '<dc:creator>Etaten', 'Ledermøte, 1/2027'])
      expect(properties).toContain(word);
    expect(unzipped(file, 'word/settings.xml')).toContain('w:val="15"');
  });
});
