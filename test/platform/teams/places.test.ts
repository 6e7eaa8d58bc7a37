import { type Installation, type PlaceChange } from '../../../bot/platform/teams/teams.ts';
import { appId, botStand, type BotStand, channel, tenant } from '../../support/bot-stand.ts';

const team = '19:team@thread.tacv2';
const conversation = { id: channel, conversationType: 'channel', tenantId: tenant };
let stand: BotStand;
const installations: Installation[] = [];
const removals: Installation[] = [];
const places: PlaceChange[] = [];
let installationFails = false;

beforeAll(async () => {
  stand = await botStand();
  stand.door.onInstalled((installation) => Promise.resolve(void installations.push(installation)));
  stand.door.onRemoved((installation) => Promise.resolve(void removals.push(installation)));
  stand.door.onPlaceChanged((change) => {
    places.push(change);
    return installationFails ? Promise.reject(new Error('disk full')) : Promise.resolve();
  });
});
afterAll(() => stand.close());
beforeEach(() => {
  for (const list of [installations, removals, places]) list.length = 0;
});

describe('a team or a channel that changes', () => {
  it.each([
    ['channelRenamed', 'channel', 'renamed'],
    ['channelDeleted', 'channel', 'deleted'],
    ['channelRestored', 'channel', 'restored'],
    ['teamRenamed', 'team', 'renamed'],
    ['teamDeleted', 'team', 'deleted'],
    ['teamHardDeleted', 'team', 'deleted'],
    ['teamArchived', 'team', 'archived'],
    ['teamUnarchived', 'team', 'unarchived'],
  ] as const)('is told of %s, and again when that could not be kept', async (eventType, what, change) => {
    const channelData = {
      ...{ tenant: { id: tenant }, eventType, team: { id: team, name: 'Ledere' } },
      channel: { id: channel, name: 'Toppen' },
    };
    const event = { type: 'conversationUpdate', conversation, from: { id: '28:system' }, channelData };
    installationFails = true;
    expect((await stand.receive(event)).status).toBe(503);
    installationFails = false;
    expect((await stand.receive(event)).status).toBe(200);
    expect(places[1]).toMatchObject({ what, change, team: { name: 'Ledere' }, channel: { name: 'Toppen' } });
  });

  it.each(['channelCreated', 'teamMemberAdded', 'channelMemberAdded', undefined])(
    'passes %s over',
    async (eventType) => {
      const channelData = { tenant: { id: tenant }, eventType };
      await stand.receive({ type: 'conversationUpdate', conversation, channelData });
      expect(places).toEqual([]);
    },
  );

  it('learns from the members too that the bot itself came or went', async () => {
    const event = { type: 'conversationUpdate', conversation };
    await stand.receive({ ...event, membersAdded: [{ id: '29:ny' }, { id: `28:${appId}` }] });
    expect([installations.length, removals.length]).toEqual([1, 0]);
    await stand.receive({ ...event, membersRemoved: [{ id: `28:${appId}` }] });
    expect([installations.length, removals.length]).toEqual([1, 1]);
    const chat = { id: 'a:kari', conversationType: 'personal', tenantId: tenant };
    await stand.receive({ ...event, conversation: chat, membersAdded: [{ id: `28:${appId}` }] });
    expect(installations).toHaveLength(1);
  });
});
