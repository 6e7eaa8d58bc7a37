import { dayIn, plusDays, weekAfter, weekOf } from '../../bot/programme/model/calendar.ts';
import { dueWeeks, type Rhythm, slotOf, upcoming } from '../../bot/programme/model/rhythm.ts';
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

/** Opening and closing day of a week after a change, or the refusal. */
function changed(rhythm: Rhythm, week: string, change: WeekChange, by: Progress): string {
  try {
    const slot = slotOf({ ...rhythm, changes: withChange(rhythm, week, change, by) }, week);
    if (slot === undefined) return 'nothing';
    return slot.skip ?? `${slot.day} to ${day(rhythm, slot.closesAt)}`;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe('a week that somebody changes', () => {
  const march = progress('2027-03-01T12:00:00Z', { last: '2027-W09', openUntil: at('2027-03-05T14:00:00Z') });
  const weeklyIn = (week: string, change: WeekChange) => changed(weekly, week, change, march);

  it('is moved within its week and closes as planned', () => {
    expect(weeklyIn('2027-W10', move('2027-03-10'))).toBe('2027-03-10 to 2027-03-12');
  });

  it('is left out, and comes back when the rhythm decides again', () => {
    expect(weeklyIn('2027-W10', { do: 'skip' })).toBe('programme.reason.skipped');
    const without = { ...weekly, changes: new Map([['2027-W10', 'skip']]) };
    expect(changed(without, '2027-W10', { do: 'rhythm' }, march)).toBe('2027-03-08 to 2027-03-12');
  });

  it('is held on a day off or in a quiet week, when somebody says so', () => {
    const quiet = { ...weekly, quiet: ['easter'] } as const;
    expect(slotOf(quiet, '2027-W12')?.skip).toBe('programme.reason.quiet');
    expect(changed(quiet, '2027-W12', move('2027-03-22'), march)).toBe('2027-03-22 to 2027-03-24');
    expect(weeklyIn('2027-W20', move('2027-05-17'))).toBe('2027-05-17 to 2027-05-21');
  });

  it.each([
    ['that has its round', '2027-W09', move('2027-03-04'), 'week-started'],
    ['to a day that is over', '2027-W10', move('2027-02-24'), 'day-past'],
    ['into a week that has a post', '2027-W10', move('2027-03-16'), 'week-taken'],
    ['into the week of the open round', '2027-W10', move('2027-03-04'), 'week-taken'],
    ['past its closing', '2027-W10', move('2027-03-13'), 'closes-before'],
    ['far ahead', '2027-W10', move('2027-06-01'), 'week-order'],
    ['before the programme starts', '2026-W30', move('2026-07-21'), 'not-found'],
  ] as const)('is refused %s', (_name, week, change, code) => {
    // The week far ahead has a post of its own, unless every week but this one is left out.
    const few = { ...weekly, changes: new Map([['2027-W22', 'skip']]) };
    expect(changed(few, week, change, march)).toBe(code);
  });

  it('waits for the open round to close', () => {
    const across = { ...weekly, every: 'two-weeks', startWeek: '2027-W09', postOn: 4, closeOn: 3 } as const;
    const open = progress('2027-03-05T12:00:00Z', {
      last: '2027-W09',
      openUntil: at('2027-03-10T14:00:00Z'),
    });
    expect(changed(across, '2027-W11', move('2027-03-09'), open)).toBe('week-order');
    expect(changed(across, '2027-W11', move('2027-03-11'), open)).toBe('2027-03-11 to 2027-03-24');
  });

  it('closes in the week it was moved to, where the week between has no post', () => {
    const fortnightly = { ...weekly, every: 'two-weeks', startWeek: '2027-W10' } as const;
    expect(changed(fortnightly, '2027-W12', move('2027-03-31'), march)).toBe('2027-03-31 to 2027-04-02');
    const across = { ...fortnightly, postOn: 4, closeOn: 3 } as const;
    expect(changed(across, '2027-W14', move('2027-04-15'), march)).toBe('2027-04-15 to 2027-04-21');
  });

  it('closes the round before it, where it was moved into the days of that one', () => {
    const across = { ...weekly, every: 'two-weeks', startWeek: '2027-W36', postOn: 4, closeOn: 3 } as const;
    const changes = withChange(across, '2027-W38', move('2027-09-14'), march);
    expect(slotOf(across, '2027-W36')?.closesAt).toEqual(at('2027-09-15T13:00:00Z'));
    expect(slotOf({ ...across, changes }, '2027-W36')?.closesAt).toEqual(at('2027-09-14T06:30:00Z'));
  });

  it('is opened in the week it was moved to, and counts as its own', () => {
    const monthly = { ...weekly, every: 'month', startWeek: '2027-W01' } as const;
    const changes = withChange(monthly, '2027-W14', move('2027-04-21'), march);
    const rhythm = { ...monthly, changes };
    const due = (now: string) => dueWeeks(rhythm, at('2027-03-02T12:00:00Z'), at(now), '2027-W09');
    expect(due('2027-04-05T06:30:00Z')).toEqual({ open: undefined, skip: [] });
    expect(due('2027-04-21T06:30:00Z').open?.week).toBe('2027-W14');
    expect(upcoming(rhythm, at('2027-04-20T12:00:00Z'), { last: '2027-W09', count: 1 })[0]?.day).toBe(
      '2027-04-21',
    );
  });

  it('follows the rhythm again when another one has no room for it', () => {
    const changes = new Map([
      ['2027-W08', '2027-02-24'],
      ['2027-W11', '2027-03-17'],
      ['2027-W12', 'skip'],
      ['2027-W15', '2027-04-15'],
    ]);
    const fortnightly = {
      ...weekly,
      every: 'two-weeks',
      startWeek: '2027-W09',
      closeOn: 3,
      changes,
    } as const;
    expect([...fittingChanges(fortnightly, march).keys()]).toEqual(['2027-W08', '2027-W11']);
  });
});

describe('days off', () => {
  it('move a post less than a week; in a longer leave it is left out', () => {
    const leave = Array.from({ length: 19 }, (_one, index) => plusDays('2027-08-02', index));
    const rhythm = { ...weekly, daysOff: leave };
    const days = upcoming(rhythm, at('2027-07-27T00:00:00Z'), { last: undefined, count: 4 });
    expect(days.map((slot) => slot.skip ?? slot.day)).toEqual([
      'programme.reason.holiday',
      'programme.reason.holiday',
      'programme.reason.holiday',
      '2027-08-23',
    ]);
  });

  it.each([
    ['2027-03-28', 7, '2027-W12', '2027-03-30'],
    ['2027-05-17', 1, '2027-W20', '2027-05-18'],
    ['2026-12-28', 1, '2026-W53', '2026-12-28'],
    ['2027-01-01', 5, '2026-W53', '2027-01-04'],
    ['2026-10-25', 7, '2026-W43', '2026-10-25'],
    ['2027-10-31', 7, '2027-W43', '2027-10-31'],
  ] as const)('a post of %s goes out once, on a day with people at work', (usual, postOn, week, opens) => {
    const rhythm = { ...weekly, postOn, closeOn: 4, startWeek: '2026-W40' } as const;
    expect(slotOf(rhythm, week)).toMatchObject({ usual, day: opens });
    const [first] = upcoming(rhythm, at(`${usual}T00:00:00Z`), { last: weekAfter(week, -1), count: 1 });
    expect(first?.week).toBe(week);
  });

  it.each([
    ['2027-03-28', '2027-03-28T01:30:00.000Z'],
    ['2027-10-31', '2027-10-31T00:30:00.000Z'],
  ])('the night of %s opens once, though its clock is changed', (night, opensAt) => {
    const rhythm = { ...weekly, postOn: 7, postAt: '02:30', startWeek: weekOf(night) } as const;
    const moved = { ...rhythm, changes: new Map([[weekOf(night), night]]) };
    const before = at(`${plusDays(night, -1)}T00:00:00Z`);
    const opened: string[] = [];
    let last: string | undefined;
    for (let hour = 0; hour < 72; hour++) {
      const { open } = dueWeeks(moved, before, new Date(before.getTime() + hour * 1_800_000), last);
      if (open !== undefined) opened.push(open.opensAt.toISOString());
      last = open?.week ?? last;
    }
    expect(opened).toEqual([opensAt]);
  });

  it('move the third working day of a month with holidays', () => {
    const third = { ...weekly, every: 'working-day', nth: 3, startWeek: '2026-W01' } as const;
    const days = upcoming(third, at('2026-12-20T00:00:00Z'), { last: undefined, count: 6 });
    // January begins with a holiday and a weekend; April with Easter behind it; May with the first of May.
    expect(days.map((slot) => slot.day)).toEqual([
      '2027-01-06',
      '2027-02-03',
      '2027-03-03',
      '2027-04-05',
      '2027-05-05',
      '2027-06-03',
    ]);
  });

  it('move the first Thursday of a month off Maundy Thursday and Ascension Day', () => {
    const monthly = { ...weekly, every: 'month', postOn: 4, closeOn: 3, startWeek: '2026-W01' } as const;
    const opening = (week: string, onHoliday: Rhythm['onHoliday']) => slotOf({ ...monthly, onHoliday }, week);
    expect(opening('2026-W14', 'next')?.day).toBe('2026-04-07');
    expect(opening('2026-W14', 'previous')?.day).toBe('2026-04-01');
    expect(opening('2026-W14', 'skip')?.skip).toBe('programme.reason.holiday');
    expect(opening('2027-W18', 'next')?.day).toBe('2027-05-07');
  });
});
