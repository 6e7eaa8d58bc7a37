import { type SetupReply } from '../../bot/programme/api.ts';
import { type WeekCardReply } from '../../bot/prompts/api.ts';
import { type State, type StateMessage } from '../../infra/practice/api.ts';
import { actionOf, nextInOslo, startStory, type Story, until, words } from '../support/story.ts';

let story: Story;
let world: State;
let admin: string;

beforeAll(async () => {
  story = await startStory();
  world = await story.state();
  admin = world.people.find(({ roles }) => roles.includes('Puls.Admin'))?.id ?? '';
});
afterAll(() => story.stop());

const greetings = async (conversation: string): Promise<readonly StateMessage[]> =>
  (await story.state()).messages.filter(
    (message) => message.conversation === conversation && actionOf(message.card, 'setup-open'),
  );
const newest = (conversation: string, what: string, says: RegExp) =>
  until(what, async () => (await greetings(conversation)).findLast((one) => says.test(words(one.card))));
const team = (index: number) => {
  const found = world.teams[index];
  if (found === undefined) throw new Error(`The world has no team number ${index}.`);
  return found;
};
const setup = async () => (await story.tab<SetupReply>(admin, 'GET', '/api/setup')).body;
const channelIn = async (id: string) => (await setup()).channels.find((channel) => channel.id === id);
const bot = (conversation: string, what: 'join' | 'leave') =>
  story.api('POST', '/api/members', { conversation, person: 'bot', do: what });
/** As Teams tells of a team or channel that has changed. */
const tell = (eventType: string, channel: string, more: object = {}) =>
  story.api('POST', '/api/activities', {
    activity: {
      type: 'conversationUpdate',
      from: { id: '28:teams' },
      conversation: { id: channel, conversationType: 'channel', isGroup: true, tenantId: world.tenant },
      channelData: { tenant: { id: world.tenant }, eventType, channel: { id: channel }, ...more },
    },
  });

describe('adding the app to a team', () => {
  it('leaves one finished card, and no form, in each channel that is set up already', async () => {
    for (const { id } of world.channels) {
      const { card } = await newest(id, 'the finished card', /satt opp her|sett opp her/);
      expect(await greetings(id)).toHaveLength(1);
      expect(JSON.stringify(card)).toMatch(/Første kort/);
      expect(card?.['refresh']).toBeUndefined();
    }
  });

  it('greets in General with a form for the owner, and a plain card for the others', async () => {
    const { id, owners, members } = team(0);
    const [owner = '', other = ''] = [owners[0], members[0]];
    await bot(id, 'join');
    const message = await newest(id, 'a greeting', /Skal vi sette opp Lederpuls her/);
    expect(await story.seen(owner, message.id)).toContain('Enhet (må fylles ut)');
    expect(await story.seen(other, message.id)).not.toContain('Enhet (må fylles ut)');
    const refused = await story.press(other, message.id, 'setup-open');
    expect(words(refused.body.value)).toContain('Bare eiere av teamet kan sette opp Lederpuls her.');
    expect((await channelIn(id))?.programme).toBeNull();
  });

  it('joins the programme with the chosen times, and says what is still missing', async () => {
    const { id, owners } = team(0);
    const [message] = await greetings(id);
    const saved = await story.press(owners[0] ?? '', message?.id ?? '', 'setup-save', { unit: 'etaten' });
    expect(words(saved.body.value)).toContain('Lederpuls er satt opp her');
    const { channels, programmes } = await setup();
    expect(programmes).toHaveLength(1);
    expect(channels.find((channel) => channel.id === id)).toMatchObject({
      ...{ unit: 'etaten', programme: programmes[0]?.id, state: 'active', reason: null },
    });
    await newest(id, 'the finished card for all', /satt opp her/);
    expect(await greetings(id)).toHaveLength(1);
  });

  it('comes back as it was, and says so; what is told twice or late changes nothing', async () => {
    const { id } = team(0);
    const before = await channelIn(id);
    await story.tab(admin, 'PUT', `/api/setup/channels/${encodeURIComponent(id)}`, {
      ...{ unit: 'etaten', programme: before?.programme, language: 'nb', state: 'paused' },
    });
    const stale = new Date(Date.parse((await story.state()).now) - 60_000).toISOString();
    await bot(id, 'leave');
    expect(await channelIn(id)).toMatchObject({
      ...{ state: 'removed', reason: 'Boten er fjernet fra teamet. Be teameieren legge den til igjen.' },
    });
    await bot(id, 'join');
    await newest(id, 'the card that says it is back', /Lederpuls er tilbake/);
    expect(await channelIn(id)).toMatchObject({ unit: 'etaten', state: 'paused' });
    const again = { team: { id }, settings: { selectedChannel: { id } } };
    const member = { membersRemoved: [{ id: '28:elsewhere' }] };
    await tell('teamMemberRemoved', id, again);
    await story.api('POST', '/api/activities', {
      activity: {
        ...{ type: 'installationUpdate', action: 'remove', timestamp: stale, ...member },
        from: { id: '29:owner', aadObjectId: team(0).owners[0] },
        conversation: { id, conversationType: 'channel', isGroup: true, tenantId: world.tenant },
        channelData: { tenant: { id: world.tenant }, ...again },
      },
    });
    expect(await channelIn(id)).toMatchObject({ state: 'paused' });
    expect(await greetings(id)).toHaveLength(2);
  });

  it('follows a channel and a team that get other names, and ends with those that are deleted', async () => {
    const { id } = world.channels.find((channel) => channel.team === team(1).id) ?? { id: '' };
    await tell('channelRenamed', id, { channel: { id, name: 'Toppmøtet' }, team: { id: team(1).id } });
    await tell('teamRenamed', team(1).id, { team: { id: team(1).id, name: 'Service' } });
    expect(await channelIn(id)).toMatchObject({ name: 'Toppmøtet', team: 'Service' });
    await tell('channelDeleted', id, { team: { id: team(1).id } });
    expect(await channelIn(id)).toMatchObject({
      ...{ state: 'removed', reason: 'Kanalen er slettet i Teams. Velg en annen kanal for enheten.' },
    });
    const other = world.channels.find((channel) => channel.team === team(2).id)?.id ?? '';
    await tell('teamArchived', team(2).id, { team: { id: team(2).id } });
    expect(await channelIn(other)).toMatchObject({ state: 'parked' });
    await tell('teamUnarchived', team(2).id, { team: { id: team(2).id } });
    expect(await channelIn(other)).toMatchObject({ state: 'active' });
    await tell('teamDeleted', team(2).id, { team: { id: team(2).id } });
    expect((await channelIn(other))?.reason).toMatch(/^Teamet er slettet i Teams/);
  });
});

