import fc from 'fast-check';
import { type Scale } from '../../bot/content/model.ts';
import { type Crew } from '../../bot/pulses/model/membership.ts';
import { releaseRates } from '../../bot/pulses/model/rates.ts';
import { release, type ReleasedCell } from '../../bot/pulses/model/release.ts';
import { rules } from '../../bot/pulses/model/rules.ts';
import { stepsOf } from '../../bot/pulses/model/question.ts';

const units = [
  { id: 'etat', parent: undefined },
  { id: 'plan', parent: 'etat' },
  { id: 'drift', parent: 'etat' },
];

/** A round in which everybody answers, and what it shows: of earlier rounds, it is told what they showed and who moved. */
function round(
  scale: Scale,
  answers: Readonly<Record<string, readonly number[]>>,
  history?: { readonly cells: readonly ReleasedCell[]; readonly crews: readonly Crew[] },
): readonly ReleasedCell[] {
  return release({
    units,
    homes: new Map(Object.entries(answers).map(([unit, of]) => [unit, of.length])),
    question: { scale, options: [] },
    ballots: Object.entries(answers).flatMap(([unit, of]) => of.map((answer) => ({ unit, answer }))),
    rules,
    history: history && { rounds: [{ units, cells: history.cells }], crews: [history.crews] },
  });
}

const of = (cells: readonly ReleasedCell[], unit: string) => cells.find((cell) => cell.unit === unit);

const crewsOf = (sizes: Readonly<Record<string, number>>, moved: readonly Crew[]): readonly Crew[] => [
  ...Object.entries(sizes).map(([unit, people]) => ({ homes: [unit, unit], people })),
  ...moved,
];

const joins: Crew = { homes: [undefined, 'plan'], people: 1 };
const leaves: Crew = { homes: ['plan', undefined], people: 1 };
const plan = [1, 2, 3, 4, 4, 3];
const drift = [2, 3, 4, 5, 1, 3, 2, 4, 3, 3, 2, 4];

describe('a figure after somebody has joined', () => {
  const before = round('agree5', { plan, drift });
  const crews = crewsOf({ plan: 6, drift: 12 }, [joins]);
  const after = (answers: Readonly<Record<string, readonly number[]>>) =>
    round('agree5', answers, { cells: before, crews });

  it('stands when the others have answered as before, whatever the newcomer answers', () => {
    for (const joiner of [1, 2, 3, 4, 5]) {
      const cells = after({ plan: [...plan, joiner], drift });
      expect(of(cells, 'plan')).toMatchObject({ score: { value: 2.8, bound: 'about' }, widened: true });
      expect(of(cells, 'etat')).toMatchObject({ score: { value: 2.9, bound: 'about' }, widened: true });
      expect(of(cells, 'drift')).toEqual(of(before, 'drift'));
      expect(cells).toEqual(after({ plan: [...plan, 6 - joiner], drift }));
    }
  });

  it('moves in steps that no one answer reaches across, when the others have changed', () => {
    expect(of(after({ plan: [4, 3, 4, 4, 3, 4, 3], drift }), 'plan')).toMatchObject({
      score: { value: 3.5, bound: 'about' },
      margin: 0.8,
      widened: true,
      shares: undefined,
    });
  });

  it('is exact again when nobody has come or gone since', () => {
    const now = round(
      'agree5',
      { plan: [...plan.slice(1), 5], drift },
      {
        cells: before,
        crews: crewsOf({ plan: 6, drift: 12 }, []),
      },
    );
    expect(of(now, 'plan')).toMatchObject({ score: { value: 3.5 }, widened: false });
  });

  it('keeps a distribution back that would tell what the figure does not', () => {
    const many = { plan: [...drift], drift };
    const first = round('agree5', many);
    expect(of(first, 'plan')).toMatchObject({ shares: [10, 25, 35, 25, 10] });
    const cells = round(
      'agree5',
      { ...many, plan: [...drift, 5] },
      {
        cells: first,
        crews: crewsOf({ plan: 12, drift: 12 }, [joins]),
      },
    );
    expect(of(cells, 'plan')).toMatchObject({ shares: undefined, widened: true });
  });

  it('shows a large group as finely as ever, and its distribution as it was', () => {
    const large = [...drift, ...drift, ...drift, ...drift];
    const first = round('agree5', { plan: large, drift });
    const cells = round(
      'agree5',
      { plan: [...large, 5], drift },
      {
        cells: first,
        crews: crewsOf({ plan: 48, drift: 12 }, [joins]),
      },
    );
    expect(of(cells, 'plan')).toEqual(of(first, 'plan'));
  });
});

