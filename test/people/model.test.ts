import fc from 'fast-check';
import {
  ancestors,
  checkTree,
  childrenOf,
  leadersOf,
  reportingUnit,
  subtree,
  type Unit,
} from '../../bot/people/model.ts';

const unit = (id: string, parent?: string): Unit => ({
  ...{ id, parent, name: id },
  kind: parent === undefined ? 'agency' : 'section',
});
const agency = [
  unit('etat'),
  unit('avd', 'etat'),
  unit('plan', 'avd'),
  unit('drift', 'avd'),
  unit('hr', 'etat'),
];

describe('the units of an agency', () => {
  it('form one tree', () => {
    expect(() => {
      checkTree(agency);
    }).not.toThrow();
  });

  it.each([
    ['two roots', [unit('etat'), unit('annen')]],
    ['a parent that does not exist', [unit('etat'), unit('avd', 'borte')]],
    ['a circle', [unit('etat'), unit('a', 'b'), unit('b', 'a')]],
    ['no root', [unit('a', 'b'), unit('b', 'a')]],
    ['two units of one id', [unit('etat'), unit('avd', 'etat'), unit('avd', 'etat')]],
  ])('are refused with %s', (_what, units) => {
    expect(() => {
      checkTree(units);
    }).toThrow('unknown-unit');
  });

  it('know who is above and below', () => {
    expect(ancestors(agency, 'plan').map(({ id }) => id)).toEqual(['avd', 'etat']);
    expect(childrenOf(agency, 'avd').map(({ id }) => id)).toEqual(['plan', 'drift']);
    expect([...subtree(agency, 'avd')]).toEqual(['avd', 'plan', 'drift']);
  });

  it('end every walk, whatever points to whatever', () => {
    const any = fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        parent: fc.constantFrom('a', 'b', 'c', undefined),
      }),
    );
    fc.assert(
      fc.property(any, (given) => {
        const units = given.map(({ id, parent }) => unit(id, parent));
        for (const { id } of units) {
          expect(ancestors(units, id).length).toBeLessThanOrEqual(units.length);
          expect(subtree(units, id).has(id)).toBe(true);
        }
      }),
    );
  });
});

describe('leaders', () => {
  const homes = (unitId: string, count: number) =>
    Array.from({ length: count }, (_one, at) => ({ person: `${unitId}${at}`, name: 'Åse', unit: unitId }));
  const counts = leadersOf(agency, [...homes('plan', 4), ...homes('drift', 2), ...homes('etat', 1)]);
  const count = (id: string) => counts.get(id) ?? 0;

  it('count in their home unit and in every unit above it', () => {
    expect(Object.fromEntries(counts)).toEqual({ etat: 7, avd: 6, plan: 4, drift: 2, hr: 0 });
  });

  it('read the figures of the nearest unit with at least six', () => {
    expect(reportingUnit(agency, 'plan', count)?.id).toBe('avd');
    expect(reportingUnit(agency, 'avd', count)?.id).toBe('avd');
    expect(reportingUnit(agency, 'hr', count)?.id).toBe('etat');
    expect(reportingUnit(agency, 'plan', () => 5)).toBeUndefined();
  });
});
