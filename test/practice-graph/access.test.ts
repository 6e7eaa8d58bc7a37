import {
  appOnly,
  ase,
  bjorn,
  channel,
  closedChannel,
  delegated,
  group,
  office,
  outsider,
  publishedContract,
} from './office.ts';
import { type StateMessage } from '../../infra/practice/api.ts';

const folder = `/teams/${group}/channels/${encodeURIComponent(channel)}/filesFolder`;

describe('Graph in practice', () => {
  it('asks for a token, in the words of the real one', async () => {
    const practice = office();
    const { status, body, headers } = await practice.ask('GET', '/me', {
      unsigned: true,
      headers: { 'client-request-id': 'c-1' },
    });
    expect(status).toBe(401);
    expect(body).toMatchObject({
      error: {
        code: 'InvalidAuthenticationToken',
        innerError: { 'client-request-id': 'c-1', date: expect.any(String) as string },
      },
    });
    expect(headers['request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('gives only what the token was granted', async () => {
    const practice = office(await publishedContract());
    const reader = { as: delegated(ase, 'User.Read') };
    expect((await practice.ask('GET', '/me', reader)).status).toBe(200);
    expect(await practice.ask('GET', folder, reader)).toMatchObject({
      status: 403,
      body: { error: { code: 'Authorization_RequestDenied' } },
    });
    // The team has consented to what the manifest asks for, and to no more.
    expect((await practice.ask('GET', `/teams/${group}/members`, { as: appOnly() })).status).toBe(200);
    expect((await practice.ask('GET', folder, { as: appOnly() })).status).toBe(403);
    expect((await practice.ask('GET', `/groups/${group}/planner/plans`, { as: appOnly() })).status).toBe(403);
  });

  it('knows no person behind an app-only token', async () => {
    const { status } = await office().ask('GET', '/me', { as: appOnly('User.Read.All') });
    expect(status).toBe(403);
  });

  it('shows members, and no private channel to others', async () => {
    const practice = office(await publishedContract());
    const scopes = ['TeamMember.Read.All', 'Channel.ReadBasic.All'];
    const members = await practice.ask('GET', `/teams/${group}/members`, { as: delegated(bjorn, ...scopes) });
    expect(members.body['value']).toMatchObject([
      { userId: ase, roles: ['owner'] },
      { userId: bjorn, roles: [] },
    ]);
    const channels = await practice.ask('GET', `/teams/${group}/channels`, {
      as: delegated(bjorn, ...scopes),
    });
    expect((channels.body['value'] as { id: string }[]).map(({ id }) => id)).toEqual([channel]);
    const closed = await practice.ask(
      'GET',
      `/teams/${group}/channels/${encodeURIComponent(closedChannel)}`,
      { as: delegated(bjorn, ...scopes) },
    );
    const stranger = await practice.ask('GET', `/teams/${group}/members`, {
      as: delegated(outsider, ...scopes),
    });
    expect([closed.status, stranger.status]).toEqual([403, 403]);
  });

  it('pages through a collection', async () => {
    const practice = office(await publishedContract());
    const path = `/groups/${group}/members?$top=1&$select=id`;
    const as = delegated(ase, 'GroupMember.Read.All');
    const first = await practice.ask('GET', path, { as });
    const second = await practice.ask('GET', String(first.body['@odata.nextLink']), { as });
    expect([first.body['value'], second.body['value']]).toMatchObject([[{ id: ase }], [{ id: bjorn }]]);
    expect(second.body['@odata.nextLink']).toBeUndefined();
  });

  it('finds the messages of a channel the app is installed in, newest first', async () => {
    const from = { id: '28:app', name: 'Lederpuls', bot: true };
    const message = (id: string, card?: Record<string, unknown>): StateMessage => ({
      id,
      conversation: channel,
      from,
      sentAt: '2027-01-18T07:30:00.000Z',
      cards: {},
      ...(card ? { card } : {}),
    });
    const practice = office(
      {},
      { messages: [message('1'), message('2', { type: 'AdaptiveCard', marker: 'm-42' })] },
    );
    const { body } = await practice.ask(
      'GET',
      `/teams/${group}/channels/${encodeURIComponent(channel)}/messages?$top=1`,
      { as: appOnly() },
    );
    const [newest] = body['value'] as { id: string; attachments: { content: string }[] }[];
    expect(newest?.id).toBe('2');
    expect(newest?.attachments[0]?.content).toContain('m-42');
  });

  it('carries out a batch, each part with its own outcome', async () => {
    const practice = office(await publishedContract());
    const { body } = await practice.ask('POST', '/$batch', {
      body: {
        requests: [
          { id: '1', method: 'GET', url: '/me' },
          { id: '2', method: 'GET', url: `/planner/tasks/none` },
          { id: '3', method: 'GET', url: '/me', dependsOn: ['2'] },
        ],
      },
    });
    expect(body['responses']).toMatchObject([
      { id: '1', status: 200 },
      { id: '2', status: 404 },
      { id: '3', status: 424 },
    ]);
  });

  it('knows no address it does not have', async () => {
    const practice = office();
    expect((await practice.ask('GET', '/nothing/here')).status).toBe(400);
    const outside = {
      method: 'GET',
      url: new URL('https://localhost:4443/teams/x'),
      headers: {},
      body: new Uint8Array(),
    };
    expect(await practice.door.handle(outside)).toBeUndefined();
  });

  it('refuses what is not JSON', async () => {
    const broken = await office().ask('POST', '/planner/tasks', { body: new TextEncoder().encode('{') });
    expect(broken.status).toBe(400);
  });
});
