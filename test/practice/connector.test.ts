import { botAccount, personalId, teamsId } from '../../infra/practice/world/roster.ts';
import { cardMessage, type Running, runPractice } from './running.ts';

let practice: Running;
let channel = '';
let team = '';
let meeting = { id: '', chat: '' };
beforeAll(async () => {
  practice = await runPractice();
  const state = await practice.state();
  ({ id: channel, team } = state.channels[0] ?? { id: '', team: '' });
  meeting = state.meetings[0] ?? meeting;
});
afterAll(() => practice.end());

const path = (conversation: string) => `/v3/conversations/${encodeURIComponent(conversation)}`;
const newThread = (activity: unknown = cardMessage()) =>
  practice.connector('POST', '/v3/conversations', {
    isGroup: true,
    channelData: { channel: { id: channel } },
    activity,
  });
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
];

describe('a message of the bot', () => {
  it('opens a thread in a channel and is answered there', async () => {
    const { status, body } = await newThread();
    const { id, activityId } = body as { id: string; activityId: string };
    expect([status, id]).toEqual([201, `${channel};messageid=${activityId}`]);
    const reply = await practice.connector('POST', `${path(id)}/activities`, cardMessage());
    const { messages } = await practice.state();
    expect(messages.find((one) => one.id === (reply.body as { id: string }).id)).toMatchObject({
      conversation: channel,
      replyTo: activityId,
      from: { bot: true },
    });
  });

  it('goes to one person', async () => {
    const person = await practice.person('Jørgen Lødemel');
    const asked = { isGroup: false, bot: botAccount, members: [{ id: teamsId(person.id) }] };
    const { status, body } = await practice.connector('POST', '/v3/conversations', asked);
    expect([status, body]).toEqual([201, { id: personalId(person.id) }]);
    const sent = await practice.connector('POST', `${path(personalId(person.id))}/activities`, {
      type: 'message',
      text: 'Hei',
    });
    expect(sent.status).toBe(201);
  });

  it('is edited and deleted, and then is not there', async () => {
    const { activityId } = (await newThread()).body as { activityId: string };
    const at = `${path(channel)}/activities/${activityId}`;
    expect((await practice.connector('PUT', at, { type: 'message', text: 'Endret' })).status).toBe(200);
    expect((await practice.state()).messages.find(({ id }) => id === activityId)).toMatchObject({
      text: 'Endret',
    });
    expect((await practice.connector('DELETE', at)).status).toBe(200);
    expect(codeOf(await practice.connector('PUT', at, cardMessage()))).toEqual([
      404,
      'ActivityNotFoundInConversation',
    ]);
  });

  it('may not be larger than 100 KB as UTF-16', async () => {
    const large = { type: 'message', text: 'å'.repeat(51_500) };
    const small = { type: 'message', text: 'å'.repeat(51_000) };
    const to = `${path(meeting.chat)}/activities`;
    expect(codeOf(await practice.connector('POST', to, large))).toEqual([413, 'MessageSizeTooBig']);
    expect((await practice.connector('POST', to, small)).status).toBe(201);
  });

  it.each([
    ['no JSON', '{'],
    ['no type', { text: 'x' }],
    ['nothing to show', { type: 'message' }],
    [
      'a card that is none',
      {
        type: 'message',
        attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: {} }],
      },
    ],
    [
      'a refresh for 61 people',
      cardMessage({ refresh: { userIds: Array.from({ length: 61 }, (_, index) => `29:${String(index)}`) } }),
    ],
  ])('with %s is refused', async (_what, activity) => {
    expect((await practice.connector('POST', `${path(meeting.chat)}/activities`, activity)).status).toBe(400);
  });

  it('finds no conversation that does not exist', async () => {
    const to = `${path('19:nowhere@thread.tacv2')}/activities`;
    expect(codeOf(await practice.connector('POST', to, cardMessage()))).toEqual([
      404,
      'ConversationNotFound',
    ]);
  });

  it('finds no thread that does not exist', async () => {
    const to = `${path(`${channel};messageid=17`)}/activities`;
    expect(codeOf(await practice.connector('POST', to, cardMessage()))).toEqual([
      404,
      'ConversationNotFound',
    ]);
  });

  it('is refused where the app has been removed', async () => {
    const conversation = (await practice.state()).channels[1]?.id ?? '';
    const leave = { conversation, person: 'bot' };
    await practice.api('POST', '/api/members', { ...leave, do: 'leave' });
    const to = `${path(conversation)}/activities`;
    const refused = await practice.connector('POST', to, cardMessage());
    await practice.api('POST', '/api/members', { ...leave, do: 'join' });
    expect(codeOf(refused)).toEqual([403, 'BotNotInConversationRoster']);
    expect((await practice.connector('POST', to, cardMessage())).status).toBe(201);
  });

  it('needs a token for the connector', async () => {
    const to = `${practice.authority}/teams${path(channel)}/activities`;
    const graphToken = await practice.appToken('https://graph.microsoft.com');
    expect([
      (await practice.ask(to, 'POST', cardMessage())).status,
      (await practice.ask(to, 'POST', cardMessage(), graphToken)).status,
    ]).toEqual([401, 401]);
  });

  it('is told to wait after seven in a second', async () => {
    const person = await practice.person('Gry Østby');
    const to = `${path(personalId(person.id))}/activities`;
    const answers = await Promise.all(
      Array.from({ length: 9 }, () => practice.connector('POST', to, { type: 'message', text: 'Hei' })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(7);
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('1');
  });
});

