import fc from 'fast-check';
import { type Entry } from '../../bot/content/model.ts';
import { withContentChange } from '../../bot/programme/model/content-changes.ts';
import { contentOrder, noContentChanges } from '../../bot/programme/model/content-order.ts';

const packOf = (...ids: readonly string[]) => ({ id: 'pakke', entries: ids.map((id) => ({ id }) as Entry) });
const five = packOf('a', 'b', 'c', 'd', 'e');
const week = (at: number) => `2027-W${String(at).padStart(2, '0')}`;
/** The entries of so many weeks from week 10. */
const weeks = (order: ReturnType<typeof contentOrder>, count: number) =>
  Array.from({ length: count }, (_one, at) => order(week(10 + at)).id).join('');

describe('the order of what comes', () => {
  it('is that of the pack, and begins again after its last week, wherever it is read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(40), fc.nat(30), (size, held, count) => {
        const pack = packOf(...Array.from({ length: size }, (_one, at) => String(at)));
        const inTurn = (at: number) => String(at % size);
        const history = Array.from({ length: held }, (_one, at) => inTurn(at));
        const order = contentOrder(pack, noContentChanges, history);
        for (let at = 0; at < count; at += 1) expect(order(week(at)).id).toBe(inTurn(held + at));
      }),
    );
  });

  it('gives a week what was chosen for it, keeps that until then, and brings it no second time', () => {
    const chosen = { hidden: [], chosen: { [week(12)]: 'b' } };
    expect(weeks(contentOrder(five, chosen, []), 7)).toBe('acbdeac');
    expect(weeks(contentOrder(five, { hidden: [], chosen: { [week(10)]: 'd' } }, ['a']), 6)).toBe('dbcead');
  });

  it('leaves out what is hidden, and what comes again comes next', () => {
    const hidden = { hidden: ['b', 'd'], chosen: {} };
    expect(weeks(contentOrder(five, hidden, []), 5)).toBe('aceac');
    expect(weeks(contentOrder(five, noContentChanges, ['a', 'c', 'e']), 4)).toBe('bdac');
  });

  it('takes up a week that the agency has added to the pack, once', () => {
    const history = ['a', 'b', 'c', 'd', 'e', 'a', 'b'];
    expect(weeks(contentOrder(packOf('a', 'b', 'x', 'c', 'd', 'e'), noContentChanges, history), 7)).toBe(
      'xcdeabx',
    );
  });

  it('goes on with a pack that no longer has what was chosen, hidden or held', () => {
    const changes = { hidden: ['borte'], chosen: { [week(10)]: 'borte' } };
    expect(weeks(contentOrder(five, changes, ['borte', 'a']), 3)).toBe('bcd');
    expect(weeks(contentOrder(packOf('a'), { hidden: ['a'], chosen: {} }, []), 2)).toBe('aa');
  });
});

describe('a change in the content of a programme', () => {
  const at = { pack: five, last: week(9) };
  const decided = { hidden: ['e'], chosen: { [week(8)]: 'a', [week(12)]: 'b' } };

  it('forgets weeks that are over', () => {
    expect(withContentChange(decided, { do: 'choose', week: week(11), entry: 'c' }, at)).toEqual({
      hidden: ['e'],
      chosen: { [week(11)]: 'c', [week(12)]: 'b' },
    });
  });

  it('takes a hidden entry out of the weeks it was chosen for', () => {
    const hidden = withContentChange(decided, { do: 'hide', entry: 'b' }, at);
    expect(hidden).toEqual({ hidden: ['b', 'e'], chosen: {} });
    expect(withContentChange(hidden, { do: 'show', entry: 'e' }, at).hidden).toEqual(['b']);
    expect(withContentChange(decided, { do: 'order', week: week(12) }, at).chosen).toEqual({});
  });

  it.each([
    [{ do: 'choose', week: week(9), entry: 'c' }, 'week-started'],
    [{ do: 'order', week: week(9) }, 'week-started'],
    [{ do: 'choose', week: week(11), entry: 'x' }, 'not-found'],
    [{ do: 'choose', week: week(11), entry: 'e' }, 'not-found'],
    [{ do: 'hide', entry: 'x' }, 'not-found'],
  ] as const)('is refused where it has nothing to stand on: %o', (change, code) => {
    expect(() => withContentChange(decided, change, at)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('never leaves a programme empty', () => {
    const all = { hidden: ['a', 'b', 'c', 'd'], chosen: {} };
    expect(() => withContentChange(all, { do: 'hide', entry: 'e' }, at)).toThrow(
      expect.objectContaining({ code: 'content-empty' }) as Error,
    );
  });
});
