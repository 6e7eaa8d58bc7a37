import { Fault, pinoLog, type LogFields } from '../../bot/platform/log.ts';

function lines(): {
  log: ReturnType<typeof pinoLog>;
  written: string[];
  last: () => Record<string, unknown>;
} {
  const written: string[] = [];
  const log = pinoLog({ level: 'info', to: { write: (line) => void written.push(line) } });
  return { log, written, last: () => JSON.parse(written.at(-1) ?? '{}') as Record<string, unknown> };
}

describe('the log', () => {
  it('writes one JSON line with the event and its fields', () => {
    const { log, last } = lines();
    log.info('started', { port: 3978, engine: 'sqlite' });
    expect(last()).toMatchObject({ level: 'info', event: 'started', port: 3978, engine: 'sqlite' });
  });

  it('drops every field that is not on the list, and values that are not plain', () => {
    const { log, written } = lines();
    const fields = {
      person: 'Kari',
      answer: 4,
      token: 'eyJ',
      name: 'Kari',
      reason: { who: 'Kari' },
      count: 1,
    };
    log.warn('odd', fields as unknown as LogFields);
    expect(written.join()).not.toMatch(/Kari|eyJ|answer/);
    expect(written.join()).toContain('"count":1');
  });

  it('gives a bug an id and keeps where it happened, not what it says', () => {
    const { log, last, written } = lines();
    const cause = Object.assign(new Error('duplicate key (oid)=(Kari)\n    at Kari (secret.ts:1:1)'), {
      code: '23505',
    });
    const id = log.bug(new TypeError('Kari answered 4', { cause }), 'POST /api/x');
    expect(id).toMatch(/^[0-9a-f]{8}$/);
    expect(written.join()).not.toMatch(/Kari|answered/);
    expect(last()).toMatchObject({
      id,
      where: 'POST /api/x',
      errors: [{ name: 'TypeError' }, { code: '23505' }],
    });
    expect(JSON.stringify(last()['errors'])).toContain('log.test.ts:');
  });

  it('keeps the message of our own faults', () => {
    const { log, written } = lines();
    log.bug(new Fault('The lock was lost.'), 'work posts');
    expect(written.join()).toContain('The lock was lost.');
  });

  it.each([
    ['text', 'Kari'],
    ['nothing', undefined],
    ['an object', { name: 'Kari' }],
  ])('survives %s that was thrown', (_what, thrown) => {
    const { log, written } = lines();
    log.bug(thrown, 'x');
    expect(written.join()).not.toContain('Kari');
    expect(written).toHaveLength(1);
  });
});
