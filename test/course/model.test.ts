import fc from 'fast-check';
import { loadPacks } from '../../bot/content/packs.ts';
import { withJoined } from '../../bot/content/joining.ts';
import {
  checkDays,
  courseContent,
  coursePack,
  type Day,
  type FreeWeek,
  maturityOf,
  type Placed,
  placePosts,
  prompts,
} from '../../bot/course/model.ts';
import { plusDays, weekOf } from '../../bot/programme/model/calendar.ts';

const packs = loadPacks('bot/content/packs');
const content = courseContent(packs.pack('modenhet'), packs.pack('tre-ledermoter'));
const monday = '2027-01-04';
/** Mondays from the first one on. */
const weeks = (count: number, left: ReadonlySet<number> = new Set()): readonly FreeWeek[] =>
  Array.from({ length: count }, (_one, at) => at)
    .filter((at) => !left.has(at))
    .map((at) => ({ day: plusDays(monday, 7 * at), week: weekOf(plusDays(monday, 7 * at)) }));
const plan = (days: readonly Day[], free: readonly FreeWeek[], done: readonly Placed[] = []) =>
  placePosts({ days, free, done, content });
const at = (days: number) => plusDays(monday, days);
const entries = ({ posts }: ReturnType<typeof plan>) => posts.map(({ entry }) => entry);

/** The last day of posting before the meeting, and the first one after it that does not prepare the next. */
function promptDays(meeting: Day, days: readonly Day[], free: readonly FreeWeek[]) {
  if (meeting === null) return [undefined, undefined];
  const held = days.filter((one) => one !== null);
  const between = (from: string, to: string) => free.filter(({ day }) => day > from && day < to);
  const earlier = held.findLast((one) => one < meeting) ?? '';
  const later = held.find((one) => one > meeting);
  const after = later === undefined ? between(meeting, '9999') : between(meeting, later).slice(0, -1);
  return [between(earlier, meeting).at(-1)?.day, after[0]?.day];
}

/** Statements that do not come before the first meeting or after the last one. */
const outside = (posts: readonly Placed[], held: readonly string[]) =>
  posts.filter(
    ({ phase, day }) =>
      (phase === 'before' && day >= (held[0] ?? '')) || (phase === 'after' && day <= (held.at(-1) ?? '')),
  );

const asked = (posts: readonly Placed[], phase: Placed['phase']) =>
  [...content.before, ...content.after]
    .filter(({ id }) => posts.some((post) => post.entry === id && post.phase === phase))
    .flatMap(({ questions }) => questions.map(({ id }) => id));

