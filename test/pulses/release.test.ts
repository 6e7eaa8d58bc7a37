import fc from 'fast-check';
import { narrowedRests } from '../../bot/pulses/model/bounds.ts';
import { rowSpace } from '../../bot/pulses/model/audit.ts';
import { promiseFor } from '../../bot/pulses/model/promise.ts';
import { type Scale } from '../../bot/content/model.ts';
import { readAnswer, type Question } from '../../bot/pulses/model/question.ts';
import { release } from '../../bot/pulses/model/release.ts';
import { rules } from '../../bot/pulses/model/rules.ts';
import { largestSelection } from '../../bot/pulses/model/selection.ts';
import { restOf, totals, type TreeUnit, unitTree } from '../../bot/pulses/model/tree.ts';
import { same } from './world.ts';

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
const agree5 = { scale: 'agree5', options: [] } as const;

const ballots = (of: Readonly<Record<string, readonly number[]>>) =>
  Object.entries(of).flatMap(([unit, values]) => values.map((answer) => ({ unit, answer })));

function shown(
  of: Readonly<Record<string, readonly number[]>>,
  question: { scale: Scale; options: never[] } | typeof agree5 = agree5,
) {
  const cells = release({ units: agency, homes, question, ballots: ballots(of), rules });
  return Object.fromEntries(
    cells.map((cell) => [
      cell.unit,
      cell.shown ? `${cell.score?.bound ?? ''} ${cell.score?.value ?? ''}` : cell.why,
    ]),
  );
}

const nine = [1, 2, 3, 4, 5, 4, 4, 3, 2];
const seven = [4, 4, 4, 3, 3, 3, 2];
const four = [1, 2, 2, 3];

