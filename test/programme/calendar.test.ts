import fc from 'fast-check';
import Holidays from 'date-holidays';
import {
  dayIn,
  holidays,
  instantOf,
  mondayOf,
  weekAfter,
  weekdayOf,
  weekOf,
  weeksBetween,
} from '../../bot/programme/model/calendar.ts';
import {
  dueWeeks,
  nextSlot,
  type Rhythm,
  slotOf as slotIn,
  upcoming,
} from '../../bot/programme/model/rhythm.ts';

const weekly: Rhythm = {
  startWeek: '2026-W40',
  zone: 'Europe/Oslo',
  postOn: 1,
  postAt: '08:30',
  closeOn: 5,
  closeAt: '15:00',
  lateHours: 8,
  every: 'week',
  nth: 1,
  onHoliday: 'next',
  quiet: [],
  daysOff: [],
  changes: new Map(),
};

function slotOf(rhythm: Rhythm, week: string) {
  const slot = slotIn(rhythm, week);
  if (slot === undefined) throw new RangeError(`Nothing in ${week}`);
  return slot;
}

const osloDay = (date: Date) => dayIn('Europe/Oslo', date);
const opens = (week: string) => slotOf(weekly, week).opensAt.toISOString();
const closes = (week: string) => slotOf(weekly, week).closesAt.toISOString();
const at = (time: string) => new Date(time);
const from2026to2036 = fc.date({
  min: at('2026-01-01T00:00:00Z'),
  max: at('2036-12-31T00:00:00Z'),
  noInvalidDate: true,
});

describe('a week of the programme', () => {
  it('keeps the hour on the wall when summer time comes and goes', () => {
    expect(opens('2027-W12')).toBe('2027-03-22T07:30:00.000Z');
    expect(opens('2027-W14')).toBe('2027-04-05T06:30:00.000Z');
    expect(opens('2026-W43')).toBe('2026-10-19T06:30:00.000Z');
    expect(opens('2026-W44')).toBe('2026-10-26T07:30:00.000Z');
  });

  it('moves off Easter Monday, the day after the spring change of 28 March 2027', () => {
    expect(opens('2027-W13')).toBe('2027-03-30T06:30:00.000Z');
  });

  it('moves off 17 May 2027, which is also Whit Monday', () => {
    expect(holidays(2027).size).toBe(11);
    expect(opens('2027-W20')).toBe('2027-05-18T06:30:00.000Z');
  });

  it('closes before a holiday, so that it never lies over the next round', () => {
    expect(closes('2027-W12')).toBe('2027-03-24T14:00:00.000Z');
    expect(closes('2026-W52')).toBe('2026-12-24T14:00:00.000Z');
  });

  it('knows week 53 of 2026, which reaches into 2027', () => {
    expect(weekOf('2027-01-01')).toBe('2026-W53');
    expect(mondayOf('2026-W53')).toBe('2026-12-28');
    expect(weekAfter('2026-W53')).toBe('2027-W01');
    expect(weeksBetween('2026-W52', '2027-W02')).toBe(3);
  });

  it('is skipped when holidays leave no day between opening and closing', () => {
    const late = { ...weekly, postOn: 4, closeOn: 5 } as const;
    expect(slotOf(late, '2027-W12').skip).toBe('programme.reason.holidays');
    expect(slotOf(late, '2027-W11').skip).toBeUndefined();
  });

  it('may close in the week after it opened', () => {
    const across = { ...weekly, postOn: 4, closeOn: 3 } as const;
    expect(slotOf(across, '2026-W46').closesAt.toISOString()).toBe('2026-11-18T14:00:00.000Z');
  });

  it('opens on a working day and closes later the same week, from 2026 to 2036', () => {
    fc.assert(
      fc.property(from2026to2036, (date) => {
        const slot = slotOf(weekly, weekOf(date.toISOString().slice(0, 10)));
        const day = dayIn(weekly.zone, slot.opensAt);
        expect(holidays(Number(day.slice(0, 4))).has(day)).toBe(false);
        expect(slot.opensAt < slot.closesAt).toBe(true);
        expect(weekOf(dayIn(weekly.zone, slot.closesAt))).toBe(slot.week);
        expect(slot.opensAt.toLocaleTimeString('nb-NO', { timeZone: weekly.zone })).toBe('08:30:00');
      }),
    );
  });
});

describe('the wall clock', () => {
  it('moves a time in the gap of the spring night on, and takes the first of the doubled autumn night', () => {
    expect(instantOf('Europe/Oslo', '2027-03-28', '02:30').toISOString()).toBe('2027-03-28T01:30:00.000Z');
    expect(instantOf('Europe/Oslo', '2027-10-31', '02:30').toISOString()).toBe('2027-10-31T00:30:00.000Z');
  });

  it('gives every day and week exactly once', () => {
    fc.assert(
      fc.property(from2026to2036, (date) => {
        const day = date.toISOString().slice(0, 10);
        const week = weekOf(day);
        expect(weekOf(mondayOf(week))).toBe(week);
        expect(weeksBetween(week, weekAfter(week))).toBe(1);
        expect(dayIn('Europe/Oslo', instantOf('Europe/Oslo', day, '12:00'))).toBe(day);
      }),
    );
  });
});

