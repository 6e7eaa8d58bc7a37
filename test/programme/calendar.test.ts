import fc from 'fast-check';
import {
  dayIn,
  dueWeeks,
  holidays,
  instantOf,
  mondayOf,
  nextSlot,
  slotOf,
  weekAfter,
  weekOf,
  weeksBetween,
} from '../../bot/programme/model/calendar.ts';

const weekly = {
  startWeek: '2026-W40',
  zone: 'Europe/Oslo',
  postOn: 1,
  postAt: '08:30',
  closeOn: 5,
  closeAt: '15:00',
  lateHours: 8,
} as const;
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
