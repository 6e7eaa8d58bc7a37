import { type ResultsReply } from '../../bot/pulses/api.ts';
import { type GraphRequest, type State } from '../../infra/practice/api.ts';
import { describeWithPublished, published } from '../support/published.ts';
import {
  actionOf,
  membersOf,
  nextInOslo,
  pressActivity,
  startStory,
  until,
  words,
  type Reply,
  type Story,
} from '../support/story.ts';

let story: Story;
let world: State;
/** Leaders by unit, largest unit first: 9, 7 and 4. */
let groups: { channel: string; members: string[] }[];
let hr: string;
let outsider: string;
/** What a button on the open card would send, for a press that comes too late. */
let lastAnswer: unknown;
/** What was asked of Graph for the list of figures. */
let listCalls: readonly GraphRequest[] = [];

const group = (index: number) => {
  const found = groups[index];
  if (found === undefined) throw new Error(`The world has no unit number ${index}.`);
  return found;
};
const leader = (index: number, of = 0) => {
  const found = group(of).members[index];
  if (found === undefined) throw new Error(`Unit ${of} has no leader number ${index}.`);
  return found;
};

async function weeklyCard(channel: string, week = 1): Promise<string> {
  return until(`weekly card ${week} in the channel`, async () => {
    const cards = await story.cardsIn(channel);
    return cards.filter(({ replyTo, conversation }) => replyTo === undefined && conversation === channel)[
      week - 1
    ]?.id;
  });
}

async function answer(person: string, message: string, value: string): Promise<void> {
  const { status, body } = await story.press(person, message, value);
  expect([status, body.statusCode]).toEqual([200, 200]);
}

beforeAll(async () => {
  story = await startStory();
  world = await story.state();
  groups = world.channels
    .filter(({ installed }) => installed)
    .map((channel) => ({ channel: channel.id, members: [...membersOf(world, channel)] }))
    .sort((a, b) => b.members.length - a.members.length);
  hr = world.people.find(({ roles }) => roles.includes('Puls.HR'))?.id ?? '';
  const inTeams = new Set(world.teams.flatMap(({ members, owners }) => [...members, ...owners]));
  outsider = world.people.find(({ id, roles }) => !inTeams.has(id) && roles.length === 0)?.id ?? '';
}, 120_000);

afterAll(async () => {
  await story.stop();
});