describe('what is due', () => {
  const since = at('2026-09-01T00:00:00Z');
  const due = (now: string, last?: string) => dueWeeks(weekly, since, at(now), last);

  it('is nothing before the first Monday morning', () => {
    expect(due('2026-09-28T06:29:59Z')).toEqual({ open: undefined, skip: [] });
  });

  it('is the week from the minute it opens', () => {
    expect(due('2026-09-28T06:30:00Z').open?.week).toBe('2026-W40');
  });

  it('is nothing more when the week has its round', () => {
    expect(due('2026-09-28T06:30:00Z', '2026-W40')).toEqual({ open: undefined, skip: [] });
  });

  it('is late inside the window, and skipped with a reason after it', () => {
    expect(due('2026-09-28T14:29:00Z').open?.week).toBe('2026-W40');
    expect(due('2026-09-28T14:30:00Z')).toMatchObject({
      open: undefined,
      skip: [{ week: '2026-W40', skip: 'programme.reason.missed' }],
    });
  });

  it('opens only the newest week after a jump, and skips those between', () => {
    const { open, skip } = due('2026-10-19T07:00:00Z', '2026-W40');
    expect(open?.week).toBe('2026-W43');
    expect(skip.map(({ week }) => week)).toEqual(['2026-W41', '2026-W42']);
  });

  it('never opens a week again when the clock is put back', () => {
    expect(due('2026-10-05T06:30:00Z', '2026-W42')).toEqual({ open: undefined, skip: [] });
  });

  it('leaves alone what came before the programme was set running', () => {
    const running = at('2026-10-14T10:00:00Z');
    expect(dueWeeks(weekly, running, at('2026-10-14T10:00:01Z'), undefined)).toEqual({
      open: undefined,
      skip: [],
    });
    expect(dueWeeks(weekly, running, at('2026-10-19T06:30:00Z'), undefined).open?.week).toBe('2026-W43');
  });

  it('names the next opening, holidays considered', () => {
    expect(nextSlot(weekly, at('2027-03-23T12:00:00Z'), '2027-W12')?.opensAt.toISOString()).toBe(
      '2027-03-30T06:30:00.000Z',
    );
    expect(nextSlot(weekly, at('2026-01-01T00:00:00Z'), undefined)?.week).toBe('2026-W40');
  });
});

describe('public holidays', () => {
  it('are the ones that date-holidays knows, for a hundred years', () => {
    const oracle = new Holidays('NO');
    for (let year = 2024; year < 2124; year++) {
      const known = oracle
        .getHolidays(year)
        .filter(({ type }) => type === 'public')
        .map(({ date }) => date.slice(0, 10));
      expect([...holidays(year)].sort()).toEqual([...new Set(known)].sort());
    }
  });
});

