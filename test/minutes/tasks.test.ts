import fc from 'fast-check';
import { isBehind, settled, type TaskState } from '../../bot/minutes/model/tasks.ts';

const state = fc.record({
  title: fc.constantFrom('Ring', 'Skriv', 'Ring og skriv'),
  due: fc.constantFrom(null, '2027-01-25', '2027-02-01'),
  done: fc.boolean(),
});
const time = fc.constantFrom('2027-01-18T08:00:00Z', '2027-01-18T09:00:00Z', '2027-01-18T10:00:00Z');
const of = (
  agreed: TaskState,
  here: TaskState,
  planner: TaskState,
  [changedAt = '', completedAt]: readonly (string | undefined)[] = [],
) => settled({ agreed, here: { ...here, changedAt }, planner: { ...planner, completedAt } });

describe('a follow-up and its task, brought together', () => {
  it('become what the one side has, when the other was left alone', () => {
    fc.assert(
      fc.property(state, state, (agreed, changed) => {
        expect(of(agreed, agreed, changed).state).toEqual(changed);
        expect(of(agreed, changed, agreed)).toEqual({ state: changed, differences: [] });
      }),
    );
  });

  it('agree afterwards, and a second look changes nothing', () => {
    fc.assert(
      fc.property(state, state, state, fc.tuple(time, time), (agreed, here, there, times) => {
        const { state: both } = of(agreed, here, there, times);
        expect(of(both, both, both, times)).toEqual({ state: both, differences: [] });
        expect(isBehind(both, both)).toBe(false);
      }),
    );
  });

  it('take every word from one of the two, and name what gave way', () => {
    fc.assert(
      fc.property(state, state, state, fc.tuple(time), (agreed, here, there, times) => {
        const { state: both, differences } = of(agreed, here, there, times);
        const named = new Set(differences.map(({ field }) => field));
        for (const field of ['title', 'due', 'done'] as const) {
          expect([here[field], there[field]]).toContain(both[field]);
          expect(both[field] === here[field] || named.has(field)).toBe(true);
        }
      }),
    );
  });

  it('go by the later of two changes of the same, where Planner tells when', () => {
    const agreed = { title: 'Ring', due: null, done: false };
    const reopened = { ...agreed, done: false };
    const completed = { ...agreed, done: true };
    const early = '2027-01-18T08:00:00Z';
    const late = '2027-01-18T09:00:00Z';
    const before = { ...agreed, done: true };
    // Here it was done and is open again; there it was opened, which Planner gives no time for.
    expect(of(before, reopened, reopened, [early]).differences).toEqual([]);
    expect(of(agreed, { ...agreed, due: '2027-02-01' }, completed, [early, late]).state).toEqual({
      ...completed,
      due: '2027-02-01',
    });
    expect(of(agreed, { ...agreed, due: '2027-02-01' }, { ...agreed, due: '2027-03-01' }, [early])).toEqual({
      state: { ...agreed, due: '2027-02-01' },
      differences: [{ field: 'due', here: '2027-02-01', planner: '2027-03-01', kept: 'here' }],
    });
  });
});
