import fc from 'fast-check';
import { checkTree, leadersOf, type Unit } from '../../bot/people/model.ts';
import { changesBetween, isUnchanged } from '../../bot/programme/model/unit-changes.ts';
import {
  allEdited,
  edited,
  type Organisation,
  stepOf,
  type UnitEdit,
} from '../../bot/programme/model/unit-tree.ts';

const unit = (id: string, parent: string | undefined): Unit => ({ id, name: id, kind: 'section', parent });
const etat: Organisation = {
  units: [unit('etat', undefined), unit('plan', 'etat'), unit('drift', 'etat'), unit('vakt', 'drift')],
  homes: [
    { person: 'åse', name: 'Åse', unit: 'plan' },
    { person: 'kåre', name: 'Kåre', unit: 'vakt' },
    { person: 'liv', name: 'Liv', unit: 'drift' },
  ],
};

const ids = fc.constantFrom('etat', 'plan', 'drift', 'vakt', 'ny1', 'ny2', 'ukjent');
const edits: fc.Arbitrary<UnitEdit> = fc.oneof(
  fc.record({
    do: fc.constant('add' as const),
    unit: fc.tuple(ids, ids).map(([id, parent]) => unit(id, parent)),
  }),
  fc.record({ do: fc.constant('rename' as const), id: ids, name: fc.constantFrom('Plan', ' ', 'Stab') }),
  fc.record({
    do: fc.constant('set-kind' as const),
    id: ids,
    kind: fc.constantFrom('agency', 'department', 'section'),
  }),
  fc.record({
    do: fc.constant('move' as const),
    id: ids,
    parent: ids,
    before: fc.option(ids, { nil: undefined }),
  }),
  fc.record({ do: fc.constant('remove' as const), id: ids }),
);
const shape = ({ units }: Organisation) => units.map(({ id, parent }) => `${parent ?? ''}/${id}`);
const steps = fc.constantFrom('up', 'down', 'in', 'out');

describe('a tree of units', () => {
  it('stays one tree, and nobody loses the home, whatever is done to it', () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 30 }), (many) => {
        const { tree, done, lost } = allEdited(etat, many);
        checkTree(tree.units);
        expect(done.length + lost.length).toBe(many.length);
        expect(tree.homes.map(({ person }) => person)).toEqual(etat.homes.map(({ person }) => person));
        expect(leadersOf(tree.units, tree.homes).get('etat')).toBe(3);
      }),
      { numRuns: 500 },
    );
  });

  it('is as before when the last edit is taken back', () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 10 }), edits, (many, last) => {
        const { done, tree } = allEdited(etat, many);
        const again = allEdited(etat, [...done, last]);
        expect(allEdited(etat, again.done.slice(0, done.length)).tree).toEqual(tree);
      }),
    );
  });

  it('takes what two people did, one after the other, and says what could not be done any more', () => {
    const theirs = allEdited(etat, [{ do: 'remove', id: 'drift' }]).tree;
    const { tree, lost } = allEdited(theirs, [
      { do: 'rename', id: 'plan', name: 'Stab' },
      { do: 'rename', id: 'drift', name: 'Drift og vakt' },
    ]);
    expect(tree.units.map(({ name }) => name)).toEqual(['etat', 'Stab', 'vakt']);
    expect(lost).toEqual([{ do: 'rename', id: 'drift', name: 'Drift og vakt' }]);
  });

  it('moves a unit with keys: among its siblings, below the one above, and out again', () => {
    const moved = (id: string, step: 'up' | 'down' | 'in' | 'out') => {
      const edit = stepOf(etat.units, id, step);
      return edit && edited(etat, edit);
    };
    expect(shape(moved('drift', 'up') ?? etat)).toEqual(['/etat', 'etat/drift', 'etat/plan', 'drift/vakt']);
    expect(shape(moved('plan', 'down') ?? etat)).toEqual(['/etat', 'etat/drift', 'drift/vakt', 'etat/plan']);
    expect(shape(moved('drift', 'in') ?? etat)).toEqual(['/etat', 'etat/plan', 'drift/vakt', 'plan/drift']);
    expect(shape(moved('vakt', 'out') ?? etat)).toContain('etat/vakt');
    expect([moved('etat', 'up'), moved('plan', 'out'), moved('plan', 'up'), moved('plan', 'in')]).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('can be walked back with the opposite key', () => {
    const back = { up: 'down', down: 'up' } as const;
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 10 }), ids, steps, (many, id, step) => {
        const { tree } = allEdited(etat, many);
        const there = stepOf(tree.units, id, step);
        if (there === undefined) return;
        const moved = edited(tree, there);
        expect(moved).toBeDefined();
        if (moved === undefined || (step !== 'up' && step !== 'down')) return;
        const home = stepOf(moved.units, id, back[step]);
        const siblings = (one: Organisation) => {
          const parent = one.units.find((unit) => unit.id === id)?.parent;
          return one.units.filter((unit) => unit.parent === parent).map((unit) => unit.id);
        };
        expect(siblings((home && edited(moved, home)) ?? tree)).toEqual(siblings(tree));
      }),
    );
  });

  it('refuses a second root, a circle, and taking the agency away', () => {
    expect(edited(etat, { do: 'add', unit: unit('ny', undefined) })).toBeUndefined();
    expect(edited(etat, { do: 'move', id: 'drift', parent: 'vakt', before: undefined })).toBeUndefined();
    expect(edited(etat, { do: 'move', id: 'drift', parent: 'drift', before: undefined })).toBeUndefined();
    expect(edited(etat, { do: 'remove', id: 'etat' })).toBeUndefined();
    expect(edited({ units: [], homes: [] }, { do: 'add', unit: unit('ny', undefined) })?.units).toHaveLength(
      1,
    );
  });

  it('gives what lay below a removed unit, and its people, to the unit above', () => {
    const after = edited(etat, { do: 'remove', id: 'drift' });
    expect(after?.units.find(({ id }) => id === 'vakt')?.parent).toBe('etat');
    expect(after?.homes.find(({ person }) => person === 'liv')?.unit).toBe('etat');
  });
});

describe('what has changed', () => {
  it('counts the leaders that a moved unit takes with it', () => {
    const after = edited(etat, { do: 'move', id: 'drift', parent: 'plan', before: undefined }) ?? etat;
    expect(changesBetween(etat, after)).toMatchObject({ leadersMoved: 2, moved: [{ to: { id: 'drift' } }] });
  });

  it('is nothing only when nothing has changed', () => {
    expect(isUnchanged(changesBetween(etat, etat))).toBe(true);
    fc.assert(
      fc.property(edits, (edit) => {
        const after = edited(etat, edit) ?? etat;
        const isSame = JSON.stringify(after) === JSON.stringify(etat);
        expect(isUnchanged(changesBetween(etat, after))).toBe(isSame);
      }),
    );
  });
});
