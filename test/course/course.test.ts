import { type CourseBody } from '../../bot/course/api.ts';
import { courseActions } from '../../bot/course/actions.ts';
import { type CourseParts } from '../../bot/course/actions/parts.ts';
import { courseTemplates } from '../../bot/course/episodes.ts';
import { courseWork } from '../../bot/course/jobs.ts';
import { coursePack } from '../../bot/course/model.ts';
import { withJoined } from '../../bot/content/joining.ts';
import { loadPacks } from '../../bot/content/packs.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { type Caller } from '../../bot/platform/http/http.ts';
import { roundWork } from '../../bot/programme/jobs.ts';
import { type CourseMeetings, type EpisodeMeeting } from '../../bot/programme/slots/course.ts';
import { Refusal } from '../../bot/refusal.ts';
import { eachDatabase } from '../support/databases.ts';
import { channelId, office, tenant } from '../support/office.ts';

const plan = channelId('plan');
const series = '7c1f7d63-6c39-4f0e-8f2f-6a2f5f3f0a11';
const days: [string, string, string] = ['2026-11-04', '2026-12-02', '2027-01-13'];
const choice = { do: 'choose', series, days } as const;

/** The office with a course; its meetings are told by the test. */
async function group(database: Database) {
  const packs = withJoined(loadPacks('bot/content/packs'), coursePack);
  const us = await office(database, { packs });
  const meetings: EpisodeMeeting[] = [];
  const settled: string[] = [];
  const told: CourseMeetings = {
    series: () => Promise.resolve([{ id: series, title: 'Ledermøte', coming: [], daysBetween: 14 }]),
    templateName: (id) => ({ nb: id, nn: id, en: id }),
    on: (_group, wanted) => Promise.resolve(meetings.filter(({ day }) => wanted.includes(day))),
    settle(_group, wanted) {
      settled.push(wanted.map(({ day, template }) => `${day} ${template.slice(-1)}`).join(', '));
      return Promise.resolve(0);
    },
    goals: () => Promise.reject(new Refusal('not-in-meeting')),
  };
  const owners = new Set(['leder0']);
  const parts: CourseParts = {
    ...{ database, people: us.people, programme: us.programme, packs, clock: us.clock },
    ids: us.ids,
    meetings: told,
    rights: {
      require: ({ id }) => (owners.has(id) ? Promise.resolve() : Promise.reject(new Refusal('owners-only'))),
      shown: () => undefined,
    },
  };
  const course = courseActions(parts);
  const work = courseWork(parts);
  const rounds = roundWork({ ...us, packs, parts: () => [] });
  const caller = (id: string, of = tenant): Caller => ({
    ...{ id, tenant: of, name: id, roles: [], language: 'nb', token: '' },
    tokenExpires: new Date('2099-01-01T00:00:00Z'),
  });
  const owner = caller('leder0');
  return {
    ...{ us, course, caller, owner, meetings, settled },
    decide: (body: CourseBody) => course.decide(owner, plan, body),
    posts: async () => (await course.read(owner, plan)).course?.posts ?? [],
    state: async () => (await course.read(owner, plan)).course?.state,
    follows: async () => (await us.programme.channel(tenant, plan))?.programme,
    templateOn: (day: string, of = series, channel = plan) =>
      courseTemplates(database).templateOn({ tenant, channel, series: of }, day),
    async at(time: string) {
      us.at(time);
      await work.run();
      while ((await rounds.run(new AbortController().signal)) > 0);
      await work.run();
    },
  };
}

const shown = (posts: readonly { week: string; phase: string; title: string }[]) =>
  posts.map(({ week, phase }) => `${week.slice(5)} ${phase}`);
const planned = [
  ...['W40', 'W41', 'W42', 'W43', 'W44'].map((week) => `${week} before`),
  ...['W45', 'W46', 'W49', 'W50', 'W02', 'W03'].map((week) => `${week} prompt`),
  ...['W04', 'W05', 'W06', 'W07', 'W08'].map((week) => `${week} after`),
];

