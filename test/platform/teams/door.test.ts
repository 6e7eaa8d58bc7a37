import {
  type Address,
  type Card,
  type Installation,
  type Press,
  type TypedMessage,
} from '../../../bot/platform/teams/teams.ts';
import { Refusal } from '../../../bot/refusal.ts';
import { appId, botStand, card, channel, person, tenant, type BotStand } from '../../support/bot-stand.ts';
import { cardFaults } from '../../support/card-lint.ts';
import { json } from '../../support/issuer.ts';

const team = '19:team@thread.tacv2';
const groupId = 'dddddddd-0000-4000-8000-000000000004';
let stand: BotStand;
const presses: Press[] = [];
const messages: TypedMessage[] = [];
const installations: Installation[] = [];
const removals: Installation[] = [];
const changed: Address[] = [];
const seen: Address[] = [];
let installationFails = false;

beforeAll(async () => {
  stand = await botStand();
  const { door } = stand;
  door.onPress('answer', (press) => {
    presses.push(press);
    return Promise.resolve(card);
  });
  door.onPress('late', () => Promise.reject(new Refusal('round-closed')));
  door.onPress('broken', () => Promise.reject(new TypeError('Kari svarte 4')));
  door.onCommand(['hjelp', 'help'], (message) => {
    messages.push(message);
    return Promise.resolve(card);
  });
  door.onCommand(['mine spørsmål'], () => Promise.reject(new Refusal('not-in-channel')));
  door.onCommand(['krasj'], () => Promise.reject(new Error('Kari')));
  door.onInstalled((installation) => {
    installations.push(installation);
    return installationFails ? Promise.reject(new Error('disk full')) : Promise.resolve();
  });
  door.onRemoved((installation) => Promise.resolve(void removals.push(installation)));
  door.onMembersChanged((at) => Promise.resolve(void changed.push(at)));
  door.onSeen((at) => {
    seen.push(at);
    return Promise.reject(new Error('busy'));
  });
  door.useLanguage(({ locale }) =>
    locale === 'broken'
      ? Promise.reject(new Error('database'))
      : Promise.resolve(locale === 'nn-NO' ? 'nn' : 'nb'),
  );
});
afterAll(() => stand.close());
beforeEach(() => {
  installationFails = false;
  stand.connector.heard.length = 0;
  for (const list of [presses, messages, installations, removals, changed, seen, stand.bugs, stand.warnings])
    list.length = 0;
  stand.answerConnector((_request, response) => {
    json(response, 201, { id: 'm1' });
  });
});

const press = (verb: unknown, change: Record<string, unknown> = {}, trigger = 'manual') =>
  stand.receive({
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: '17',
    value: { action: { type: 'Action.Execute', verb, data: { round: 'r1', score: '4' } }, trigger },
    ...change,
  });
const sentCard = (): Card => {
  const { attachments } = stand.connector.heard[0]?.body as { attachments: [{ content: Card }] };
  return attachments[0].content;
};
const place = () => ({ tenant, serviceUrl: stand.serviceUrl, conversation: channel });
const say = (text: string, change: Record<string, unknown> = {}) =>
  stand.receive({ text: `<at>Lederpuls</at> ${text}`, ...change });

