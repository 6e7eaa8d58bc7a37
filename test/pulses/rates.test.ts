import { answersTold, releaseRates } from '../../bot/pulses/model/rates.ts';
import { type ReleasedCell } from '../../bot/pulses/model/release.ts';
import { rules } from '../../bot/pulses/model/rules.ts';
import { type TreeUnit } from '../../bot/pulses/model/tree.ts';

const agency: readonly TreeUnit[] = [
  { id: 'etat', parent: undefined },
  { id: 'nine', parent: 'etat' },
  { id: 'seven', parent: 'etat' },
  { id: 'four', parent: 'etat' },
];
const homes = new Map([
  ['nine', 9],
  ['seven', 7],
  ['four', 4],
]);
describe('response rates', () => {
  const rates = (answered: Readonly<Record<string, number>>, of = homes) =>
    Object.fromEntries(
      releaseRates({
        units: agency,
        homes: of,
        answered: Object.entries(answered).flatMap(([unit, count]) => Array<string>(count).fill(unit)),
        rules,
      }).map((cell) => [cell.unit, cell.shown ? `${cell.rate.bound} ${cell.rate.percent}` : cell.why]),
    );

  it('are shown from ten invited on, in steps of five', () => {
    expect(rates({ nine: 6, seven: 5, four: 2 })).toEqual({
      etat: 'about 65',
      nine: 'unit-too-small',
      seven: 'unit-too-small',
      four: 'unit-too-small',
    });
  });

  it('say at the ends only that it is over or under', () => {
    expect(rates({ nine: 9, seven: 7, four: 4 })['etat']).toBe('over 90');
    expect(rates({ nine: 9, seven: 7, four: 3 })['etat']).toBe('over 90');
    expect(rates({})['etat']).toBe('under 20');
    expect(rates({ nine: 1 })['etat']).toBe('under 20');
    expect(rates({ nine: 10 }, new Map([['nine', 10]]))['nine']).toBe('over 85');
  });

  it('never leave a small rest, nor one that nobody or everybody answered in', () => {
    const large = new Map([
      ['nine', 30],
      ['seven', 30],
      ['four', 4],
    ]);
    expect(rates({ nine: 20, seven: 15 }, large)).toMatchObject({
      nine: 'about 65',
      seven: 'protects-others',
    });
    const two = new Map([
      ['nine', 30],
      ['seven', 10],
    ]);
    expect(rates({ nine: 20 }, two)).toMatchObject({
      etat: 'about 50',
      nine: 'protects-others',
      seven: 'protects-others',
    });
  });
});

describe('response rates beside the scores of the same round', () => {
  const section = (id: string) => ({ id, parent: 'avd' });
  const units = [
    { id: 'etat', parent: undefined },
    { id: 'avd', parent: 'etat' },
    ...['ene', 'andre', 'tause'].map(section),
  ];
  const sizes = new Map([...['ene', 'andre', 'tause'].map((id) => [id, 6] as const), ['etat', 20]]);
  // All of two sections answered, nobody of the third, and twelve of the twenty others.
  const answered = [
    ...['ene', 'andre'].flatMap((id) => Array<string>(6).fill(id)),
    ...Array<string>(12).fill('etat'),
  ];
  const rateOf = (cells: Readonly<Record<string, 'shown' | 'hidden'>>) => {
    const released = units.map(({ id: unit }): ReleasedCell =>
      cells[unit] === 'shown'
        ? {
            unit,
            shown: true,
            score: { value: 3, bound: 'about' },
            margin: 1,
            shares: undefined,
            widened: false,
          }
        : { unit, shown: false, why: 'protects-others' },
    );
    const told = answersTold([{ cells: released, answered, scored: true }], { units, rules });
    return releaseRates({ units, homes: sizes, answered, rules, told }).find(({ unit }) => unit === 'avd');
  };

  it('do not tell together with them that all of a small group stayed away', () => {
    expect(rateOf({ etat: 'shown', ene: 'shown', andre: 'shown' })).toEqual({
      ...{ unit: 'avd', shown: false, why: 'protects-others' },
    });
    expect(rateOf({ etat: 'shown', ene: 'shown' })).toMatchObject({ rate: { percent: 65 } });
  });
});