describe('the posts of a course', () => {
  it('come around meetings with room between them: statements, prompts, and the same statements again', () => {
    const found = plan([at(44), at(72), at(100)], weeks(30));
    expect(entries(found)).toEqual([
      ...['start-ledelse', 'start-endring', 'start-folk', 'start-kultur', 'start-gevinst'],
      ...['for-forste-mote', 'etter-forste-mote', 'for-andre-mote'],
      ...['etter-andre-mote', 'for-tredje-mote', 'etter-tredje-mote'],
      ...['slutt-ledelse', 'slutt-endring', 'slutt-folk', 'slutt-kultur', 'slutt-gevinst'],
    ]);
    expect(found.noRoom).toEqual([]);
    const { asked, all, questions } = maturityOf(found, content);
    expect([asked, all, questions.length]).toEqual([14, 14, 14]);
  });

  it('ask the same statements before and after, however little time there is', () => {
    const found = plan([at(17), at(31), at(45)], weeks(30));
    expect(found.posts.filter(({ phase }) => phase !== 'prompt').map(({ entry }) => entry)).toEqual([
      ...['start-ledelse', 'start-endring', 'slutt-ledelse', 'slutt-endring'],
    ]);
    expect(found.noRoom).toEqual(['start-folk', 'start-kultur', 'start-gevinst']);
    expect(maturityOf(found, content)).toMatchObject({ asked: 6, all: 14 });
  });

  it('prepare the next meeting where there is but one week between two', () => {
    const found = plan([at(44), at(51), at(58)], weeks(30));
    expect(found.noRoom).toEqual(['etter-forste-mote', 'etter-andre-mote']);
  });

  it('lie between the right meetings, one a week, in order, and nothing is left out that had room', () => {
    const day = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(
        fc.uniqueArray(day, { minLength: 3, maxLength: 3 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 39 }), { maxLength: 20 }),
        (numbers, without, quiet) => {
          const all = numbers.sort((one, other) => one - other).map(at);
          const days = all.map((one, index) => (without.includes(index) ? null : one));
          const free = weeks(40, new Set(quiet));
          const found = plan(days, free);
          const dayOf = new Map(found.posts.map((post) => [post.entry, post.day]));
          expect(new Set(found.posts.map(({ week }) => week)).size).toBe(found.posts.length);
          expect(dayOf.size).toBe(found.posts.length);
          expect(free).toEqual(expect.arrayContaining(found.posts.map(({ week, day }) => ({ week, day }))));
          expect(prompts.map(({ before, after }) => [dayOf.get(before), dayOf.get(after)])).toEqual(
            days.map((one) => promptDays(one, days, free)),
          );
          expect(found.noRoom.filter((id) => dayOf.has(id))).toEqual([]);
          const held = days.filter((one) => one !== null);
          expect(outside(found.posts, held)).toEqual([]);
          expect(asked(found.posts, 'before')).toEqual(
            expect.arrayContaining([...asked(found.posts, 'after')]),
          );
        },
      ),
    );
  });

  it('stay where they were once they have come, and come no second time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }), fc.integer({ min: -20, max: 40 }), (come, moved) => {
        const first = plan([at(44), at(72), at(100)], weeks(40));
        const done = first.posts.slice(0, come);
        const free = weeks(40).filter(({ week }) => week > (done.at(-1)?.week ?? ''));
        const days = [at(44), at(72), at(100 + moved)];
        const next = plan(days, free, done);
        expect(next.posts.slice(0, come)).toEqual(done);
        expect(new Set(entries(next)).size).toBe(next.posts.length);
      }),
    );
  });

  it('are none of their own when every meeting is left out', () => {
    const [come] = plan([at(44), at(72), at(100)], weeks(30)).posts;
    expect(plan([null, null, null], weeks(30), come ? [come] : [])).toEqual({ posts: [come], noRoom: [] });
  });
});

describe('the days of a course', () => {
  const check = (...days: Day[]) => {
    checkDays(days, '2027-02-01');
  };

  it('come one after the other from today on, and one is held at least', () => {
    expect(() => {
      check('2027-02-01', '2027-03-08', '2027-03-15');
      check('2027-03-01', null, '2027-03-15');
    }).not.toThrow();
  });

  it.each([
    ['another order', ['2027-03-08', '2027-03-01', '2027-03-15']],
    ['two on one day', ['2027-03-01', '2027-03-01', '2027-03-15']],
    ['a day that has gone', ['2027-01-31', '2027-03-01', '2027-03-15']],
    ['none left', [null, null, null]],
  ])('are refused with %s', (_name, days) => {
    expect(() => {
      check(...days);
    }).toThrow('course-dates');
  });

  it('may be over for a meeting that stays as it is', () => {
    expect(() => {
      checkDays(['2027-01-04', '2027-03-01', '2027-03-15'], '2027-02-01', [true, false, true]);
    }).not.toThrow();
  });
});

describe('the pack of a course', () => {
  const joined = withJoined(packs, coursePack);

  it('holds both packs, and is not among those to choose', () => {
    const pack = joined.pack(coursePack.id);
    expect(pack.entries).toHaveLength(21);
    expect(pack.areas).toHaveLength(6);
    expect(pack.languages).toEqual(['nb', 'nn', 'en']);
    expect(joined.list().map(({ id }) => id)).not.toContain(coursePack.id);
    expect(joined.entry(coursePack.id, 'slutt-folk')).toBe(packs.entry('modenhet', 'slutt-folk'));
    expect(joined.area(coursePack.id, 'digital-innsikt').id).toBe('digital-innsikt');
    expect(() => joined.entry(coursePack.id, 'ingen')).toThrow('not-found');
  });

  it('has every prompt that is placed', () => {
    const ids = packs.pack('tre-ledermoter').entries.map(({ id }) => id);
    expect(prompts.flatMap(({ before, after }) => [before, after])).toEqual(ids);
  });

  it('is gone while one of the two is withheld', () => {
    const without = { ...packs, find: (id: string) => (id === 'modenhet' ? undefined : packs.find(id)) };
    expect(withJoined(without, coursePack).find(coursePack.id)).toBeUndefined();
    expect(() => withJoined(without, coursePack).pack(coursePack.id)).toThrow('unknown-pack');
  });
});
