import { globSync, readFileSync } from 'node:fs';

/** What the boundaries cannot see: words that may stand in one place only. */
const sources = globSync('{bot,tab,infra,manifest}/**/*.{ts,tsx}');
const holding = (pattern: RegExp) => sources.filter((file) => pattern.test(readFileSync(file, 'utf8')));

describe('the sources', () => {
  it('were found', () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  it('name the table of sealed answers only where the pulses store them', () => {
    const elsewhere = holding(/pulse_ballot/).filter((file) => !file.startsWith('bot/pulses/store/'));
    expect(elsewhere).toEqual(['bot/platform/database/migrations/0004-pulses.ts']);
  });

  it('name the table of reminders only where the pulses store them', () => {
    const elsewhere = holding(/pulse_reminder/).filter((file) => !file.startsWith('bot/pulses/store/'));
    expect(elsewhere).toEqual(['bot/platform/database/migrations/0009-trust.ts']);
  });

  it('read the environment only in the settings', () => {
    expect(holding(/process\.env/).sort()).toEqual(
      [
        ...['bot/settings.ts', 'infra/practice/settings.ts', 'infra/playground/settings.ts'],
        'manifest/package.ts',
      ].sort(),
    );
  });

  it('draw people’s text only as text', () => {
    expect(holding(/innerHTML|dangerouslySetInnerHTML|document\.write|insertAdjacentHTML/)).toEqual([]);
  });

  it('leave no note of unfinished work behind', () => {
    expect(holding(/\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });
});
