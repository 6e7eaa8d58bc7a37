import fc from 'fast-check';
import { focusOf, periodOf, type Reach, readingOf } from '../../bot/pulses/model/reach.ts';

const tree = [
  { id: 'etat', parent: undefined },
  { id: 'a', parent: 'etat' },
  { id: 'b', parent: 'etat' },
  { id: 'a1', parent: 'a' },
  { id: 'a2', parent: 'a' },
];

const read = (reach: Reach, show: 'all' | 'page' | 'tree', unit?: string) =>
  readingOf(tree, focusOf(tree, reach, unit), { reach, query: { show } });

/** Every unit that is read; `*` stands for all there are. */
function readOrRefused(reach: Reach, show: 'all' | 'page' | 'tree', unit: string | undefined) {
  try {
    const { history = ['*'], newest = ['*'], comments = ['*'] } = read(reach, show, unit);
    return [...history, ...newest, ...comments];
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('what somebody may read', () => {
  it('is the whole tree for HR, the agency for a representative, the own line for a leader', () => {
    const ids = (reach: Reach) => focusOf(tree, reach, undefined).units.map(({ id }) => id);
    expect(ids('all')).toEqual(['etat', 'a', 'b', 'a1', 'a2']);
    expect(ids('agency')).toEqual(['etat']);
    expect(ids({ unit: 'a1' })).toEqual(['etat', 'a', 'a1']);
    expect(ids({ unit: undefined })).toEqual([]);
  });

  it('never widens, whatever is asked for', () => {
    const reaches: readonly Reach[] = ['agency', { unit: 'a1' }, { unit: 'b' }, { unit: undefined }];
    fc.assert(
      fc.property(
        fc.constantFrom(...reaches),
        fc.constantFrom('all' as const, 'page' as const, 'tree' as const),
        fc.option(fc.constantFrom('etat', 'a', 'b', 'a1', 'a2', 'nowhere'), { nil: undefined }),
        (reach, show, unit) => {
          const may = new Set(focusOf(tree, reach, undefined).units.map(({ id }) => id));
          const seen = readOrRefused(reach, show, unit);
          expect(seen).toEqual(unit === undefined || may.has(unit) ? seen : 'not-found');
          for (const one of typeof seen === 'string' ? [] : seen) expect(may).toContain(one);
        },
      ),
    );
  });

  it('is read only where the page needs it', () => {
    expect(read('all', 'page')).toEqual({
      history: ['etat'],
      newest: ['etat', 'a', 'b'],
      comments: undefined,
    });
    expect(read('all', 'page', 'a')).toEqual({
      ...{ history: ['a', 'etat'], newest: ['etat', 'a', 'a1', 'a2'] },
      comments: ['a', 'a1', 'a2'],
    });
    expect(read('all', 'tree').newest).toBeUndefined();
    expect(read('all', 'all', 'a')).toEqual({
      ...{ history: ['a', 'a1', 'a2', 'etat'], newest: [] },
      comments: ['a', 'a1', 'a2'],
    });
    expect(read('all', 'all')).toEqual({ history: undefined, newest: [], comments: undefined });
  });
});

describe('the period', () => {
  const now = new Date('2027-03-31T10:00:00.000Z');
  const from = (query: Parameters<typeof periodOf>[0]) =>
    periodOf(query, now).from?.toISOString().slice(0, 10);

  it('is counted in months back from now, and ends where a short month does', () => {
    expect(from({ period: '12m' })).toBe('2026-03-31');
    expect(from({ period: '3m' })).toBe('2026-12-31');
    expect(periodOf({ period: '6m' }, new Date('2027-08-31T10:00:00Z')).from?.toISOString()).toBe(
      '2027-02-28T10:00:00.000Z',
    );
    expect(from({ period: 'all' })).toBeUndefined();
  });

  it('gives way to dates, both included', () => {
    const { from: since, to } = periodOf({ period: '12m', from: '2027-01-01', to: '2027-01-31' }, now);
    expect([since?.toISOString(), to.toISOString()]).toEqual([
      '2027-01-01T00:00:00.000Z',
      '2027-01-31T23:59:59.999Z',
    ]);
  });
});
