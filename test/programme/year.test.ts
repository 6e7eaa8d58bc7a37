import fc from 'fast-check';
import {
  dayIn,
  isHoliday,
  mondayOf,
  plusDays,
  weekAfter,
  weekOf,
} from '../../bot/programme/model/calendar.ts';
import { comingPosts, heldWithinYear, postChanges } from '../../bot/programme/model/programme-changes.ts';
import { dueWeeks, type Rhythm, type Slot, upcoming } from '../../bot/programme/model/rhythm.ts';
import {
  fittingChanges,
  type Progress,
  type WeekChange,
  withChange,
} from '../../bot/programme/model/week-changes.ts';
import { Refusal } from '../../bot/refusal.ts';

const weekly: Rhythm = {
  ...{ startWeek: '2026-W40', zone: 'Europe/Oslo', postOn: 1, postAt: '08:30', closeOn: 5, closeAt: '15:00' },
  ...{ lateHours: 8, every: 'week', nth: 1, onHoliday: 'next', quiet: [], daysOff: [], changes: new Map() },
};
const at = (time: string) => new Date(time);
const progress = (now: string, more: Partial<Progress> = {}): Progress => ({
  ...{ now: at(now), last: undefined, openUntil: undefined, ...more },
});
const move = (day: string): WeekChange => ({ do: 'move', day });
const day = (rhythm: Rhythm, date: Date) => dayIn(rhythm.zone, date);

const someDay = fc
  .date({ min: at('2026-01-05T00:00:00Z'), max: at('2035-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const someRhythm = (from: string): fc.Arbitrary<Rhythm> =>
  fc
    .record({
      every: fc.constantFrom('week', 'two-weeks', 'month', 'working-day'),
      nth: fc.integer({ min: 1, max: 4 }),
      onHoliday: fc.constantFrom('next', 'previous', 'skip'),
      quiet: fc.subarray(['july', 'christmas', 'easter'] as const),
      postOn: fc.integer({ min: 1, max: 7 }),
      closeOn: fc.integer({ min: 1, max: 7 }),
      postAt: fc.constantFrom('00:00', '02:30', '08:30', '15:30'),
      closeAt: fc.constantFrom('02:30', '12:00', '15:00'),
      zone: fc.constantFrom('Europe/Oslo', 'America/New_York', 'Pacific/Auckland'),
      lateHours: fc.constantFrom(1, 8, 120),
      daysOff: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 12 }),
    })
    .map(({ daysOff, ...given }) => ({
      ...weekly,
      ...(given as Partial<Rhythm>),
      daysOff: daysOff.map((days) => plusDays(from, days)),
      startWeek: weekOf(from),
    }));

/** Attempts of an administrator: which week ahead, and where to. */
const someChanges = fc.array(
  fc.record({
    week: fc.nat(40),
    do: fc.constantFrom('move', 'move', 'skip', 'rhythm'),
    days: fc.integer({ min: -12, max: 20 }),
  }),
  { maxLength: 12 },
);
type Attempt = (typeof someChanges extends fc.Arbitrary<infer One> ? One : never)[number];

function attempted(rhythm: Rhythm, attempts: readonly Attempt[], by: Progress): Rhythm {
  let after = rhythm;
  for (const attempt of attempts) {
    const week = weekAfter(weekOf(day(rhythm, by.now)), attempt.week);
    const change: WeekChange =
      attempt.do === 'move' ? move(plusDays(mondayOf(week), attempt.days)) : { do: attempt.do as 'skip' };
    try {
      after = { ...after, changes: withChange(after, week, change, by) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return after;
}

/** A year as the service lives it: it wakes at every opening, and some time between. */
function lived(
  rhythm: Rhythm,
  now: Date,
): { readonly held: readonly Slot[]; readonly left: readonly string[] } {
  const held: Slot[] = [];
  const left: string[] = [];
  let last: string | undefined;
  const end = now.getTime() + 364 * 86_400_000;
  const openings = upcoming(rhythm, now, { last, count: 60 }).map(({ opensAt }) => opensAt.getTime());
  const wakes = [
    ...openings,
    ...Array.from({ length: 37 }, (_one, index) => now.getTime() + index * 10 * 86_400_000),
  ];
  for (const wake of wakes.filter((time) => time >= now.getTime() && time < end).sort((a, b) => a - b)) {
    const { open, skip } = dueWeeks(rhythm, now, new Date(wake), last);
    left.push(...skip.map(({ week }) => week));
    if (open !== undefined) held.push(open);
    last = [last, open?.week, ...skip.map(({ week }) => week)]
      .filter((week) => week !== undefined)
      .sort()
      .at(-1);
  }
  return { held, left };
}

const told = (slots: readonly Slot[]) =>
  slots.map(({ week, opensAt, closesAt }) => `${week} ${opensAt.toISOString()} ${closesAt.toISOString()}`);

describe('what is told before a change', () => {
  const scene = someDay.chain((from) =>
    fc.record({
      from: fc.constant(from),
      before: someRhythm(from),
      after: someRhythm(from),
      first: someChanges,
      then: someChanges,
    }),
  );

  it('is what then happens, a year long, whatever was moved, from 2026 to 2036', () => {
    fc.assert(
      fc.property(scene, ({ from, before, after, first, then }) => {
        const by = progress(`${from}T10:00:00Z`);
        const old = attempted(before, first, by);
        const fitting = { ...after, changes: fittingChanges({ ...after, changes: old.changes }, by) };
        const next = attempted(fitting, then, by);
        const coming = {
          before: comingPosts({ ...old, state: 'running' }, by),
          after: comingPosts({ ...next, state: 'running' }, by),
        };
        const { gone, added, moved, closings } = postChanges(coming.before, coming.after, by.now);
        const predicted = new Map(heldWithinYear(coming.before, by.now).map((slot) => [slot.week, slot]));
        for (const slot of gone) predicted.delete(slot.from.week);
        for (const slot of [...added, ...[...moved, ...closings].map(({ to }) => to)])
          predicted.set(slot.week, slot);
        const end = by.now.getTime() + 364 * 86_400_000;
        const expected = [...predicted.values()]
          .filter(({ opensAt }) => opensAt.getTime() < end)
          .sort((one, other) => (one.week < other.week ? -1 : 1));
        const { held } = lived(next, by.now);
        expect(told(held)).toEqual(told(expected));
      }),
      { numRuns: 25 },
    );
  });

  it('never has two posts in a week nor two rounds at once, whatever somebody moves', () => {
    fc.assert(
      fc.property(scene, ({ from, before, first }) => {
        const by = progress(`${from}T10:00:00Z`);
        const rhythm = attempted(before, first, by);
        const { held, left } = lived(rhythm, by.now);
        const weeks = [...held.map(({ week }) => week), ...left];
        expect(new Set(weeks).size).toBe(weeks.length);
        for (const [index, slot] of held.entries()) {
          expect(slot.opensAt < slot.closesAt).toBe(true);
          expect(slot.closesAt <= (held[index + 1]?.opensAt ?? slot.closesAt)).toBe(true);
          const isMoved = rhythm.changes.has(slot.week);
          expect(isMoved || !isHoliday(slot.day)).toBe(true);
        }
        const moved = held.filter(({ week }) => rhythm.changes.has(week));
        for (const slot of moved)
          expect(
            held.filter((other) => weekOf(other.day) === weekOf(slot.day)).map(({ week }) => week),
          ).toEqual([slot.week]);
      }),
      { numRuns: 25 },
    );
  });
});