describe('a roster', () => {
  it('holds the people of the channel, by page', async () => {
    const { body } = await practice.connector('GET', `${path(channel)}/pagedmembers?pageSize=50`);
    const { members } = body as { members: { name: string; aadObjectId: string; id: string }[] };
    expect(members).toHaveLength(9);
    expect(members[0]).toMatchObject({ name: 'Åse Ødegård', id: teamsId(members[0]?.aadObjectId ?? '') });
  });

  it('finds a member by either id, and nobody else', async () => {
    const inside = await practice.person('Åse Ødegård');
    const outside = await practice.person('Stig Bævre');
    const ask = (id: string) =>
      practice.connector('GET', `${path(channel)}/members/${encodeURIComponent(id)}`);
    expect([
      (await ask(inside.id)).status,
      (await ask(teamsId(inside.id))).status,
      codeOf(await ask(outside.id)),
    ]).toEqual([200, 200, [404, 'MemberNotFoundInConversation']]);
  });

  it('follows people who leave and join, and the service hears of it', async () => {
    const { id: person } = await practice.person('Øystein Grøtte');
    const move = (what: string) =>
      practice.api('POST', '/api/members', { conversation: channel, person, do: what });
    const size = async () =>
      ((await practice.connector('GET', `${path(channel)}/members`)).body as unknown[]).length;
    expect([(await move('leave')).status, await size()]).toEqual([204, 8]);
    expect([(await move('leave')).status, (await move('join')).status, await size()]).toEqual([409, 204, 9]);
    const { seen } = await practice.seen();
    expect(seen.at(-1)?.body).toMatchObject({
      type: 'conversationUpdate',
      membersAdded: [{ aadObjectId: person }],
      conversation: { id: team },
    });
  });

  it('tells of the team and its channels', async () => {
    const about = await practice.connector('GET', `/v3/teams/${encodeURIComponent(team)}`);
    expect(about.body).toMatchObject({ id: team, name: 'Digitalisering og utvikling', channelCount: 2 });
    const { body } = await practice.connector('GET', `/v3/teams/${encodeURIComponent(team)}/conversations`);
    expect(body).toMatchObject({ conversations: [{ id: team, name: null }, { id: channel }] });
  });

  it('tells of the meeting and the roles in it', async () => {
    const at = `/v1/meetings/${encodeURIComponent(meeting.id)}`;
    const chair = await practice.person('Åse Ødegård');
    const taker = await practice.person('Vårin Aasen');
    const stranger = await practice.person('Stig Bævre');
    const role = async (id: string) =>
      ((await practice.connector('GET', `${at}/participants/${id}`)).body as { meeting?: { role: string } })
        .meeting?.role;
    expect((await practice.connector('GET', at)).body).toMatchObject({
      details: { id: meeting.id, type: 'Scheduled' },
      conversation: { id: meeting.chat },
      organizer: { aadObjectId: chair.id },
    });
    expect([await role(chair.id), await role(taker.id), await role(stranger.id)]).toEqual([
      'Organizer',
      'Presenter',
      undefined,
    ]);
  });
});