describe('a press on a card', () => {
  it('reaches its handler with who, where and what, and is answered with a card', async () => {
    const reply = await press('answer');
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: card,
    });
    expect(presses).toEqual([
      {
        from: { tenant, id: person, teamsId: '29:kari', name: 'Kari Ås', locale: 'nb-NO' },
        at: { ...place(), conversation: `${channel};messageid=1` },
        message: '17',
        verb: 'answer',
        data: { round: 'r1', score: '4' },
      },
    ]);
    expect(stand.connector.heard).toEqual([]);
  });

  it('that is refused gets a polite card in the person’s language', async () => {
    const reply = await press('late', { locale: 'nn-NO' });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    const { value } = reply.body as { value: Card };
    expect(value['fallbackText']).toContain('Runden er avslutta');
    expect(cardFaults(value)).toEqual([]);
    expect(stand.bugs).toHaveLength(1); // only onSeen's
  });

  it('that meets a bug gets a polite card with an id, and nothing of the error', async () => {
    const reply = await press('broken');
    expect(reply.status).toBe(200);
    expect(reply.text).toMatch(/bug-\d/);
    expect(reply.text).not.toMatch(/Kari|TypeError|at .*\.ts/);
    expect(cardFaults((reply.body as { value: Card }).value)).toEqual([]);
  });

  it('that nobody made, an automatic refresh, leaves the card as it was when it fails', async () => {
    const reply = await press('late', {}, 'automatic');
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ statusCode: 409, type: 'application/vnd.microsoft.error' });
  });

  it.each([
    ['an unknown action', 'nope', 'unknown-action'],
    ['no verb', undefined, 'bad-input'],
    ['a verb that is no text', { $ne: 1 }, 'bad-input'],
    ['a verb of the language itself', '__proto__', 'unknown-action'],
  ])('with %s is refused politely', async (_what, verb, code) => {
    const reply = await press(verb);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      statusCode: 400,
      type: 'application/vnd.microsoft.error',
      value: { code, message: expect.stringContaining('. ') as string },
    });
  });

  it.each([[undefined], [null], ['x'], [[]], [{ action: 'x' }], [{ action: { verb: 'answer', data: [] } }]])(
    'with the value %j is refused politely',
    async (value) => {
      const reply = await press('answer', { value });
      expect([reply.status, (reply.body as { statusCode: number }).statusCode]).toEqual([200, 400]);
      expect(presses).toEqual([]);
    },
  );

  it('of another kind is not ours', async () => {
    const reply = await press('answer', { name: 'task/fetch' });
    expect([reply.status, reply.text]).toEqual([404, '{"error":{"code":"unknown-action"}}']);
  });

  it('may have one handler only', () => {
    expect(() => {
      stand.door.onPress('answer', () => Promise.resolve(card));
    }).toThrow('answer');
  });
});

describe('a typed message', () => {
  it.each(['hjelp', '  HJELP ', 'Hjelp!', 'help?', 'hjelp meg litt', '&nbsp;hjelp\n'])(
    '“%s” is answered with a card, in its thread',
    async (text) => {
      expect((await say(text)).status).toBe(200);
      expect(messages[0]).toMatchObject({ scope: 'channel', from: { id: person } });
      expect(messages[0]?.text).not.toContain('<at>');
      const [sent, ...more] = stand.connector.heard;
      expect(more).toEqual([]);
      expect(sent?.path).toMatch(/^\/teams\/v3\/conversations\/[^/]*%3Bmessageid%3D1\/activities\/a\d+$/);
      expect(sent?.body).toMatchObject({ type: 'message', summary: card['fallbackText'] });
      expect(sentCard()).toEqual(card);
    },
  );

  it.each(['hjelpsom', 'si hjelp', '', '3'])('“%s” is met kindly', async (text) => {
    expect((await say(text)).status).toBe(200);
    expect(messages).toEqual([]);
    expect(sentCard()['fallbackText']).toContain('Skriv «hjelp»');
    expect(cardFaults(sentCard())).toEqual([]);
  });

  it('in a personal chat needs no mention', async () => {
    const conversation = { id: 'a:kari', conversationType: 'personal', tenantId: tenant };
    await stand.receive({
      text: 'hjelp',
      entities: undefined,
      conversation,
      channelData: { tenant: { id: tenant } },
    });
    expect(messages[0]).toMatchObject({ scope: 'personal', text: 'hjelp' });
  });

  it('keeps the mention of somebody else', async () => {
    await say('hjelp <at>Kari</at>', {
      entities: [
        { type: 'mention', text: '<at>Lederpuls</at>', mentioned: { id: `28:${appId}` } },
        { type: 'mention', text: '<at>Kari</at>', mentioned: { id: '29:kari' } },
      ],
    });
    expect(messages[0]?.text).toBe('hjelp <at>Kari</at>');
  });

  it('that is refused, or meets a bug, is answered too', async () => {
    await say('mine spørsmål');
    expect(sentCard()['fallbackText']).toContain('Bare medlemmer av kanalen');
    stand.connector.heard.length = 0;
    await say('krasj');
    expect(JSON.stringify(sentCard())).toMatch(/bug-\d/);
    expect(JSON.stringify(sentCard())).not.toContain('"Kari"');
  });

  it('is not asked for again when the answer cannot be sent', async () => {
    stand.answerConnector((_request, response) => {
      json(response, 502, {});
    });
    expect((await say('hjelp')).status).toBe(200);
    expect(stand.connector.heard).toHaveLength(1);
    expect(stand.warnings).toContainEqual(['reply not sent', { kind: 'unknown', status: 502 }]);
  });

  it('is met in the language of Teams when the person’s own cannot be read', async () => {
    await say('noko', { locale: 'broken' });
    expect(sentCard()['fallbackText']).toContain('Lederpuls');
  });
});

