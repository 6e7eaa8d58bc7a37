import { TeamsFault, type Address, type Teams } from '../../../bot/platform/teams/teams.ts';
import { appId, botStand, channel, person, tenant, type BotStand } from '../../support/bot-stand.ts';
import { json, type Answer } from '../../support/issuer.ts';

const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Hei', wrap: true }] };
const deadlineMs = 400;

let stand: BotStand;
let teams: Teams;
let leaders: Address;
let count = 0;
/** Each call in a conversation of its own, so that none waits for the pace of another. */
const elsewhere = (): Address => ({ ...leaders, conversation: `19:${String(++count)}@thread.tacv2` });

beforeAll(async () => {
  stand = await botStand(deadlineMs);
  ({ teams } = stand);
  leaders = { tenant, serviceUrl: stand.serviceUrl, conversation: channel };
});
afterAll(() => stand.close());
beforeEach(() => {
  stand.connector.heard.length = 0;
  stand.answerConnector((_request, response) => {
    json(response, 201, { id: `${channel};messageid=7`, activityId: '7' });
  });
});

const faultOf = async (asked: Promise<unknown>): Promise<TeamsFault> => {
  const error: unknown = await asked.catch((fault: unknown) => fault);
  if (!(error instanceof TeamsFault)) throw new Error(`No fault: ${String(error)}`);
  return error;
};

const writes: Record<string, () => Promise<unknown>> = {
  'a new thread': () => teams.startThread(elsewhere(), card, 'Uke 3'),
  'a message': () => teams.send(elsewhere(), card, 'Uke 3'),
  'an edit': () => teams.update(elsewhere(), '7', card, 'Uke 3'),
};