describe('a week in the leader channels', () => {
  it('begins with nothing posted in three channels of 9, 7 and 4 leaders', async () => {
    expect(groups.map(({ members }) => members.length)).toEqual([9, 7, 4]);
    expect(
      (await story.state()).messages.filter(({ card, from }) => from.bot && card?.['refresh']),
    ).toHaveLength(0);
  });

  it('posts one card in each channel on Monday at half past eight, and none before', async () => {
    const monday = nextInOslo(world.now, 1, '08:30');
    await story.clock(new Date(new Date(monday).getTime() - 60_000).toISOString());
    expect(await story.cardsIn(group(0).channel)).toHaveLength(0);

    await story.clock(monday);
    for (const { channel } of groups) await weeklyCard(channel);
    for (const { channel } of groups) expect(await story.cardsIn(channel)).toHaveLength(1);
  });

  it('tells each leader what happens with answers in their own unit', async () => {
    expect(await story.seen(leader(0), await weeklyCard(group(0).channel))).toMatch(
      /9 .*(minst 6|minimum 6)/s,
    );
    expect(await story.seen(leader(0, 2), await weeklyCard(group(2).channel))).toMatch(/4\./);
  });

  it('shows a leader the own answer, lets it be changed and withdrawn, and shows it to nobody else', async () => {
    const message = await weeklyCard(group(0).channel);
    await answer(leader(1), message, '4');
    expect(await story.seen(leader(1), message)).toContain('4 av 5');
    expect(await story.seen(leader(2), message)).not.toContain('4 av 5');

    await answer(leader(1), message, 'change');
    await answer(leader(1), message, '5');
    expect(await story.seen(leader(1), message)).toContain('5 av 5');

    await answer(leader(1), message, 'withdraw');
    expect(await story.seen(leader(1), message)).not.toContain('av 5.');
    const shared = (await story.cardsIn(group(0).channel))[0];
    expect(words(shared?.card)).not.toMatch(/svarte/);
  });

  it('gives the card for a typed number, and never takes an answer from text', async () => {
    const message = await weeklyCard(group(0).channel);
    const before = (await story.cardsIn(group(0).channel)).length;
    await story.type(leader(3), group(0).channel, '4');
    await until('a reply with a card', async () => (await story.cardsIn(group(0).channel)).length > before);
    expect(await story.seen(leader(3), message)).not.toContain('4 av 5');
  });

  it('refuses a press by somebody who is not in the channel', async () => {
    const message = await weeklyCard(group(0).channel);
    const data = { verb: 'answer', value: 4 };
    const { body } = await story.press(outsider, message, '4', data);
    expect(JSON.stringify(body)).not.toContain('4 av 5');
  });

  it('shows HR nothing of an open round', async () => {
    const { status, body } = await story.tab<ResultsReply>(hr, 'GET', '/api/results');
    expect(status).toBe(200);
    expect(body.rounds).toHaveLength(0);
    expect(body.open).not.toBeNull();
  });

  it('closes on Friday: own result for the 9, the larger unit for the 7 and the 4', async () => {
    for (const [index, { channel, members }] of groups.entries()) {
      const message = await weeklyCard(channel);
      for (const [number, person] of members.entries())
        await answer(person, message, String(2 + ((number + index) % 4)));
    }
    lastAnswer = actionOf((await story.cardsIn(group(0).channel))[0]?.card, 'answer');
    const before = await Promise.all(
      groups.map(({ channel }) => story.cardsIn(channel).then(({ length }) => length)),
    );
    await story.clock(nextInOslo((await story.state()).now, 5, '15:00'));

    for (const [index, { channel }] of groups.entries())
      await until(
        'the result card',
        async () => (await story.cardsIn(channel)).length > (before[index] ?? 0),
      );
    const results = await Promise.all(
      groups.map(async ({ channel }) => words((await story.cardsIn(channel)).at(-1)?.card)),
    );
    expect(results[0]).toMatch(/\d,\d/);
    expect(results[1]).toMatch(/\d,\d/);
    expect(results[2]).toMatch(/\d,\d/);
  }, 120_000);

  it('answers a late press with the closed card and keeps nothing', async () => {
    const activity = pressActivity({
      ...{ tenant: world.tenant, person: leader(0), channel: group(0).channel, action: lastAnswer },
      message: await weeklyCard(group(0).channel),
    });
    expect(lastAnswer).toBeDefined();
    const { status, body } = await story.api<Reply<{ statusCode: number; value: unknown }>>(
      'POST',
      '/api/activities',
      { activity },
    );
    expect([status, body.statusCode]).toEqual([200, 200]);
    expect(words(body.value)).toMatch(/avsluttet/);
    expect(words(body.value)).not.toContain('av 5');
  });

  it('gives HR the released cells, the rate and, after the next rounds, a trend', async () => {
    const { body } = await story.tab<ResultsReply>(hr, 'GET', '/api/results');
    expect(body.rounds).toHaveLength(1);
    const [round] = body.rounds;
    expect(round?.cells.filter(({ shown }) => shown).length).toBeGreaterThanOrEqual(2);
    expect(round?.cells.filter(({ shown }) => !shown).length).toBeGreaterThanOrEqual(1);
    expect(body.summary.length).toBeGreaterThan(20);
  });

  it('puts the same figures, and no hidden one, into the agency’s SharePoint list', async () => {
    const { body } = await story.tab<ResultsReply>(hr, 'GET', '/api/results');
    const shown = body.rounds.flatMap(({ cells }) => cells.filter((cell) => cell.shown));
    const lists = await until('the rows', async () => {
      const { lists: rows } = await story.state();
      return rows.length === 0 ? undefined : rows;
    });
    expect(lists.map(({ fields }) => [fields['LpUnitId'], fields['LpShown']]).sort()).toEqual(
      shown.map(({ unit, text }) => [unit, text]).sort(),
    );
    const { requests } = await story.api<{ requests: GraphRequest[] }>('GET', '/api/graph/requests');
    listCalls = requests.filter(({ path }) => path.includes('/sites/') || path.endsWith('/$batch'));
    expect(listCalls.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
  });

  describeWithPublished('graph')('to Graph', () => {
    it('follows the published description, each part of a batch for itself, and so do the answers', async () => {
      expect(listCalls.flatMap(await published('graph'))).toEqual([]);
    }, 60_000);
  });

  it('says a kind line, and no figure, when too few have answered', async () => {
    await story.clock(nextInOslo((await story.state()).now, 1, '08:30'));
    const message = await weeklyCard(group(0).channel, 2);
    for (const person of group(0).members.slice(0, 3)) await answer(person, message, '3');
    const before = (await story.cardsIn(group(0).channel)).length;
    await story.clock(nextInOslo((await story.state()).now, 5, '15:00'));
    await until('the result card', async () => (await story.cardsIn(group(0).channel)).length > before);
    expect(words((await story.cardsIn(group(0).channel)).at(-1)?.card)).not.toMatch(/\d,\d/);
  }, 120_000);

  it('keeps outsiders and leaders away from what is HR’s', async () => {
    expect((await story.tab(undefined, 'GET', '/api/results')).status).toBe(401);
    const own = await story.tab<ResultsReply>(leader(0, 2), 'GET', '/api/results');
    const unitsSeen = own.body.rounds.flatMap(({ cells }) => cells.map(({ unit }) => unit));
    expect(new Set(unitsSeen).size).toBeLessThan(4);
    expect((await story.tab(leader(0), 'GET', '/api/setup')).status).toBe(403);
  });
});
