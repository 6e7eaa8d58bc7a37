import fc from 'fast-check';
import { dayIn, holidays, instantOf, plusDays, weekdayOf } from '../../bot/programme/model/calendar.ts';
import {
  isDue,
  LATE_MS,
  type Reminding,
  reminded,
  reminderPlan,
  type ReminderPlan,
  silentAfter,
  slotNow,
  slotTomorrow,
} from '../../bot/pulses/model/reminders.ts';

const zone = 'Europe/Oslo';
const hourMs = 3_600_000;
const isDayOff = (day: string) => holidays(Number(day.slice(0, 4))).has(day);

function open(opens: string, closes: string, off: readonly string[] = []): ReminderPlan {
  const at = (text: string) => instantOf(zone, text.slice(0, 10), text.slice(11));
  return reminderPlan({
    ...{ opensAt: at(opens), closesAt: at(closes), zone },
    isDayOff: (day) => isDayOff(day) || off.includes(day),
  });
}

const local = (instant: Date) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
    instant,
  );
const week = open('2027-01-18 08:30', '2027-01-22 15:00');
const nine = (day: string) => instantOf(zone, day, '09:00');
const fresh: Reminding = { person: 'kari', sent: 0, last: undefined, until: undefined, silent: 0 };

describe('the reminders of a round', () => {
  it('are one, on Wednesday at nine, in an ordinary week', () => {
    expect(week.times.map(local)).toEqual(['2027-01-20 09:00']);
  });

  it.each([
    // Maundy Thursday and Good Friday are off.
    ['the week before Easter', '2027-03-22 08:30', '2027-03-24 15:00', ['2027-03-23 09:00']],
    ['a week that begins after Whit Monday', '2027-05-18 08:30', '2027-05-21 15:00', ['2027-05-19 09:00']],
    ['a round of one afternoon', '2027-01-18 12:00', '2027-01-18 16:00', []],
    ['a round over a weekend', '2027-01-22 14:00', '2027-01-25 09:00', []],
    [
      'a round of two weeks',
      '2027-01-18 08:30',
      '2027-01-29 15:00',
      ['2027-01-21 09:00', '2027-01-26 09:00'],
    ],
    ['the week of summer time', '2027-03-29 08:30', '2027-04-02 15:00', ['2027-03-31 09:00']],
  ])('are right in %s', (_what, opens, closes, times) => {
    expect(open(opens, closes).times.map(local)).toEqual(times);
  });

  it('keep clear of days on which the agency does not work', () => {
    const off = open('2027-01-18 08:30', '2027-01-22 15:00', ['2027-01-20']);
    expect(off.times.map(local)).toEqual(['2027-01-19 09:00']);
  });

  it('keep every promise, whenever a round opens and closes', () => {
    const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2034, 0, 1) });
    const lengths = fc.integer({ min: hourMs, max: 20 * 24 * hourMs });
    const zones = fc.constantFrom('Europe/Oslo', 'Atlantic/Reykjavik', 'America/New_York');
    fc.assert(
      fc.property(instants, lengths, zones, (opens, length, anyZone) => {
        const closes = opens + length;
        const window = { opensAt: new Date(opens), closesAt: new Date(closes), zone: anyZone, isDayOff };
        const { times, slots } = reminderPlan(window);
        expect(times.length).toBeLessThanOrEqual(length > 7 * 24 * hourMs ? 2 : 1);
        for (const time of times) {
          const day = dayIn(anyZone, time);
          expect(+time).toBe(+instantOf(anyZone, day, '09:00'));
          expect([weekdayOf(day) < 6, isDayOff(day)]).toEqual([true, false]);
          expect(+time - opens).toBeGreaterThanOrEqual(3 * hourMs);
          expect(closes - +time).toBeGreaterThanOrEqual(3 * hourMs);
        }
        const [first, second] = times.map(Number);
        expect((second ?? Infinity) - (first ?? 0)).toBeGreaterThanOrEqual(48 * hourMs);
        // None is left out where there is room for one.
        expect(times.length > 0).toBe(slots.length > 0);
      }),
      { numRuns: 200 },
    );
  });

  it('remind nobody more often than promised, whatever they press and whenever we look', () => {
    const plans = [week, open('2027-01-18 08:30', '2027-01-29 15:00')] as const;
    const looks = fc.array(
      fc.record({ minute: fc.integer({ min: 0, max: 12 * 24 * 60 }), press: fc.boolean() }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(looks, fc.constantFrom(...plans), fc.integer({ min: 0, max: 3 }), (all, plan, silent) => {
        const lived = live(
          plan,
          silent,
          all.toSorted((a, b) => a.minute - b.minute),
        );
        const uncalled = silent >= 2 ? 0 : plan.times.length;
        expect(lived.sent.length).toBeLessThanOrEqual(uncalled + lived.asked);
        expect(new Set(lived.sent.map(({ slot }) => +slot)).size).toBe(lived.sent.length);
        expect(lived.sent.filter(({ slot, now }) => +now - +slot >= LATE_MS)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

/** One person through a round: at each minute we look, and perhaps the person asks for tomorrow. */
function live(plan: ReminderPlan, silent: number, looks: readonly { minute: number; press: boolean }[]) {
  const sent: { slot: Date; now: Date }[] = [];
  let one: Reminding = { ...fresh, silent };
  let asked = 0;
  for (const { minute, press } of looks) {
    const now = new Date(Date.UTC(2027, 0, 18, 7, 30 + minute));
    const slot = slotNow(plan, now);
    if (slot && isDue(one, slot, plan)) {
      one = reminded(one, slot);
      sent.push({ slot, now });
    }
    if (!press) continue;
    const until = slotTomorrow(plan, now);
    if (until?.getTime() !== one.until?.getTime()) asked += 1;
    one = { ...one, until };
  }
  return { sent, asked };
}

describe('a person', () => {
  const wednesday = nine('2027-01-20');

  it('is reminded within four hours of the time, and not after', () => {
    const at = (time: string) => instantOf(zone, '2027-01-20', time);
    expect([at('08:59'), at('13:00'), at('18:00')].map((now) => slotNow(week, now))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([at('09:00'), at('12:59')].map((now) => slotNow(week, now))).toEqual([wednesday, wednesday]);
  });

  it('is not reminded late when the round is about to close', () => {
    const short = open('2027-01-18 08:30', '2027-01-20 13:00');
    expect(slotNow(short, instantOf(zone, '2027-01-20', '09:30'))).toEqual(wednesday);
    expect(slotNow(short, instantOf(zone, '2027-01-20', '10:00'))).toBeUndefined();
  });

  it('who asks on Monday is reminded on Tuesday, and not on Wednesday as well', () => {
    const tuesday = slotTomorrow(week, instantOf(zone, '2027-01-18', '10:00'));
    expect(tuesday).toEqual(nine('2027-01-19'));
    const asked = { ...fresh, until: tuesday };
    expect(isDue(asked, nine('2027-01-19'), week)).toBe(true);
    expect(isDue(reminded(asked, nine('2027-01-19')), wednesday, week)).toBe(false);
  });

  it('who asks for tomorrow on the reminder is reminded once more', () => {
    const first = reminded(fresh, wednesday);
    const again = { ...first, until: nine('2027-01-21') };
    expect(isDue(again, nine('2027-01-21'), week)).toBe(true);
    expect(isDue(first, nine('2027-01-21'), week)).toBe(false);
  });

  it('who asks on the last day is told that it is too late', () => {
    expect(slotTomorrow(week, instantOf(zone, '2027-01-22', '10:00'))).toBeUndefined();
    expect(slotTomorrow(week, instantOf(zone, '2027-01-21', '23:00'))).toEqual(nine('2027-01-22'));
  });

  it('who asks on a Friday in a long round is reminded on Monday', () => {
    const long = open('2027-01-18 08:30', '2027-01-29 15:00');
    expect(slotTomorrow(long, instantOf(zone, '2027-01-22', '10:00'))).toEqual(nine('2027-01-25'));
    expect(plusDays('2027-01-22', 3)).toBe('2027-01-25');
  });

  it('who let two rounds go by is reminded only when asking for it', () => {
    const silent = { ...fresh, silent: 2 };
    expect(isDue(silent, wednesday, week)).toBe(false);
    expect(isDue({ ...silent, until: wednesday }, wednesday, week)).toBe(true);
  });

  it('is silent after two rounds in a row, and no longer after one answer', () => {
    const went = { answered: false, reminders: true };
    expect(silentAfter(fresh, went)).toBe(1);
    expect(silentAfter({ ...fresh, silent: 1 }, went)).toBe(2);
    expect(silentAfter({ ...fresh, silent: 2 }, { ...went, answered: true })).toBe(0);
    expect(silentAfter({ ...fresh, silent: 1 }, { ...went, reminders: false })).toBe(1);
  });
});