describe('a week’s card before Monday', () => {
  const path = async () => {
    const [programme] = (await setup()).programmes;
    return `/api/setup/programmes/${programme?.id ?? ''}/weeks/${programme?.startWeek ?? ''}`;
  };

  it('comes to the administrator as a trial, whose buttons keep nothing', async () => {
    const { status } = await story.tab(admin, 'POST', `${await path()}/trial`, { language: 'nn' });
    expect(status).toBe(200);
    const chat = (await story.state()).personalChats[admin] ?? '';
    const [trial] = await story.cardsIn(chat);
    expect(words(trial?.card)).toContain('Prøve: Berre du får dette kortet.');
    expect(trial?.summary).toMatch(/^Prøve: Veke \d+: /);
    const pressed = await story.press(admin, trial?.id ?? '', '4, ganske einig');
    expect(words(pressed.body.value)).toMatch(/prøve[\s\S]*ingenting/);
  });

  it('is refused kindly to somebody without a chat with the bot, and to leaders', async () => {
    const fault = { on: 'connector', method: 'POST', path: '/v3/conversations', do: { status: 403 } };
    await story.api('POST', '/api/faults', [fault]);
    const none = await story.tab<{ error: { code: string; message: string } }>(
      ...([admin, 'POST', `${await path()}/trial`, {}] as const),
    );
    await story.api('POST', '/api/faults', []);
    expect([none.status, none.body.error.code]).toEqual([409, 'no-chat']);
    expect(none.body.error.message).toMatch(/Legg til appen Lederpuls/);
    const leader = team(0).members[0] ?? '';
    for (const [method, end] of [
      ['GET', 'card'],
      ['POST', 'trial'],
    ] as const)
      expect(
        (await story.tab(leader, method, `${await path()}/${end}`, method === 'POST' ? {} : undefined))
          .status,
      ).toBe(403);
  });

  it('is looked at in each language, and is the one that is posted on Monday', async () => {
    const headings = new Set<string>();
    for (const language of ['nb', 'nn', 'en']) {
      const { body } = await story.tab<WeekCardReply>(
        admin,
        'GET',
        `${await path()}/card?language=${language}`,
      );
      expect(body.languages).toEqual(['nb', 'nn', 'en']);
      headings.add(words(body.card).split('\n')[0] ?? '');
    }
    expect(headings.size).toBe(3);
    const { body } = await story.tab<WeekCardReply>(admin, 'GET', `${await path()}/card`);
    await story.clock(nextInOslo((await story.state()).now, 1, '08:30'));
    const channel = world.channels[0]?.id ?? '';
    const posted = await until('the weekly card', async () =>
      (await story.cardsIn(channel)).find(({ card }) => actionOf(card, 'answer')),
    );
    const withoutPost = (card: unknown) =>
      JSON.parse(JSON.stringify(card).replace(/,"post":"[0-9a-f]+"/g, '')) as unknown;
    expect(withoutPost(posted.card)).toEqual(body.card);
    for (const wrong of ['card?language=da', 'card?language=xx'])
      expect((await story.tab(admin, 'GET', `${await path()}/${wrong}`)).status).toBe(400);
    const past = (await path()).replace(/\d{4}-W/, '2019-W');
    expect((await story.tab(admin, 'GET', `${past}/card`)).status).toBe(404);
  });
});
