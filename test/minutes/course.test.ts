import fc from 'fast-check';
import { startMeeting, finishMeeting } from '../../bot/minutes/actions/lead.ts';
import { readMeeting } from '../../bot/minutes/actions/read.ts';
import { type CourseView } from '../../bot/minutes/api/during.ts';
import { notBegun, paceOf, spentMs, takenUp } from '../../bot/minutes/model/course.ts';
import { newItem } from '../../bot/minutes/model/meeting.ts';
import { eachDatabase } from '../support/databases.ts';
import { office } from './office.ts';

const minute = 60_000;
const begin = Date.parse('2027-01-18T08:00:00Z');
const iso = (ms: number) => new Date(ms).toISOString();
const items = ['a', 'b', 'c'].map((id) => newItem({ id, kind: 'D', title: id, plannedMinutes: 10 }));

describe('the clock of a meeting', () => {
  it('gives every minute to the item that was taken then, and none to a break', () => {
    const steps = fc.array(
      fc.record({
        item: fc.constantFrom('a', 'b', 'c'),
        running: fc.boolean(),
        ms: fc.integer({ min: 0, max: 900_000 }),
      }),
    );
    fc.assert(
      fc.property(steps, (taken) => {
        let course: CourseView = notBegun;
        let now = begin;
        const expected: Record<string, number> = { a: 0, b: 0, c: 0 };
        for (const { item, running, ms } of taken) {
          course = takenUp(course, { item, running, at: iso(now) });
          now += ms;
          if (running) expected[item] = (expected[item] ?? 0) + ms;
        }
        for (const [item, ms] of Object.entries(expected)) expect(spentMs(course, item, now)).toBe(ms);
      }),
    );
  });

  it('ends later by what an item runs over, and not earlier than the plan of what is left', () => {
    const course = takenUp(notBegun, { item: 'a', running: true, at: iso(begin) });
    const ends = (after: number) =>
      (paceOf({ items, course }, begin + after * minute).endsAt - begin) / minute;
    expect([ends(0), ends(4), ends(10), ends(13)]).toEqual([30, 30, 30, 33]);
    const quick = takenUp(course, { item: 'b', running: true, at: iso(begin + 2 * minute) });
    const pace = paceOf({ items, course: quick }, begin + 3 * minute);
    expect(pace).toEqual({ spentMs: 3 * minute, plannedMs: 20 * minute, endsAt: begin + 22 * minute });
  });

  it('leaves out what was put off', () => {
    const course = takenUp(notBegun, { item: 'a', running: true, at: iso(begin) });
    const [a, b, c] = items;
    if (!a || !b || !c) throw new Error('three items');
    const without = [a, { ...b, outcome: 'postponed' as const }, c];
    expect(paceOf({ items: without, course }, begin).endsAt).toBe(begin + 20 * minute);
  });
});

eachDatabase((_name, openDatabase) => {
  describe('the clock of a meeting, kept by the service', () => {
    it('goes from the start by the service’s time, whatever a page says, and stands when the meeting ends', async () => {
      const at = office(await openDatabase());
      const { id, items: agenda } = await at.open('åse');
      const [first, second] = agenda.map((item) => item.id);
      if (!first || !second) throw new Error('two items');
      const early = await at.change('åse', id, { type: 'take-up', item: second, running: true });
      expect(early.results[0]).toMatchObject({ refused: 'wrong-state' });
      await startMeeting(at.parts, at.caller('åse'), id);
      at.world.now = new Date(at.world.now.getTime() + 7 * minute);
      const said = { type: 'take-up', item: second, running: true, at: '2001-01-01T00:00:00.000Z' } as const;
      await at.change('åse', id, said);
      at.world.now = new Date(at.world.now.getTime() + 5 * minute);
      const during = (await readMeeting(at.parts, at.caller('bjørn'), id)).course;
      expect(during).toMatchObject({ item: second, spent: { [first]: 7 * minute } });
      expect(spentMs(during, second, at.world.now.getTime())).toBe(5 * minute);
      await finishMeeting(at.parts, at.caller('åse'), id);
      at.world.now = new Date(at.world.now.getTime() + 60 * minute);
      const after = (await readMeeting(at.parts, at.caller('åse'), id)).course;
      expect(after.since).toBeNull();
      expect(spentMs(after, second, at.world.now.getTime())).toBe(5 * minute);
    });

    it('is set by who writes only', async () => {
      const at = office(await openDatabase());
      const { id, items: agenda } = await at.open('åse');
      await startMeeting(at.parts, at.caller('åse'), id);
      const item = agenda[1]?.id ?? '';
      const reply = await at.change('kari', id, { type: 'take-up', item, running: true });
      expect(reply.results).toMatchObject([{ refused: 'not-allowed' }]);
    });
  });
});