describe('if all others repeat their answers', () => {
  const answersOn = (scale: Scale) => {
    const { min, max } = stepsOf({ scale, options: [] });
    const one = fc.integer({ min, max });
    return fc.record({
      scale: fc.constant(scale),
      plan: fc.array(one, { minLength: 8, maxLength: 30 }),
      drift: fc.array(one, { minLength: 12, maxLength: 30 }),
      few: fc.array(fc.tuple(one, one), { minLength: 1, maxLength: 3 }),
    });
  };

  it.each(['agree5', 'zero10', 'yesno'] as const)(
    'nothing that is shown on the scale %s depends on what those answer who came or went',
    (scale) => {
      fc.assert(
        fc.property(answersOn(scale), fc.boolean(), ({ plan, drift, few }, isJoin) => {
          const crews = crewsOf({ plan: plan.length, drift: drift.length }, [
            { ...(isJoin ? joins : leaves), people: few.length },
          ]);
          const shownWith = (some: readonly number[]) => {
            const others = { plan, drift };
            const all = { plan: [...plan, ...some], drift };
            const cells = round(scale, isJoin ? others : all);
            const next = round(scale, isJoin ? all : others, { cells, crews });
            return { cells, next };
          };
          const one = shownWith(few.map(([answer]) => answer));
          const other = shownWith(few.map(([, answer]) => answer));
          // What hides a cell, or tells only how far out it is, looks at the answers of one round; see `release`.
          const isPlain = [...one.cells, ...one.next, ...other.cells, ...other.next].every(
            (cell) => cell.shown && cell.score?.bound === 'about',
          );
          fc.pre(isPlain);
          const difference = ({ cells, next }: typeof one) =>
            next.map(
              (cell) => JSON.stringify(cell) === JSON.stringify({ ...of(cells, cell.unit), ...still(cell) }),
            );
          expect(difference(one)).toEqual(difference(other));
          expect(isJoin ? one.next : []).toEqual(isJoin ? other.next : []);
        }),
        { numRuns: 300 },
      );
    },
  );
});

/** What a figure that stands may differ in. */
const still = (cell: ReleasedCell) =>
  cell.shown ? { margin: cell.margin, shares: cell.shares, widened: cell.widened } : {};

describe('a figure that has stood for a round', () => {
  it('stands on, however far those who came have moved it from the exact one', () => {
    const few = [2, 2, 3, 3, 2, 3];
    const first = round('agree5', { plan: few, drift });
    const all = { plan: [...few, 5, 5], drift };
    const came = (rounds: number): Crew[] => [
      { homes: Array<string>(rounds + 1).fill('plan'), people: 6 },
      { homes: Array<string>(rounds + 1).fill('drift'), people: 12 },
      { homes: [undefined, ...Array<string>(rounds).fill('plan')], people: 2 },
    ];
    const history = (cells: readonly (readonly ReleasedCell[])[]) => ({
      rounds: cells.map((of) => ({ units, cells: of })),
      crews: [came(cells.length)],
    });
    const next = (cells: readonly (readonly ReleasedCell[])[]) =>
      release({
        ...{
          units,
          homes: new Map([
            ['plan', 8],
            ['drift', 12],
          ]),
          rules,
        },
        ...{ question: { scale: 'agree5' as const, options: [] }, history: history(cells) },
        ballots: Object.entries(all).flatMap(([unit, of]) => of.map((answer) => ({ unit, answer }))),
      });
    const second = next([first]);
    expect(of(second, 'plan')).toMatchObject({ score: { value: 2.5 }, widened: true });
    expect(of(next([first, second]), 'plan')).toEqual(of(second, 'plan'));
  });
});

describe('a response rate after somebody has joined', () => {
  const rates = (answered: number, invited: number, before?: ReturnType<typeof releaseRates>) =>
    releaseRates({
      units: [{ id: 'etat', parent: undefined }],
      homes: new Map([['etat', invited]]),
      answered: Array<string>(answered).fill('etat'),
      rules,
      history: before && {
        rounds: [{ units: [{ id: 'etat', parent: undefined }], rates: before }],
        crews: [
          [
            { homes: ['etat', 'etat'], people: 12 },
            { homes: [undefined, 'etat'], people: 1 },
          ],
        ],
      },
    });

  it('does not tell whether the newcomer answered', () => {
    const before = rates(6, 12);
    expect(before).toMatchObject([{ rate: { percent: 50, bound: 'about' } }]);
    expect(rates(6, 13, before)).toEqual(before);
    expect(rates(7, 13, before)).toEqual(before);
    expect(rates(7, 13)).not.toEqual(before);
  });

  it('moves in coarse steps when the others have changed', () => {
    expect(rates(11, 13, rates(6, 12))).toMatchObject([{ rate: { percent: 80, bound: 'about' } }]);
  });
});
