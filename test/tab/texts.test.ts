import { globSync, readFileSync } from 'node:fs';

const folder = new URL('../../tab/', import.meta.url);
const readFile = (path: string) =>
  JSON.parse(readFileSync(new URL(`texts/${path}.json`, folder), 'utf8')) as Record<string, string>;
const read = (language: string) => ({ ...readFile(language), ...readFile(`pages/${language}`) });
const nb = read('nb');
const nn = read('nn');
const en = read('en');

const holes = (text = '') => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
const longText = 45;
/** Words that nynorsk has another form of. */
const onlyBokmål =
  /\b(ikke|fra|hva|hvem|hvor|uke|uker|leder|ledere|noe|noen|deg selv|også|blir vist ikke|vises|sendes)\b/i;

describe('the texts of the tab', () => {
  it('say the same things in every language', () => {
    expect(Object.keys(nn)).toEqual(Object.keys(nb));
    expect(Object.keys(en)).toEqual(Object.keys(nb));
  });

  it('of the personal pages are not asked for where the meeting opens without them', () => {
    const prefixes = new Set(Object.keys(readFile('pages/nb')).map((key) => key.split('.')[0]));
    const own = Object.keys(readFile('nb')).filter((key) => prefixes.has(key.split('.')[0]));
    expect(own).toEqual([]);
    const asked = new RegExp(`['"\`](${[...prefixes].join('|')})\\.`);
    const found = globSync('{minutes,platform}/**/*.{ts,tsx}', { cwd: folder }).filter((file) =>
      asked.test(readFileSync(new URL(file, folder), 'utf8')),
    );
    expect(found).toEqual([]);
  });

  it('fill in the same values in every language', () => {
    for (const key of Object.keys(nb)) {
      expect([key, holes(nn[key])]).toEqual([key, holes(nb[key])]);
      expect([key, holes(en[key])]).toEqual([key, holes(nb[key])]);
    }
  });

  it('are written twice, not copied from bokmål to nynorsk', () => {
    const copied = Object.keys(nb).filter((key) => nb[key] === nn[key] && (nb[key]?.length ?? 0) > longText);
    expect(copied).toEqual([]);
    expect(Object.entries(nn).filter(([, text]) => onlyBokmål.test(text))).toEqual([]);
  });

  it('say referat, never minutter, and never vennligst', () => {
    const all = [...Object.values(nb), ...Object.values(nn)].join('\n');
    expect(all).not.toMatch(/\b(minutter|submit|vennligst|venlegst|tiketter)\b/i);
  });
});
