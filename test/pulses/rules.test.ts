import fc from 'fast-check';
import { rules, rulesOf } from '../../bot/pulses/model/rules.ts';

describe('the rules of a round', () => {
  it('are what the agency decided on', () => {
    expect(rulesOf({ scores: 8, distributions: 15, hiddenRest: 7, rates: 20 })).toEqual({
      ...{ scores: 8, distributions: 15, hiddenRest: 7, rates: 20 },
      openScale: rules.openScale,
    });
  });

  it('can be raised and never lowered, whatever was kept', () => {
    const any = fc.oneof(fc.integer(), fc.double(), fc.constant(NaN));
    fc.assert(
      fc.property(fc.record({ scores: any, distributions: any, hiddenRest: any, rates: any }), (minimums) => {
        const of = rulesOf(minimums);
        for (const key of ['scores', 'distributions', 'hiddenRest', 'rates', 'openScale'] as const)
          expect(of[key]).toBeGreaterThanOrEqual(rules[key]);
        expect(of.distributions).toBeGreaterThanOrEqual(of.scores);
      }),
    );
  });
});