describe('a post', () => {
  it('starts a thread in the channel with one request', async () => {
    expect(await teams.startThread(leaders, card, 'Uke 3')).toEqual({
      message: '7',
      conversation: `${channel};messageid=7`,
    });
    const [asked, ...more] = stand.connector.heard;
    expect(more).toEqual([]);
    expect([asked?.method, asked?.path]).toEqual(['POST', '/teams/v3/conversations']);
    expect(asked?.headers.authorization).toMatch(/^Bearer token-/);
    expect(asked?.body).toEqual({
      isGroup: true,
      tenantId: tenant,
      channelData: { channel: { id: channel } },
      activity: {
        type: 'message',
        summary: 'Uke 3',
        attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
      },
    });
  });

  it('finds a person’s own chat with one request, which may be asked again', async () => {
    stand.answerConnector((_request, response) => {
      json(response, 201, { id: 'a:1kari' });
    });
    const kari = { tenant, serviceUrl: stand.serviceUrl, teamsId: '29:kari' };
    expect(await teams.personalChat(kari)).toEqual({
      tenant,
      serviceUrl: stand.serviceUrl,
      conversation: 'a:1kari',
    });
    const [asked, ...more] = stand.connector.heard;
    expect(more).toEqual([]);
    expect([asked?.method, asked?.path]).toEqual(['POST', '/teams/v3/conversations']);
    expect(asked?.body).toEqual({
      isGroup: false,
      bot: { id: `28:${appId}` },
      members: [{ id: '29:kari' }],
      tenantId: tenant,
      channelData: { tenant: { id: tenant } },
    });
    stand.answerConnector((_request, response) => {
      json(response, 503, {});
    });
    expect((await faultOf(teams.personalChat(kari))).kind).toBe('busy');
    stand.answerConnector((_request, response) => {
      json(response, 403, { error: { code: 'Forbidden' } });
    });
    expect((await faultOf(teams.personalChat(kari))).kind).toBe('gone');
    const stranger = { ...kari, serviceUrl: 'https://elsewhere.example' };
    expect((await faultOf(teams.personalChat(stranger))).kind).toBe('refused');
  });

  it('goes into a conversation, and is edited there', async () => {
    expect(await teams.send(leaders, card, 'Uke 3')).toEqual({
      message: `${channel};messageid=7`,
      conversation: channel,
    });
    await teams.update(leaders, '7', card, 'Uke 3');
    const place = `/teams/v3/conversations/${encodeURIComponent(channel)}/activities`;
    expect(stand.connector.heard.map(({ method, path }) => [method, path])).toEqual([
      ['POST', place],
      ['PUT', `${place}/7`],
    ]);
  });

  it('goes nowhere but to the hosts on the list, whatever the store says', async () => {
    for (const serviceUrl of ['https://evil.example/', 'http://localhost/', '']) {
      const fault = await faultOf(teams.send({ ...leaders, serviceUrl }, card, 'x'));
      expect(fault.kind).toBe('refused');
    }
    expect(stand.connector.heard).toEqual([]);
  });

  const status =
    (code: number, headers = {}): Answer =>
    (_request, response) => {
      json(response, code, { error: { code: 'x', message: 'Kari Nordmann' } }, headers);
    };
  const cut: Answer = (_request, _response, raw) => {
    raw.socket.destroy();
  };
  const silence: Answer = () => undefined;
  const trickle: Answer = (_request, response) => {
    response.writeHead(201, { 'content-type': 'application/json' });
    response.write('{"id":');
  };
  const noJson: Answer = (_request, response) => {
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end('<html>');
  };
  const noId: Answer = (_request, response) => {
    json(response, 201, {});
  };

  const cases: [string, Answer, TeamsFault['kind']][] = [
    ['500', status(500), 'unknown'],
    ['502', status(502), 'unknown'],
    ['503 with Retry-After', status(503, { 'retry-after': '1' }), 'unknown'],
    ['504', status(504), 'unknown'],
    ['408', status(408), 'unknown'],
    ['a line cut after it was sent', cut, 'unknown'],
    ['silence', silence, 'unknown'],
    ['an answer that never ends', trickle, 'unknown'],
    ['a success that cannot be read', noJson, 'unknown'],
    ['429', status(429, { 'retry-after': '2' }), 'busy'],
    ['429 without Retry-After', status(429), 'busy'],
    ['412', status(412), 'busy'],
    ['403', status(403), 'gone'],
    ['404', status(404), 'gone'],
    ['400', status(400), 'refused'],
    ['401', status(401), 'refused'],
    ['413', status(413), 'refused'],
    ['a detour', status(307, { location: 'https://evil.example/' }), 'refused'],
  ];

  describe.each(Object.keys(writes))('%s', (name) => {
    it.each(cases)('is one request at %s', async (_what, answer, kind) => {
      stand.answerConnector(answer);
      const began = Date.now();
      const fault = await faultOf(writes[name]?.() ?? Promise.resolve());
      expect([fault.kind, stand.connector.heard.length]).toEqual([kind, 1]);
      expect(Date.now() - began).toBeLessThan(deadlineMs + 1500);
      expect(fault.message).not.toContain('Kari');
    });
  });

  it('is unknown when the connector took it and gave no id', async () => {
    stand.answerConnector(noId);
    expect((await faultOf(teams.startThread(elsewhere(), card, 'x'))).kind).toBe('unknown');
    expect((await faultOf(teams.send(elsewhere(), card, 'x'))).kind).toBe('unknown');
  });

  it('is told how long to wait, in seconds or until a date', async () => {
    stand.answerConnector(status(429, { 'retry-after': '2' }));
    expect((await faultOf(teams.send(elsewhere(), card, 'x'))).retryAfterMs).toBe(2000);
    stand.answerConnector(status(429, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }));
    const { retryAfterMs } = await faultOf(teams.send(elsewhere(), card, 'x'));
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  it('was certainly not sent when nobody listened, or when there was no token', async () => {
    const lonely = await botStand(deadlineMs);
    try {
      const to = { ...leaders, serviceUrl: lonely.serviceUrl };
      lonely.issuer.answerTokens((_request, response) => {
        json(response, 503, {});
      });
      expect((await faultOf(lonely.teams.send(to, card, 'x'))).kind).toBe('busy');
      lonely.issuer.answerTokens((_request, response) => {
        json(response, 200, { token_type: 'Bearer', expires_in: 3600, access_token: 't' });
      });
      await lonely.connector.close();
      const fault = await faultOf(lonely.teams.send(to, card, 'x'));
      expect(fault).toMatchObject({ kind: 'busy', status: undefined });
      expect(lonely.connector.heard).toEqual([]);
    } finally {
      await lonely.close();
    }
  });
});

describe('a roster', () => {
  const account = (number: number, more = {}) => ({
    id: `29:${number}`,
    name: `Leder ${number}`,
    aadObjectId: `${person}-${number}`,
    userRole: 'user',
    ...more,
  });

  it('is read to its last page', async () => {
    stand.answerConnector((request, response) => {
      const token = new URL(request.path, stand.connector.url).searchParams.get('continuationToken');
      if (token === null)
        json(response, 200, { members: [account(1), account(2)], continuationToken: 'two' });
      else
        json(response, 200, {
          members: [
            account(3, { userRole: 'guest' }),
            account(4, { aadObjectId: undefined, objectId: 'o4' }),
          ],
        });
    });
    expect(await teams.members(leaders)).toEqual([
      { id: `${person}-1`, teamsId: '29:1', name: 'Leder 1', guest: false },
      { id: `${person}-2`, teamsId: '29:2', name: 'Leder 2', guest: false },
      { id: `${person}-3`, teamsId: '29:3', name: 'Leder 3', guest: true },
      { id: 'o4', teamsId: '29:4', name: 'Leder 4', guest: false },
    ]);
    expect(stand.connector.heard.map(({ path }) => path)).toEqual([
      `/teams/v3/conversations/${encodeURIComponent(channel)}/pagedmembers?pageSize=500`,
      `/teams/v3/conversations/${encodeURIComponent(channel)}/pagedmembers?pageSize=500&continuationToken=two`,
    ]);
  });

  it('may be read again after trouble, for nothing was changed', async () => {
    for (const answer of [502, 408] as const) {
      stand.answerConnector((_request, response) => {
        json(response, answer, {});
      });
      expect((await faultOf(teams.members(leaders))).kind).toBe('busy');
    }
    stand.answerConnector((_request, _response, raw) => {
      raw.socket.destroy();
    });
    expect((await faultOf(teams.members(leaders))).kind).toBe('busy');
    expect(stand.connector.heard).toHaveLength(3);
  });

  it('is gone where the bot is no longer', async () => {
    stand.answerConnector((_request, response) => {
      json(response, 404, {});
    });
    expect((await faultOf(teams.members(leaders))).kind).toBe('gone');
  });
});

describe('a meeting', () => {
  const meetingId = 'MCMxOTptZWV0aW5nX1g=/+';
  const path = `/teams/v1/meetings/${encodeURIComponent(meetingId)}`;

  it('says what it is called, when it is and whose it is', async () => {
    stand.answerConnector((_request, response) => {
      json(response, 200, {
        details: {
          id: meetingId,
          title: 'Ledermøte',
          joinUrl: 'https://teams.example/x',
          scheduledStartTime: '2027-01-18T08:00:00Z',
          scheduledEndTime: '2027-01-18T09:00:00Z',
        },
        organizer: { id: '29:1', aadObjectId: person },
      });
    });
    expect(await teams.meeting(leaders, meetingId)).toEqual({
      title: 'Ledermøte',
      organizer: person,
      joinUrl: 'https://teams.example/x',
      startsAt: new Date('2027-01-18T08:00:00Z'),
      endsAt: new Date('2027-01-18T09:00:00Z'),
    });
    expect(stand.connector.heard[0]?.path).toBe(path);
  });

  it('says who takes part, and in which role', async () => {
    stand.answerConnector((_request, response) => {
      json(response, 200, { user: { id: '29:1' }, meeting: { role: 'Presenter', inMeeting: true } });
    });
    expect(await teams.participant(leaders, meetingId, person)).toEqual({
      id: person,
      role: 'Presenter',
      inMeeting: true,
    });
    expect(stand.connector.heard[0]?.path).toBe(`${path}/participants/${person}?tenantId=${tenant}`);
  });

  it.each([403, 404])('is unknown to us at %d, and so is who takes part', async (code) => {
    stand.answerConnector((_request, response) => {
      json(response, code, {});
    });
    expect(await teams.meeting(leaders, meetingId)).toBeUndefined();
    expect(await teams.participant(leaders, meetingId, person)).toBeUndefined();
  });

  it('is not unknown only because the connector is busy', async () => {
    stand.answerConnector((_request, response) => {
      json(response, 503, {});
    });
    expect((await faultOf(teams.participant(leaders, meetingId, person))).kind).toBe('busy');
  });
});