describe('an installation', () => {
  const channelData = {
    tenant: { id: tenant },
    team: { id: team, name: 'Ledere', aadGroupId: groupId },
    settings: { selectedChannel: { id: channel } },
  };
  const install = (change: Record<string, unknown> = {}) =>
    stand.receive({ type: 'installationUpdate', action: 'add', channelData, ...change });

  it('says where the bot is now, and who put it there', async () => {
    expect((await install()).status).toBe(200);
    expect(installations).toEqual([
      {
        at: { ...place(), conversation: `${channel};messageid=1` },
        scope: 'channel',
        from: { tenant, id: person, teamsId: '29:kari', name: 'Kari Ås', locale: 'nb-NO' },
        team: { id: team, groupId, name: 'Ledere' },
        channel: { id: channel, name: undefined },
        sentAt: expect.any(Date) as Date,
      },
    ]);
    expect(stand.connector.heard).toEqual([]);
  });

  it('asks for the group of the team when Teams did not say it', async () => {
    stand.answerConnector((_request, response) => {
      json(response, 200, { id: team, name: 'Ledere', aadGroupId: groupId });
    });
    await install({ channelData: { ...channelData, team: { id: team, name: 'Ledere' } } });
    expect(installations[0]?.team?.groupId).toBe(groupId);
    expect(stand.connector.heard.map(({ path }) => path)).toEqual([
      `/teams/v3/teams/${encodeURIComponent(team)}`,
    ]);
  });

  it('is taken in without the group when that cannot be had', async () => {
    stand.answerConnector((_request, response) => {
      json(response, 403, {});
    });
    expect((await install({ channelData: { ...channelData, team: { id: team } } })).status).toBe(200);
    expect(installations[0]?.team).toEqual({ id: team, groupId: undefined, name: '' });
  });

  it('in a meeting’s chat has no team', async () => {
    const chat = '19:meeting_x@thread.v2';
    await install({
      conversation: { id: chat, conversationType: 'groupChat', isGroup: true, tenantId: tenant },
      channelData: { tenant: { id: tenant } },
    });
    expect(installations[0]).toMatchObject({ scope: 'groupChat', team: undefined, channel: undefined });
  });

  it('is sent again by Teams when it could not be kept', async () => {
    installationFails = true;
    const reply = await install();
    expect([reply.status, reply.text]).toEqual([503, '{"error":{"code":"not-ready"}}']);
    installationFails = false;
    expect((await install()).status).toBe(200);
  });

  it('that ends says where the bot is no longer', async () => {
    expect((await install({ action: 'remove' })).status).toBe(200);
    expect(removals).toHaveLength(1);
    expect(installations).toEqual([]);
  });
});

describe('what happens around the bot', () => {
  const conversation = { id: channel, conversationType: 'channel', tenantId: tenant };

  it('is told when people join or leave, whoever did it', async () => {
    const event = { type: 'conversationUpdate', conversation, from: { id: '28:system' } };
    await stand.receive({ ...event, membersAdded: [{ id: '29:ny' }] });
    await stand.receive({ ...event, membersRemoved: [{ id: '29:ny' }] });
    await stand.receive({ ...event, channelData: { tenant: { id: tenant }, eventType: 'channelRenamed' } });
    expect(changed).toEqual([place(), place()]);
  });

  it('learns the service URL of the channel from everything, and loses nothing when that fails', async () => {
    expect((await press('answer')).status).toBe(200);
    expect((await say('hjelp')).status).toBe(200);
    expect(seen).toEqual([place(), place()]);
  });

  it.each(['event', 'typing', 'messageReaction', 'endOfConversation', 'something new'])(
    'takes %s without a word',
    async (type) => {
      const reply = await stand.receive({ type });
      expect([reply.status, reply.text]).toEqual([200, '']);
      expect(stand.connector.heard).toEqual([]);
    },
  );

  it('does not gather its answers into the reply when asked to', async () => {
    const reply = await say('hjelp', { deliveryMode: 'expectReplies' });
    expect([reply.status, reply.text]).toEqual([200, '']);
    expect(stand.connector.heard).toHaveLength(1);
  });
});
