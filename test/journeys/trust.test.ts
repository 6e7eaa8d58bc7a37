import { type AboutMe, type Forgotten, type TrustReply } from '../../bot/programme/api/trust.ts';
import { type SetupReply } from '../../bot/programme/api.ts';
import { type ResultsReply } from '../../bot/pulses/api.ts';
import { type State } from '../../infra/practice/api.ts';
import {
  largestChannel,
  membersOf,
  nextInOslo,
  startStory,
  type Story,
  until,
  words,
} from '../support/story.ts';

let story: Story;
let world: State;
let channel: string;
let leaders: readonly string[];
let admin: string;
let representative: string;

const withRole = (role: string) =>
  world.people.find(({ roles }) => (roles as readonly string[]).includes(role))?.id ?? '';

/** Opens the policy for change as the set-up page would: what is, with other words. */
async function changePurpose(purpose: string): Promise<void> {
  const { body } = await story.tab<SetupReply>(admin, 'GET', '/api/setup');
  const changed = await story.tab(admin, 'PUT', '/api/setup/policy', { ...body.policy, purpose });
  expect(changed.status).toBe(200);
}

const insight = async () => {
  const { body } = await story.tab<TrustReply>(representative, 'GET', '/api/trust');
  if (body.insight === null) throw new Error('no insight');
  return body.insight;
};

const weeklyCards = async () => {
  const cards = await story.cardsIn(channel);
  return cards.filter(({ replyTo, conversation }) => replyTo === undefined && conversation === channel);
};

beforeAll(async () => {
  story = await startStory();
  world = await story.state();
  const largest = largestChannel(world);
  channel = largest?.id ?? '';
  leaders = largest === undefined ? [] : membersOf(world, largest);
  admin = withRole('Puls.Admin');
  representative = withRole('Puls.Representative');
}, 120_000);

afterAll(async () => {
  await story.stop();
});

describe('what people may know, and decide, about the pulses', () => {
  it('lets the representative read purpose, questions and rules before the first round', async () => {
    const before = await insight();
    expect(before.coming.length).toBeGreaterThanOrEqual(10);
    expect(before.units.length).toBeGreaterThan(0);
    expect(new Set(before.units.map(({ state }) => state))).toEqual(new Set(['discussed']));
    const token = await story.token(representative);
    const address = (await story.state()).services[0]?.address ?? '';
    const file = await fetch(`${address}/api/trust/note.docx?language=nn`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  it('shows a leader the explanation and the own data, and nothing of the rest', async () => {
    const [leader = ''] = leaders;
    const { body } = await story.tab<TrustReply>(leader, 'GET', '/api/trust');
    expect(body.insight).toBeNull();
    expect(body.parts.length).toBeGreaterThan(8);
    for (const path of ['/api/trust/note', '/api/trust/note.docx'])
      expect((await story.tab<unknown>(leader, 'HEAD', path)).status).not.toBe(200);
    expect((await story.tab(leader, 'GET', '/api/trust/note')).status).toBe(403);
    expect((await story.tab(undefined, 'GET', '/api/trust/me')).status).toBe(401);
    expect((await story.tab<AboutMe>(leader, 'GET', '/api/trust/me')).body.unit).not.toBeNull();
  });

  it('opens the first round, since its policy was discussed; and lets an open round go on when that changes', async () => {
    await story.clock(nextInOslo((await story.state()).now, 1, '08:30'));
    await until('the first weekly card', async () => (await weeklyCards())[0]);
    await changePurpose('Vi vil lære av hverandre på tvers.');
    expect(new Set((await insight()).units.map(({ state }) => state))).toEqual(new Set(['outdated']));
    const [card] = await weeklyCards();
    const { body } = await story.press(leaders[1] ?? '', card?.id ?? '', '4');
    expect(words(body.value)).toContain('4 av 5');
  }, 120_000);

  it('tells the leader the own answer in the tab and in the own chat, and nobody else', async () => {
    const [other = '', leader = ''] = leaders;
    const own = await story.tab<AboutMe>(leader, 'GET', '/api/trust/me');
    expect(own.body.answers).toMatchObject([{ answer: '4 av 5' }]);
    expect((await story.tab<AboutMe>(other, 'GET', '/api/trust/me')).body.answers).toEqual([]);
    for (const id of [representative, admin])
      expect(JSON.stringify((await story.tab(id, 'GET', '/api/trust')).body)).not.toContain('4 av 5');
  });

  it('deletes it when the leader asks, once, and asks to be sure', async () => {
    const [, leader = ''] = leaders;
    expect((await story.tab(leader, 'POST', '/api/trust/me/forget', {})).status).toBe(400);
    const forget = () => story.tab<Forgotten>(leader, 'POST', '/api/trust/me/forget', { confirm: true });
    expect((await forget()).body).toMatchObject({ rounds: 1, about: { answers: [] } });
    expect((await forget()).body).toMatchObject({ rounds: 0 });
    const [card] = await weeklyCards();
    const { body } = await story.press(leader, card?.id ?? '', 'change');
    expect(words(body.value)).not.toContain('4 av 5');
  });

  it('opens no new round until the changed policy has been discussed', async () => {
    await story.clock(nextInOslo((await story.state()).now, 5, '15:00'));
    await story.clock(nextInOslo((await story.state()).now, 1, '08:30'));
    expect(await weeklyCards()).toHaveLength(1);
    const { body } = await story.tab<SetupReply>(admin, 'GET', '/api/setup');
    const reasons = body.channels.map(({ reason }) => reason ?? '').join('\n');
    expect(reasons).toContain('på nytt');

    const { policyVersion, units } = await insight();
    const now = (await story.state()).now.slice(0, 10);
    const discussion = { heldOn: now, counterpart: 'Hovedtillitsvalgt', basis: 'Hovedavtalen' };
    const record = (unit: string, version: number) =>
      story.tab(admin, 'POST', '/api/setup/discussions', { ...discussion, unit, policyVersion: version });
    expect((await record(units[0]?.unit ?? '', policyVersion - 1)).status).toBe(409);
    for (const { unit } of units) expect((await record(unit, policyVersion)).status).toBe(200);
    expect((await insight()).discussions.at(-1)).toMatchObject({ counterpart: 'Hovedtillitsvalgt' });
    await story.clock(new Date(new Date((await story.state()).now).getTime() + 60_000).toISOString());
    await until('the second weekly card', async () => (await weeklyCards())[1]);
  }, 120_000);

  it('never shows the representative a figure of a unit', async () => {
    const [card] = (await weeklyCards()).slice(-1);
    for (const [index, leader] of leaders.entries())
      await story.press(leader, card?.id ?? '', String(1 + (index % 5)));
    await story.clock(nextInOslo((await story.state()).now, 5, '15:00'));
    const { results } = await insight();
    expect(results.rounds.length).toBeGreaterThan(0);
    expect(results.rounds[0]?.figure).toMatch(/\d,\d/);
    const { body } = await story.tab<ResultsReply>(representative, 'GET', '/api/results');
    const agency = body.units.find(({ parent }) => parent === null)?.id;
    const seen = new Set(
      body.rounds.flatMap(({ cells, rates }) => [...cells, ...rates].map(({ unit }) => unit)),
    );
    expect([...seen]).toEqual([agency]);
    const { body: setup } = await story.tab<SetupReply>(admin, 'GET', '/api/setup');
    for (const { name, parent } of setup.units.filter((unit) => unit.parent !== null))
      expect([name, parent !== null && JSON.stringify(results).includes(name)]).toEqual([name, false]);
  }, 120_000);
});