eachDatabase((_name, openDatabase) => {
  describe('a course', () => {
    it('gives every post its week and every meeting its template', async () => {
      const at = await group(await openDatabase());
      const { lines } = await at.course.effects(at.owner, plan, choice);
      expect(lines.length).toBeGreaterThan(5);
      expect(await at.posts()).toEqual([]);
      await at.decide(choice);
      expect(shown(await at.posts())).toEqual(planned);
      expect(at.settled.at(-1)).toBe('2026-11-04 1, 2026-12-02 2, 2027-01-13 3');
      expect(await at.templateOn('2026-12-02')).toBe('dfo-episode-2');
      expect(await at.templateOn('2026-12-03')).toBeUndefined();
      expect(await at.templateOn('2026-12-02', 'another series')).toBeUndefined();
    });

    it('is chosen once, however many choose it', async () => {
      const at = await group(await openDatabase());
      const others = { ...choice, days: ['2026-11-05', '2026-12-03', '2027-01-14'] } as const;
      const [one, other] = await Promise.allSettled([
        at.decide(choice),
        at.decide({ ...others, days: [...others.days] }),
      ]);
      expect([one.status, other.status].sort()).toEqual(['fulfilled', 'rejected']);
      const before = await at.posts();
      const again =
        one.status === 'fulfilled' ? at.decide(choice) : at.decide({ ...others, days: [...others.days] });
      await expect(again).resolves.toMatchObject({ course: { posts: before } });
      await expect(
        at.decide({ ...choice, days: ['2027-02-01', '2027-03-01', '2027-04-01'] }),
      ).rejects.toThrow('course-running');
    });

    it('is not for those who do not own the team, and does not exist for another agency', async () => {
      const at = await group(await openDatabase());
      const member = at.caller('leder1');
      await expect(at.course.decide(member, plan, choice)).rejects.toThrow('owners-only');
      await expect(at.course.effects(member, plan, choice)).rejects.toThrow('owners-only');
      expect(await at.course.read(member, plan)).toMatchObject({ may: false, course: null });
      await expect(at.course.read(at.caller('fremmed'), plan)).rejects.toThrow('not-found');
      expect(await at.course.list(at.caller('fremmed'))).toEqual({ groups: [] });
      const elsewhere = at.caller('leder0', '00000000-0000-4000-8000-000000000000');
      await expect(at.course.decide(elsewhere, plan, choice)).rejects.toThrow('not-found');
      await expect(at.course.read(elsewhere, plan)).rejects.toThrow('not-found');
    });

    it('is followed by the channel from its first Monday until after its last week', async () => {
      const at = await group(await openDatabase());
      await at.decide({ ...choice, days: ['2026-11-11', '2026-12-09', '2027-01-20'] });
      const { programme } = (await at.course.read(at.owner, plan)).course ?? { programme: '' };
      await at.at('2026-09-28T06:31:00Z');
      expect([await at.state(), await at.follows()]).toEqual(['chosen', 'uka']);
      await at.at('2026-10-05T06:31:00Z');
      expect([await at.state(), await at.follows()]).toEqual(['running', programme]);
      expect((await at.us.programme.rounds(tenant)).map(({ week, entry }) => [week, entry])).toEqual([
        ['2026-W40', expect.any(String)],
        ['2026-W41', 'start-ledelse'],
      ]);
      await at.at('2027-03-08T06:31:00Z');
      expect([await at.state(), await at.follows()]).toEqual(['done', 'uka']);
    });

    it('moves what hangs on a meeting with it, and leaves what has come', async () => {
      const at = await group(await openDatabase());
      await at.decide(choice);
      await at.at('2026-09-28T06:31:00Z');
      const { lines } = await at.course.effects(at.owner, plan, {
        do: 'move',
        meeting: 2,
        day: '2026-12-16',
      });
      expect(lines[0]).toBe(
        'Møte 2 flyttes fra onsdag 2. desember til onsdag 16. desember, og malen følger med.',
      );
      await at.decide({ do: 'move', meeting: 2, day: '2026-12-16' });
      const posts = shown(await at.posts());
      expect(posts.slice(0, 7)).toEqual(planned.slice(0, 7));
      expect(posts.slice(7, 9)).toEqual(['W51 prompt', 'W52 prompt']);
      expect(at.settled.at(-1)).toBe('2026-11-04 1, 2026-12-16 2, 2027-01-13 3');
      await expect(at.decide({ do: 'move', meeting: 2, day: '2027-02-01' })).rejects.toThrow('course-dates');
      await expect(at.decide({ do: 'move', meeting: 2, day: '2026-09-01' })).rejects.toThrow('course-dates');
      const stale = { do: 'skip', meeting: 2, ifMatch: 'another state' } as const;
      await expect(at.decide(stale)).rejects.toThrow('changed-meanwhile');
    });

    it('goes on without a meeting that is left out or called off, until that has a new day', async () => {
      const at = await group(await openDatabase());
      await at.decide(choice);
      await at.decide({ do: 'skip', meeting: 3 });
      expect(shown(await at.posts()).filter((post) => post.endsWith('prompt'))).toEqual(planned.slice(5, 9));
      at.meetings.push({ meeting: 'm2', day: '2026-12-02', template: 'dfo-episode-2', state: 'cancelled' });
      await at.at('2026-09-25T11:00:00Z');
      expect(shown(await at.posts()).filter((post) => post.endsWith('prompt'))).toEqual(planned.slice(5, 7));
      const { course } = await at.course.read(at.owner, plan);
      expect(course?.meetings.map(({ state }) => state)).toEqual(['waiting', 'cancelled', 'left-out']);
      expect(at.settled.at(-1)).toBe('2026-11-04 1');
      await at.decide({ do: 'move', meeting: 2, day: '2026-12-03' });
      expect(shown(await at.posts()).filter((post) => post.endsWith('prompt'))).toEqual(planned.slice(5, 9));
    });

    it('leaves a meeting that has begun where it is', async () => {
      const at = await group(await openDatabase());
      await at.decide(choice);
      at.meetings.push({ meeting: 'm1', day: '2026-11-04', template: 'dfo-episode-1', state: 'finished' });
      await expect(at.decide({ do: 'skip', meeting: 1 })).rejects.toThrow('wrong-state');
      await expect(at.decide({ do: 'move', meeting: 1, day: '2026-11-05' })).rejects.toThrow('wrong-state');
      const { course } = await at.course.read(at.owner, plan);
      expect(course?.meetings[0]).toMatchObject({ state: 'finished', goals: null });
    });

    it('can be ended: nothing more comes, the channel goes back, and another can be chosen', async () => {
      const at = await group(await openDatabase());
      await at.decide(choice);
      await at.at('2026-09-28T06:31:00Z');
      const { lines } = await at.course.effects(at.owner, plan, { do: 'stop' });
      expect(lines).toEqual([
        'Kurset avsluttes. Poster som ikke er kommet, kommer ikke: 15.',
        'Kanalen følger «Digital ledelse» igjen fra neste runde.',
        'Møter som ikke er begynt, får malen til serien igjen. Referater, beslutninger og oppfølgingspunkter står.',
        'Modenheten blir ikke målt igjen, så det første svaret har ikke noe å sammenlignes med.',
      ]);
      await at.decide({ do: 'stop' });
      expect([await at.state(), await at.follows()]).toEqual(['stopped', 'uka']);
      expect([shown(await at.posts()), at.settled.at(-1)]).toEqual([['W40 before'], '']);
      const { programmes } = await at.us.programme.setup(tenant, 'nb');
      expect(programmes.map(({ state }) => state).sort()).toEqual(['running', 'stopped']);
      await at.decide({ ...choice, days: ['2026-12-02', '2027-01-13', '2027-02-03'] });
      expect(await at.state()).toBe('chosen');
    });
  });
});
