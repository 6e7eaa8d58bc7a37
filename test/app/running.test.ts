import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveFigures, countedCalls } from '../../bot/figures.ts';
import { keptDays } from '../../bot/platform/keeping.ts';
import { type Metrics } from '../../bot/platform/metrics/metrics.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = read('infra/README.md');

/** The rows of the table under a heading, without marks. */
function table(heading: string): string[][] {
  const part = readme.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return part
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .map((cells) => cells.slice(1, -1));
}

const pairs = (rows: readonly string[][]) => rows.map(([first = '', second = '']) => `${first} ${second}`);

describe('the description of how the service is run', () => {
  it('lists every setting with its default', () => {
    const shape = /const shape = z\.object\(\{\n([\s\S]*?)\n\}\);/.exec(read('bot/settings.ts'))?.[1] ?? '';
    const inCode = shape.split(/\n(?= {2}\w+:)/).map((entry) => {
      const name = /^\s*(\w+):/.exec(entry)?.[1] ?? '';
      const given = /\.default\(\s*(?:\[?'([^']*)'\]?|([\d_]+)|\[\])/.exec(entry);
      return `${name} ${given?.[1] ?? given?.[2]?.replaceAll('_', '') ?? ''}`;
    });
    expect(inCode.length).toBeGreaterThan(20);
    const told = pairs(table('Settings')).map((row) => row.replace('KEY_DIR ./keys', 'KEY_DIR '));
    expect(told).toEqual(inCode);
  });

  it('lists every metric with its labels, and nothing of people', () => {
    const served: string[] = [];
    const metrics: Metrics = {
      gauge: (name, _help, labels) => void served.push(`${name} ${labels.join(' ')}`),
      counter(name, _help, label) {
        served.push(`${name} ${label}`);
        return () => undefined;
      },
    };
    const none = () => Promise.reject(new Error('not read here'));
    const counts = { counts: none };
    serveFigures(
      metrics,
      { posts: none, programme: counts, publications: counts },
      { works: () => [], unreachable: () => [] },
    );
    countedCalls({} as never, metrics);
    expect(pairs(table('Metrics')).sort()).toEqual(served.sort());
    expect(served.join(' ')).not.toMatch(/tenant|person|unit|channel=|answer|ballot|press/);
  });

  it('lists every event of the log with its level', () => {
    const events = new Set(['bug error']);
    for (const path of globSync('bot/**/*.ts', { cwd: root }))
      for (const [, level, event] of read(path).matchAll(/\blog\.(info|warn|error)\(\s*([^,)]+)/g)) {
        expect([path, event]).toEqual([path, expect.stringMatching(/^'[^']+'$/)]);
        events.add(`${event?.slice(1, -1) ?? ''} ${level ?? ''}`);
      }
    expect(pairs(table('Logs')).sort()).toEqual([...events].sort());
  });

  it('says how long things are kept, as the code has it', () => {
    const told = table('What is kept, and how long');
    for (const [what, days] of Object.entries(keptDays)) {
      const row = told.find(([thing = '']) => thing.includes(`(${what})`));
      expect(row?.[1]).toMatch(new RegExp(`^${String(days)} days`));
    }
  });
});
