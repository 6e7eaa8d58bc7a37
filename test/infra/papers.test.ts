import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SMALLEST_UNIT } from '../../bot/people/model.ts';
import { toleranceSeconds } from '../../bot/platform/http/tokens.ts';
import { keptDays } from '../../bot/platform/keeping.ts';
import { firstPolicy, leastMinimums, longestRetentionMonths } from '../../bot/programme/model/policy.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const forms = ['nb', 'nn'] as const;
const names = readdirSync(join(root, 'infra/papers/nb')).sort();
const papers = forms.flatMap((form) => names.map((name) => `infra/papers/${form}/${name}`));
const all = [...papers, 'infra/papers/asvs.md', 'SECURITY.md'];

/** A constant that its module keeps to itself, as its source has it. */
function kept(path: string, name: string): number {
  const value = new RegExp(`const ${name} = ([\\d_]+)`).exec(read(path))?.[1];
  return Number(value?.replaceAll('_', ''));
}

const code: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    Object.entries(leastMinimums).map(([name, least]) => [`leastMinimums.${name}`, least as number]),
  ),
  ...Object.fromEntries(Object.entries(keptDays).map(([name, days]) => [`keptDays.${name}`, days as number])),
  SMALLEST_UNIT,
  'firstPolicy.retentionMonths': firstPolicy.retentionMonths,
  longestRetentionMonths,
  ROSTER_AGE_MS: kept('bot/people/actions.ts', 'ROSTER_AGE_MS') / 1000,
  SEAL_AGE_MS: kept('bot/pulses/actions/memory.ts', 'SEAL_AGE_MS') / 1000,
};

