import { randomUUID } from 'node:crypto';
import { type CourseBody, type CoursePostView, type CourseReply } from '../../bot/course/api.ts';
import { type ChangesReply, type MeetingView } from '../../bot/minutes/api.ts';
import { type EffectsReply } from '../../bot/programme/api/calendar.ts';
import { type SetupReply } from '../../bot/programme/api.ts';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { type State, type WorldMeeting } from '../../infra/practice/api.ts';
import { accessibilityFaults, overflow } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { membersOf, startStory, type Story, until } from '../support/story.ts';

let story: Story;
let world: State;
let meeting: WorldMeeting;
let chair: string;
let admin: string;
let channel: string;
let members: readonly string[];
let series: string;
let programme: string;
let days: readonly string[];

const path = () => `/api/setup/courses/${encodeURIComponent(channel)}`;
const read = async (person: string) => (await story.tab<CourseReply>(person, 'GET', path())).body;
const decide = (person: string, body: CourseBody) => story.tab<CourseReply>(person, 'PUT', path(), body);
const course = async (person = chair) => {
  const found = (await read(person)).course;
  if (found === null) throw new Error('no course');
  return found;
};
const dayAt = (day: string, time: string) => new Date(`${day}T${time}:00+01:00`).toISOString();
const channelNow = async () =>
  (await story.tab<SetupReply>(admin, 'GET', '/api/setup')).body.channels.find(({ id }) => id === channel);

/** The chair opens the repeated meeting; Teams tells of it only when it first began. */
async function opened(now?: string): Promise<MeetingView> {
  if (now !== undefined) await story.clock(now);
  const at = { meeting: meeting.id, chat: meeting.chat };
  return (await story.tab<MeetingView>(chair, 'POST', '/api/minutes/open', at)).body;
}

/** The group's first meeting in Teams is on that day. */
async function planned(day: string): Promise<void> {
  const { people, teams, channels } = world;
  const at = { startsAt: `${day}T09:00:00.000Z`, endsAt: `${day}T10:00:00.000Z` };
  await story.api('PUT', '/api/world', { people, teams, channels, meetings: [{ ...meeting, ...at }] });
}

/** The group agrees on one thing, and somebody is to do it. */
async function held(view: MeetingView, goal: string): Promise<void> {
  const at = `/api/minutes/meetings/${view.id}`;
  const change = (...changes: Record<string, unknown>[]) =>
    story.tab<ChangesReply>(chair, 'POST', `${at}/changes`, {
      changes: changes.map((one) => ({ id: randomUUID(), ...one })),
    });
  await story.tab(chair, 'POST', `${at}/start`, {});
  const item = view.items.at(-1)?.id ?? '';
  const refused = await story.tab(chair, 'POST', `${at}/finish`, {});
  expect(refused.status).toBe(409);
  const followUp = randomUUID();
  await change(
    {
      ...{ type: 'edit', target: { of: 'item', item, field: 'decision' }, revision: 0 },
      edit: { at: 0, remove: 0, insert: goal },
    },
    { type: 'set-item', item, set: { outcome: 'decided' } },
    { type: 'add-follow-up', item, followUp, text: `Gjør det: ${goal}` },
    { type: 'set-follow-up', item, followUp, set: { owner: view.people[0], due: '2099-01-01' } },
    ...view.people.map((person) => ({ type: 'set-attendance', person, status: 'present' })),
  );
  expect((await story.tab(chair, 'POST', `${at}/finish`, {})).status).toBe(200);
}

/** The meeting of that day by its template: an hour, with something to decide at its end. Answers which film it begins with. */
async function heldOn({ day, number }: { day: string; number: number }): Promise<string> {
  const view = await opened(dayAt(day, '09:00'));
  expect(view.items.reduce((sum, { plannedMinutes }) => sum + (plannedMinutes ?? 0), 0)).toBe(60);
  expect(view.items.at(-1)?.kind).toBe('B');
  await held(view, `Mål ${number}`);
  return view.items[0]?.guidance?.film?.title ?? '';
}

/** A post comes on its day; everybody answers the first statements, low before the meetings and high after them. */
async function posted(post: CoursePostView, posts: readonly CoursePostView[]): Promise<void> {
  await story.clock(dayAt(post.day, '08:31'));
  const message = await until(post.title, async () =>
    (await story.cardsIn(channel)).find(({ card }) => JSON.stringify(card).includes(post.title)),
  );
  const isFirst = posts.find(({ phase }) => phase === post.phase) === post;
  if (!isFirst || post.phase === 'prompt') return;
  const answer = post.phase === 'before' ? '2' : '4';
  for (const person of members)
    await story.press(person, message.id, 'answer', {
      ...{ 'answer-0': answer, 'answer-1': answer, 'answer-2': answer },
    });
}

beforeAll(async () => {
  story = await startStory();
  world = await story.state();
  const [first] = world.meetings;
  if (first === undefined) throw new Error('The practice world has no meeting.');
  meeting = first;
  chair = meeting.organizer;
  admin = world.people.find(({ roles }) => roles.includes('Puls.Admin'))?.id ?? '';
  const group = world.channels.find((one) => membersOf(world, one).includes(chair));
  channel = group?.id ?? '';
  members = group ? membersOf(world, group) : [];
  days = (await read(admin)).suggested;
  await planned(days[0] ?? '');
  await until('the set-up', async () => (await channelNow())?.programme != null);
  series = (await opened()).series.id;
}, 120_000);

afterAll(async () => {
  await story.stop();
});

