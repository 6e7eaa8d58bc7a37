import { setTimeout as pause } from 'node:timers/promises';
import { botStand, type BotStand } from '../../support/bot-stand.ts';

describe('a connector token that has been checked', () => {
  let stand: BotStand;

  beforeAll(async () => {
    stand = await botStand();
    stand.door.onOtherText(() => Promise.resolve({ type: 'AdaptiveCard', version: '1.5' }));
  });
  afterAll(() => stand.close());

  const post = async (token: string, change = {}) => (await stand.post(stand.activity(change), token)).status;
  const bearer = async (claims = {}) => `Bearer ${await stand.issuer.sign({ ...stand.claims(), ...claims })}`;

  it('is believed again for what it names, and for nothing else', async () => {
    const token = await bearer();
    expect([await post(token), await post(token)]).toEqual([200, 200]);
    expect(await post(token, { serviceUrl: `${stand.connector.url}/other/` })).toBe(401);
    expect(await post(token, { channelId: 'directline' })).toBe(403);
    const [head, claims, signature] = token.split('.');
    expect(await post(`${head}.${claims}.x${signature}`)).toBe(401);
  });

  it('is not believed again when it has run out', async () => {
    // Five minutes are forgiven, for clocks differ: two seconds of them are left.
    const token = await bearer({ exp: Math.floor(Date.now() / 1000) - 297 });
    expect(await post(token)).toBe(200);
    await pause(4000);
    expect(await post(token)).toBe(401);
  });
});