/** Rows of tables without their marks. */
const rows = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|-]+$/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe('the papers of an agency', () => {
  it('are the five that are asked for, in bokmål and in nynorsk', () => {
    expect(names).toEqual([
      'personvernkonsekvenser.md',
      'protokoll.md',
      'rettslig-grunnlag.md',
      'ros.md',
      'tilgjengelighet.md',
    ]);
    expect(readdirSync(join(root, 'infra/papers/nn')).sort()).toEqual(names);
  });

  it.each(names)(
    '%s has the same headings, rows and gaps to fill in both forms, in words of its own',
    (name) => {
      const shape = (form: string) => {
        const text = read(`infra/papers/${form}/${name}`);
        return {
          headings: [...text.matchAll(/^#+/gm)].map(([marks]) => marks),
          rows: rows(text).map((cells) => cells.length),
          gaps: text.match(/\[fyll inn: [^\]]+\]/g)?.length,
          places: [...text.matchAll(/`([^`]+)`/g)].map(([, place]) => place?.replace('/nn/', '/nb/')),
        };
      };
      expect(shape('nn')).toEqual(shape('nb'));
      const long = (form: string) =>
        read(`infra/papers/${form}/${name}`)
          .split('\n')
          .filter((line) => line.length > 80);
      const same = long('nn').filter((line) => !line.startsWith('| -') && long('nb').includes(line));
      expect(same).toEqual([]);
    },
  );

  it.each(names.map((name) => `infra/papers/nn/${name}`))('%s is nynorsk', (path) => {
    const words =
      read(path)
        .replace(/`[^`]*`/g, '')
        .toLowerCase()
        .match(/[\p{L}]+/gu) ?? [];
    const bokmål =
      'ikke jeg hva hvem hvor hvordan hvis hver noe noen fra uke leder ledere dere deres hele gjøre vet åpen bare mer være ble et enhet finnes virksomheten virksomhet opplysninger personvernombud rettighetene mulig';
    expect(words.filter((word) => bokmål.split(' ').includes(word))).toEqual([]);
  });

  it.each(all)('%s names only what is there', (path) => {
    const named = [...read(path).matchAll(/`((?:bot|tab|test|infra|manifest)\/[\w./-]+|[A-Z]+\.md)`/g)];
    const missing = named.map(([, place = '']) => place).filter((place) => !existsSync(join(root, place)));
    expect(named.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  it.each(forms)('tell in %s every limit and period as the code has it', (form) => {
    const told = rows(read(`infra/papers/${form}/personvernkonsekvenser.md`)).flatMap(
      ([, number, where = '']) => {
        const name = /^`([\w.]+)`/.exec(where)?.[1];
        return name === undefined ? [] : [[name, Number(number)] as const];
      },
    );
    expect(Object.fromEntries(told)).toEqual(code);
  });

  it.each(all)('%s has no other number of months, days or seconds than the code', (path) => {
    const text = read(path);
    for (const [, number, name = ''] of text.matchAll(
      /(\d+) (?:måneder|månader|dager|dagar)[^|`]*\(`([\w.]+)`\)/g,
    ))
      expect([name, Number(number)]).toEqual([name, code[name]]);
    const periods = [keptDays.documents, keptDays.moves, keptDays.posts, 24, 60].map(String);
    const found = [...text.matchAll(/(\d+) (?:måneder|månader|dager|dagar|months|days)\b/g)];
    expect(found.map(([, number]) => number).filter((number) => !periods.includes(number ?? ''))).toEqual([]);
  });

  it('the security page tells the limits that hold', () => {
    const text = read('SECURITY.md');
    expect(text).toContain(`${String(kept('bot/app.ts', 'CALLS_PER_MINUTE'))} calls a minute`);
    expect(text).toContain(
      `good token ${String(kept('bot/platform/http/callers.ts', 'failedSignInsPerMinute'))} a minute`,
    );
    expect(read('bot/platform/http/body.ts')).toContain('usualBytes = 256 * 1024');
    expect(text).toContain('at most 256 KB');
    expect([toleranceSeconds, code['SEAL_AGE_MS'], code['ROSTER_AGE_MS']]).toEqual([300, 5, 60]);
    expect(text).toMatch(/five minutes more[\s\S]*at\s+most a minute old[\s\S]*five seconds at a time/);
  });

  it('are true when they say that no page keeps anything in the browser', () => {
    const sources = globSync('tab/**/*.{ts,tsx,html}', { cwd: root });
    expect(sources.length).toBeGreaterThan(50);
    const keeping = /\b(localStorage|sessionStorage|indexedDB|document\.cookie|serviceWorker|caches\.)/;
    expect(sources.filter((file) => keeping.test(read(file)))).toEqual([]);
  });
});

/** How many requirements each section of ASVS 5.0.0 has on level 1 and 2: `6.4` has 6.4.1 to 6.4.4. */
const sections: Readonly<Record<string, number>> = {
  ...{ '4.1': 3, '4.2': 1, '4.3': 2, '4.4': 4 },
  ...{ '6.1': 3, '6.2': 12, '6.3': 4, '6.4': 4, '6.5': 5, '6.6': 3, '6.8': 4 },
  ...{ '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 2, '7.6': 2 },
  ...{ '8.1': 2, '8.2': 3, '8.3': 1, '8.4': 1, '9.1': 3, '9.2': 4 },
  ...{ '10.3': 4, '14.1': 2, '14.2': 4, '14.3': 3 },
};

describe('the table of ASVS', () => {
  const lines = rows(read('infra/papers/asvs.md')).filter(([number = '']) => /^\d/.test(number));

  it('has every requirement of its sections once', () => {
    const wanted = Object.entries(sections).flatMap(([section, count]) =>
      Array.from({ length: count }, (_one, index) => `${section}.${String(index + 1)}`),
    );
    const told = lines.map(([number = '']) => number);
    expect(wanted.filter((number) => !told.includes(number))).toEqual([]);
    expect(new Set(told).size).toBe(told.length);
    const extra = lines.filter(([number = '']) => !wanted.includes(number) && number !== '10.1.1');
    expect(extra.filter(([, what = '']) => !what.endsWith('(level 3)'))).toEqual([]);
  });

  it('has a test, a paper or a reason in every row', () => {
    const bare = lines.filter(
      ([, , proof = '']) =>
        !/`(test\/[\w./-]+\.test\.ts|SECURITY\.md)`|^Not ours: |^Identity provider|^Gap: /.test(proof),
    );
    expect(bare).toEqual([]);
  });
});
