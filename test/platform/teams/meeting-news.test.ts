import { type MeetingNews } from '../../../bot/platform/teams/teams.ts';
import { botStand, type BotStand, tenant } from '../../support/bot-stand.ts';

const chat = '19:meeting_abc@thread.v2';
const conversation = { id: chat, conversationType: 'groupChat', tenantId: tenant };
const channelData = { tenant: { id: tenant }, meeting: { id: 'MCMxOTo=' } };
const vendor = 'application/vnd.microsoft.';
let stand: BotStand;
let fails = false;
const heard: MeetingNews[] = [];

const event = (name: string, value?: unknown) =>
  stand.receive({ type: 'event', name, value, conversation, channelData, from: { id: '28:system' } });

beforeAll(async () => {
  stand = await botStand();
  stand.door.onMeetingNews((news) => {
    heard.push(news);
    return fails ? Promise.reject(new Error('disk full')) : Promise.resolve();
  });
});
afterAll(() => stand.close());
beforeEach(() => {
  heard.length = 0;
  fails = false;
});

describe('news of a meeting', () => {
  it.each([
    ['meetingStart', 'start'],
    ['meetingEnd', 'end'],
  ] as const)('tells of %s', async (name, what) => {
    expect((await event(`${vendor}${name}`, { Id: 'MCMxOTo=' })).status).toBe(200);
    expect(heard).toMatchObject([{ what, people: [], at: { conversation: chat, tenant } }]);
  });

  it.each([
    ['meetingParticipantJoin', 'join'],
    ['meetingParticipantLeave', 'leave'],
  ] as const)('names by Entra id whom %s is about', async (name, what) => {
    const members = [{ user: { id: '29:a', aadObjectId: 'p-1' }, meeting: { inMeeting: true } }];
    await event(`${vendor}${name}`, { members });
    expect(heard).toMatchObject([{ what, people: ['p-1'] }]);
  });

  it.each([undefined, null, 'members', { members: 'all' }, { members: [null, 1, {}, { user: 'x' }] }])(
    'is about nobody when it says %j',
    async (value) => {
      expect((await event(`${vendor}meetingParticipantJoin`, value)).status).toBe(200);
      expect(heard).toMatchObject([{ people: [] }]);
    },
  );

  it('is no fault of Teams when it cannot be kept', async () => {
    fails = true;
    expect((await event(`${vendor}meetingEnd`, {})).status).toBe(200);
  });

  it.each(['toString', `${vendor}readReceipt`, ''])('passes the event %j over', async (name) => {
    expect((await event(name)).status).toBe(200);
    expect(heard).toEqual([]);
  });
});