/** A tree of up to eight units, with people and answers of their own. */
const forest = fc
  .array(
    fc.record({
      parent: fc.nat(7),
      people: fc.nat(9),
      answered: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 9 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((nodes) => {
    const units = nodes.map(({ parent }, at) => ({
      id: `u${at}`,
      parent: at === 0 ? undefined : `u${parent % at}`,
    }));
    const people = new Map(nodes.map((node, at) => [`u${at}`, Math.max(node.people, node.answered.length)]));
    const given = nodes.flatMap(({ answered }, at) => answered.map((answer) => ({ unit: `u${at}`, answer })));
    const answers = new Map(nodes.map(({ answered }, at) => [`u${at}`, answered.length]));
    return { units, people, given, answers, tree: unitTree(units) };
  });

describe('the release of a round', () => {
  it('shows the agency and the nine, and rolls the seven up with the four', () => {
    expect(shown({ nine, seven, four })).toEqual({
      etat: 'about 3',
      nine: 'about 3.1',
      seven: 'protects-others',
      four: 'unit-too-small',
    });
  });

  it('shows the seven when too few of the nine answered to be shown themselves', () => {
    expect(shown({ nine: [5, 5, 5, 5, 3], seven, four })).toMatchObject({
      nine: 'too-few-answers',
      seven: 'about 3.3',
    });
  });

  it('does not tell that nobody in a small unit answered', () => {
    expect(shown({ nine, seven })).toMatchObject({ nine: 'about 3.1', seven: 'protects-others' });
  });

  it('says only how far out a unanimous group is', () => {
    expect(shown({ nine: Array<number>(9).fill(5), seven, four })['nine']).toBe('at-least 4');
    expect(shown({ nine: Array<number>(6).fill(1), seven, four })['nine']).toBe('at-most 2.5');
  });

  it('tells a reader and a colleague nothing of others who agree, whatever the two have answered', () => {
    for (const two of [
      [4, 1],
      [5, 5],
      [3, 2],
    ])
      expect(shown({ nine: [...two, 1, 1, 1, 1], seven, four })['nine']).toBe('at-most 2.5');
    expect(shown({ nine: [1, 1, 5, 5, 5, 5, 5, 5, 5], seven, four })['nine']).toBe('at-least 4');
  });

  it('withholds a unit when the rest would then have answered alike', () => {
    const alike = { seven: Array<number>(7).fill(5), four: Array<number>(4).fill(5) };
    expect(shown({ nine, ...alike })).toMatchObject({ etat: 'about 4.2', nine: 'protects-others' });
  });

  it('shows nothing below six answers', () => {
    expect(new Set(Object.values(shown({ nine: [1, 2, 3, 4, 5] })))).toEqual(
      new Set(['too-few-answers', 'unit-too-small']),
    );
  });

  it('shows a distribution from eleven answers on, in steps of five, and never a unanimous one', () => {
    const cells = (values: readonly number[]) =>
      release({
        units: [{ id: 'etat', parent: undefined }],
        homes: new Map([['etat', 12]]),
        question: agree5,
        ballots: ballots({ etat: values }),
        rules,
      })[0];
    expect(cells([1, 2, 3, 4, 5, 1, 2, 3, 4, 5])).toMatchObject({ shown: true, shares: undefined });
    expect(cells([1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 3])).toMatchObject({ shares: [20, 20, 25, 20, 20] });
    expect(cells([...Array<number>(11).fill(3)])).toMatchObject({ shown: true, shares: undefined });
    expect(cells([...Array<number>(11).fill(3), 2])).toMatchObject({ shown: true, shares: undefined });
  });

  it('shows as much as can be, compared with every possible choice', () => {
    fc.assert(
      fc.property(forest, ({ units, people, answers, tree }) => {
        const allPeople = totals(tree, people);
        const allAnswers = totals(tree, answers);
        const may = (unit: string) =>
          (allPeople.get(unit) ?? 0) >= rules.scores && (allAnswers.get(unit) ?? 0) >= rules.scores;
        const isSafe = (some: ReadonlySet<string>) => {
          const restPeople = restOf(tree, some, people);
          const restAnswers = restOf(tree, some, answers);
          return [...some].every(
            (unit) => restPeople.get(unit) === 0 || (restAnswers.get(unit) ?? 0) >= rules.hiddenRest,
          );
        };
        const choices = Array.from(
          { length: 2 ** units.length },
          (_, bits) => new Set(units.map(({ id }) => id).filter((_id, at) => (bits >> at) % 2 === 1)),
        ).filter((some) => [...some].every(may) && isSafe(some));
        const withRoot = choices.filter((some) => some.has('u0'));
        const best = Math.max(...(withRoot.length > 0 ? withRoot : choices).map((some) => some.size));
        const chosen = largestSelection({ tree, people, answers, rest: rules.hiddenRest, mayShow: may });
        expect(isSafe(chosen)).toBe(true);
        expect(chosen.size).toBe(best);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves every single answer open, in any agency', () => {
    fc.assert(
      fc.property(forest, ({ units, people, given, answers, tree }) => {
        const cells = release({ units, homes: people, question: agree5, ballots: given, rules });
        const open = new Set(cells.flatMap((cell) => (cell.shown ? [cell.unit] : [])));
        const rest = restOf(tree, open, answers);
        const sums = new Map<string, number>();
        for (const { unit, answer } of given) sums.set(unit, (sums.get(unit) ?? 0) + answer);
        for (const [unit, total] of restOf(tree, open, sums)) {
          const count = rest.get(unit) ?? 0;
          expect(count === 0 || count >= rules.hiddenRest).toBe(true);
          // Where figures are exact all the way, the rest's total is known: it must not sit at an end.
          const exact = cells.every((cell) => !cell.shown || cell.score?.bound === 'about');
          expect(!exact || count === 0 || Math.min(total - count, 5 * count - total) >= 3).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never puts a number of answers, or a figure of a hidden unit, into what it returns', () => {
    fc.assert(
      fc.property(forest, ({ units, people, given }) => {
        for (const cell of release({ units, homes: people, question: agree5, ballots: given, rules }))
          expect(Object.keys(cell).sort()).toEqual(
            cell.shown ? ['margin', 'score', 'shares', 'shown', 'unit', 'widened'] : ['shown', 'unit', 'why'],
          );
      }),
    );
  });

  it('shows choices only as shares, from eleven answers on', () => {
    const question = { scale: 'one' as const, options: ['a', 'b', 'c'].map(same) };
    const of = (values: readonly number[]) =>
      release({ units: agency, homes, question, ballots: ballots({ nine: values, seven, four }), rules });
    expect(of([0, 1, 2, 0, 1, 2, 0, 1, 2])[0]).toMatchObject({ shown: true, score: undefined });
  });
});

describe('the audit', () => {
  it('finds what follows by adding and subtracting, and only that', () => {
    const space = rowSpace();
    space.add([0, 1, 2, 3]);
    space.add([0, 1]);
    expect(space.determines([2, 3])).toBe(true);
    expect(space.determines([2])).toBe(false);
    space.add([1, 2]);
    expect(space.determines([0, 3])).toBe(true);
    expect(space.add([0, 3])).toBe(false);
    expect(space.determines([0])).toBe(false);
  });

  it('narrows a rest as far as coded neighbours allow', () => {
    const known = narrowedRests({
      tree: unitTree(agency),
      published: new Map([
        ['etat', { low: 40, high: 40 }],
        ['nine', { low: 20, high: 25 }],
      ]),
      rest: new Map([
        ['etat', { low: 11, high: 55 }],
        ['nine', { low: 9, high: 45 }],
      ]),
    });
    expect(known.get('etat')).toEqual({ low: 15, high: 20 });
    expect(known.get('nine')).toEqual({ low: 20, high: 25 });
  });
});

describe('what a person is told before answering', () => {
  const units = agency.map((unit) => ({ ...unit, homes: homes.get(unit.id) ?? 0 }));

  it.each([
    ['nine', { people: 9, own: 'shown', larger: 'etat' }],
    ['seven', { people: 7, own: 'maybe', larger: 'etat' }],
    ['four', { people: 4, own: 'never', larger: 'etat' }],
    ['etat', { people: 20, own: 'shown', larger: undefined }],
  ])('in the unit of %s', (unit, promise) => {
    expect(promiseFor(units, unit, rules)).toEqual(promise);
  });
});

describe('an answer', () => {
  const ask = (scale: Scale): Question => ({
    ...{ id: 'q', version: 1, scale, area: { id: 'a', name: same('a') } },
    ...{ text: same('?'), low: same('lav'), high: same('høy') },
    options: ['a', 'b', 'c'].map(same),
  });

  it.each([
    ['agree5', '4', 4],
    ['agree5', 5, 5],
    ['zero10', '10', 10],
    ['yesno', '0', 0],
    ['one', '2', 2],
    ['several', '2,0,2', [0, 2]],
    ['several', '', undefined],
    ['agree5', 'skip', undefined],
  ] as const)('on the scale %s: %p is %p', (scale, raw, answer) => {
    expect(readAnswer(ask(scale), raw)).toEqual(answer);
  });

  it.each([
    ['agree5', '0'],
    ['zero10', '11'],
    ['yesno', '2'],
    ['one', '3'],
    ['several', '0,3'],
    ['several', ['0']],
    ['agree5', null],
    ['agree5', '1e0'],
  ] as const)('on the scale %s: refuses %p', (scale, raw) => {
    expect(() => readAnswer(ask(scale), raw)).toThrow('answer-outside-scale');
  });
});