describe('the course of three meetings', () => {
  it('says what it will change before an administrator chooses it', async () => {
    const before = await read(admin);
    expect(before).toMatchObject({ may: true, course: null });
    expect(before.series.map(({ id }) => id)).toEqual([series]);
    const [one = '', two = '', three = ''] = days;
    const choice: CourseBody = { do: 'choose', series, days: [one, two, three] };
    const { lines } = (await story.tab<EffectsReply>(admin, 'POST', `${path()}/effects`, choice)).body;
    expect(lines.join(' ')).toMatch(/Møte 3 er .*Hvor går vi nå.*: 6, i uke .*De 14 påstandene om modenhet/);
    expect((await read(admin)).course).toBeNull();

    const outsider = world.people.find(({ id, roles }) => !members.includes(id) && roles.length === 0);
    expect((await decide(outsider?.id ?? '', choice)).status).toBe(403);
    expect((await story.tab(outsider?.id, 'GET', path())).status).toBe(404);
    const chosen = await decide(admin, { ...choice, ifMatch: before.etag });
    expect(chosen.status).toBe(200);
    expect((await decide(admin, choice)).body.etag).toBe(chosen.body.etag);
    programme = chosen.body.course?.programme ?? '';
    expect(await channelNow()).toMatchObject({ programme: 'digital-ledelse' });
  });

  it('plans three meetings with the templates of the episodes, and every post in a week of its own', async () => {
    const { meetings, posts, maturity, noRoom } = await course();
    expect(meetings.map(({ state }) => state)).toEqual(['coming', 'coming', 'coming']);
    expect(posts.map(({ phase }) => phase)).toEqual([
      ...Array.from({ length: 5 }, () => 'before'),
      ...Array.from({ length: 6 }, () => 'prompt'),
      ...Array.from({ length: 5 }, () => 'after'),
    ]);
    expect([maturity.asked, maturity.all, noRoom]).toEqual([14, 14, []]);
  });
});

describeInBrowser('the page of a course', () => {
  it('stands on a page that shows what a change does, in bokmål and in nynorsk', async () => {
    const browser = await openBrowser();
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'nb-NO' });
    const tab = world.tabs.find(({ url }) => url.includes('setup'))?.id ?? '';
    const faults: (readonly string[] | number)[] = [];
    for (const [language, way, move, see] of [
      ['nb', 'Kurs', 'Flytt møte 2', 'Se hva som endres'],
      ['nn', 'Kurs', 'Flytt møte 2', 'Sjå kva som blir endra'],
    ] as const) {
      await story.tab(admin, 'PUT', '/api/me/language', { language });
      await page.goto('about:blank');
      await page.goto(`${story.practice.url}/#/app/${encodeURIComponent(tab)}?as=${admin}`);
      const frame = await until('the tab', async () =>
        Promise.resolve(page.frames().find((one) => one.url().includes('/tab/'))),
      );
      await frame.getByRole('link', { name: way, exact: true }).click();
      await frame.getByRole('button', { name: move }).click();
      await frame.getByRole('button', { name: see }).click();
      await frame.getByRole('listitem').first().waitFor();
      for (const width of [520, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        faults.push(await accessibilityFaults(frame), await overflow(frame));
      }
    }
    await browser.close();
    await story.tab(admin, 'PUT', '/api/me/language', { language: 'nb' });
    expect(faults).toEqual([[], 0, [], 0, [], 0, [], 0]);
  }, 60_000);
});

describe('a course that is held', () => {
  it('goes by the clock: statements, prompts around the meetings, meetings by their templates, statements again', async () => {
    const { meetings, posts } = await course();
    const walk = [...posts, ...meetings.map(({ day, number }) => ({ day: day ?? '', number }))];
    const films: string[] = [];
    for (const step of walk.sort((one, other) => (one.day < other.day ? -1 : 1))) {
      if ('title' in step) await posted(step, posts);
      else films.push(await heldOn(step));
    }
    expect(films).toEqual(
      [1, 2, 3].map((number) => `Introduksjon til digital transformasjon, episode ${number}`),
    );
  }, 180_000);

  it('shows the change through the results, as every other figure', async () => {
    const hr = world.people.find(({ roles }) => roles.includes('Puls.HR'))?.id ?? '';
    const { body } = await story.tab<ResultsReply>(
      hr,
      'GET',
      `/api/results?period=all&programme=${programme}`,
    );
    const unit = (await read(admin)).unit;
    const shown = body.rounds
      .filter(({ question }) => question.id === 'toppen-eier')
      .map(({ cells }) => cells.find((cell) => cell.unit === unit))
      .map((cell) => (cell?.shown === true ? cell.value : null));
    expect(shown).toHaveLength(2);
    expect(shown[0]).toBeLessThan(shown[1] ?? 0);
  });

  it('ends in goals that are followed up, which only the people of the meetings read', async () => {
    const open = await course();
    expect(open.meetings.map(({ goals }) => goals?.map(({ text }) => text))).toEqual([
      ['Mål 1'],
      ['Mål 2'],
      ['Mål 3'],
    ]);
    const own = await story.tab<{ followUps: { id: string; text: string }[] }>(
      chair,
      'GET',
      '/api/minutes/followups',
    );
    expect(own.status).toBe(200);
    expect(open.meetings[0]?.goals?.[0]?.followUps[0]).toMatchObject({
      ...{ text: 'Gjør det: Mål 1', due: '2099-01-01', status: 'open' },
    });
    expect((await course(admin)).meetings[0]?.goals).toBeNull();
  });

  it('is over after its last week, and the channel goes on as before', async () => {
    const { posts } = await course();
    const end = new Date(Date.parse(`${posts.at(-1)?.day ?? ''}T12:00:00Z`) + 8 * 86_400_000);
    await story.clock(end.toISOString());
    await until('the end', async () => (await course()).state === 'done');
    expect(await channelNow()).toMatchObject({ programme: 'digital-ledelse' });
    expect((await course()).posts.map(({ state }) => state)).toEqual(posts.map(() => 'closed'));
  });
});