describe('other rhythms', () => {
  const days = (rhythm: Rhythm, from: string, count = 6) =>
    upcoming(rhythm, at(from), { last: undefined, count }).map(({ opensAt, skip }) =>
      skip === undefined ? osloDay(opensAt) : `${osloDay(opensAt)} ${skip.slice(17)}`,
    );

  it('posts every second week over the turn of a year with 53 weeks', () => {
    const every = { ...weekly, every: 'two-weeks', startWeek: '2026-W50' } as const;
    expect(days(every, '2026-12-01T00:00:00Z', 4)).toEqual([
      '2026-12-07',
      '2026-12-21',
      '2027-01-04',
      '2027-01-18',
    ]);
  });

  it('posts on the first Monday of the month, moved off a holiday', () => {
    const monthly = { ...weekly, every: 'month', startWeek: '2027-W01' } as const;
    expect(days(monthly, '2027-03-01T00:00:00Z', 3)).toEqual(['2027-03-01', '2027-04-05', '2027-05-03']);
    expect(days({ ...monthly, nth: 3 }, '2027-05-01T00:00:00Z', 1)).toEqual(['2027-05-18']);
  });

  it('posts on the n-th working day, and leaves a day for answering', () => {
    const third = { ...weekly, every: 'working-day', nth: 3, startWeek: '2026-W40' } as const;
    expect(days(third, '2027-01-01T00:00:00Z', 4)).toEqual([
      '2027-01-06',
      '2027-02-03',
      '2027-03-03',
      '2027-04-05',
    ]);
    const fifth = { ...third, nth: 5 };
    const friday = slotOf(fifth, weekOf('2027-01-08'));
    expect(osloDay(friday.opensAt)).toBe('2027-01-08');
    expect(osloDay(friday.closesAt)).toBe('2027-01-15');
  });

  it('is quiet in July, from Christmas Eve to New Year and in Easter week, and says so', () => {
    const quiet = { ...weekly, quiet: ['july', 'christmas', 'easter'] } as const;
    expect(days(quiet, '2026-12-15T00:00:00Z', 3)).toEqual(['2026-12-21', '2026-12-28 quiet', '2027-01-04']);
    expect(days(quiet, '2027-03-16T00:00:00Z', 2)).toEqual(['2027-03-22 quiet', '2027-03-30']);
    expect(days(quiet, '2027-06-23T00:00:00Z', 6)).toEqual([
      '2027-06-28',
      '2027-07-05 quiet',
      '2027-07-12 quiet',
      '2027-07-19 quiet',
      '2027-07-26 quiet',
      '2027-08-02',
    ]);
  });

  it('posts before a holiday or not at all, where the agency wants that', () => {
    expect(days({ ...weekly, onHoliday: 'previous' }, '2027-05-12T00:00:00Z', 1)).toEqual(['2027-05-14']);
    expect(days({ ...weekly, onHoliday: 'skip' }, '2027-05-12T00:00:00Z', 2)).toEqual([
      '2027-05-17 holiday',
      '2027-05-24',
    ]);
  });

  it('closes a round when the next one opens before its closing time', () => {
    const slot = slotOf({ ...weekly, onHoliday: 'previous' }, '2027-W19');
    expect(slot.closesAt).toEqual(slotOf({ ...weekly, onHoliday: 'previous' }, '2027-W20').opensAt);
  });

  it('takes the days off of the agency for holidays', () => {
    const local = { ...weekly, daysOff: ['2026-11-23'] };
    expect(slotOf(local, '2026-W48')).toMatchObject({ moved: 'programme.reason.holiday' });
    expect(osloDay(slotOf(local, '2026-W48').opensAt)).toBe('2026-11-24');
  });

  it('follows a week that was moved or left out', () => {
    const changes = new Map([
      ['2026-W48', '2026-11-25'],
      ['2026-W49', 'skip'],
    ]);
    expect(days({ ...weekly, changes }, '2026-11-22T00:00:00Z', 3)).toEqual([
      '2026-11-25',
      '2026-11-30 skipped',
      '2026-12-07',
    ]);
  });

  const anyRhythm = fc.record({
    every: fc.constantFrom('week', 'two-weeks', 'month', 'working-day'),
    nth: fc.integer({ min: 1, max: 4 }),
    onHoliday: fc.constantFrom('next', 'previous', 'skip'),
    quiet: fc.subarray(['july', 'christmas', 'easter'] as const),
    postOn: fc.constantFrom(1, 2, 3, 4, 5),
    postAt: fc.constantFrom('07:00', '08:30', '12:00', '15:30'),
    zone: fc.constantFrom('Europe/Oslo', 'Europe/London', 'Atlantic/Reykjavik', 'America/New_York'),
  }) as fc.Arbitrary<Partial<Rhythm>>;

  it('keeps the wall clock, working days and one round at a time from 2026 to 2036', () => {
    fc.assert(
      fc.property(anyRhythm, (given) => {
        const rhythm: Rhythm = { ...weekly, ...given, startWeek: '2026-W01' };
        const slots = upcoming(rhythm, at('2026-01-01T00:00:00Z'), { last: undefined, count: 60 });
        const held = slots.filter(({ skip }) => skip === undefined);
        for (const [index, { opensAt, closesAt }] of held.entries()) {
          const day = dayIn(rhythm.zone, opensAt);
          expect(holidays(Number(day.slice(0, 4))).has(day)).toBe(false);
          expect(weekdayOf(day)).toBeLessThan(6);
          expect(opensAt.toLocaleTimeString('nb-NO', { timeZone: rhythm.zone }).slice(0, 5)).toBe(
            rhythm.postAt,
          );
          expect(opensAt < closesAt).toBe(true);
          expect(closesAt <= (held[index + 1]?.opensAt ?? closesAt)).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('never posts twice in a week nor forgets one, however the clock jumps', () => {
    fc.assert(
      fc.property(
        anyRhythm,
        fc.array(fc.integer({ min: 0, max: 24 * 30 }), { maxLength: 60 }),
        (given, hours) => {
          const rhythm: Rhythm = { ...weekly, ...given, startWeek: '2026-W01' };
          const since = at('2026-01-01T00:00:00Z');
          const done: string[] = [];
          let now = since.getTime();
          for (const jump of hours) {
            now += jump * 3_600_000;
            const { open, skip } = dueWeeks(rhythm, since, new Date(now), done.toSorted().at(-1));
            done.push(...skip.map(({ week }) => week), ...(open ? [open.week] : []));
          }
          expect(new Set(done).size).toBe(done.length);
          const due = upcoming(rhythm, since, { last: undefined, count: 120 })
            .filter(({ opensAt }) => opensAt.getTime() <= now)
            .map(({ week }) => week);
          expect(done.toSorted()).toEqual(due.toSorted());
        },
      ),
      { numRuns: 25 },
    );
  });
});
