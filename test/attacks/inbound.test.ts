import { createHmac } from 'node:crypto';
import { exportSPKI, SignJWT } from 'jose';
import { botStand, channel, otherTenant, person, tenant, type BotStand } from '../support/bot-stand.ts';

/**
 * Forged, misdirected and malformed activities through the real door and the real adapter. None may reach a
 * handler, none may end as 500, and the answer must be the same bytes whatever was wrong.
 */

let stand: BotStand;
let handled = 0;

beforeAll(async () => {
  stand = await botStand();
  const card = () => {
    handled++;
    return Promise.resolve({ type: 'AdaptiveCard', version: '1.5', body: [] });
  };
  const note = () => {
    handled++;
    return Promise.resolve();
  };
  stand.door.onPress('answer', card);
  stand.door.onCommand(['hjelp'], card);
  stand.door.onOtherText(card);
  stand.door.onInstalled(note);
  stand.door.onRemoved(note);
  stand.door.onMembersChanged(note);
  stand.door.onSeen(note);
});
afterAll(() => stand.close());

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = () => Math.floor(Date.now() / 1000);
const bearer = async (
  claims: Record<string, unknown> = {},
  header?: Parameters<typeof stand.issuer.sign>[1],
) => `Bearer ${await stand.issuer.sign({ ...stand.claims(), ...claims }, header)}`;
const without = (...fields: string[]) =>
  Object.fromEntries(Object.entries(stand.activity()).filter(([field]) => !fields.includes(field)));
const otherPlace = { id: channel, conversationType: 'channel', tenantId: otherTenant };

const notSignedIn = '{"error":{"code":"not-signed-in"}}';
const notAllowed = '{"error":{"code":"not-allowed"}}';
const badInput = '{"error":{"code":"bad-input"}}';

interface Attack {
  readonly body?: () => unknown;
  readonly token?: () => Promise<string> | string;
}
const forgeries: Record<string, Attack> = {
  'no token': { token: () => '' },
  'garbage for a token': { token: () => 'Bearer abc.def.ghi' },
  'no scheme': { token: async () => (await bearer()).slice('Bearer '.length) },
  'another scheme': { token: async () => (await bearer()).replace('Bearer', 'Basic') },
  'two tokens': { token: async () => `${await bearer()} ${await bearer()}` },
  'an empty token': { token: () => 'Bearer ' },
  'algorithm none': {
    token: () => `Bearer ${base64({ alg: 'none', typ: 'JWT', kid: 'k1' })}.${base64(stand.claims())}.`,
  },
  'our public key used as a secret': {
    token: async () => {
      const text = `${base64({ alg: 'HS256', typ: 'JWT', kid: 'k1' })}.${base64(stand.claims())}`;
      const secret = await exportSPKI(stand.issuer.publicKey);
      return `Bearer ${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    },
  },
  'another key under our key’s name': { token: () => bearer({}, { key: stand.issuer.otherKey }) },
  'an unknown key': { token: () => bearer({}, { kid: 'nope' }) },
  'a key endorsed for another channel': { token: () => bearer({}, { kid: 'k2' }) },
  'a signature cut short': { token: async () => (await bearer()).slice(0, -8) },
  'claims changed after signing': {
    token: async () => {
      const [head, , signature] = (await bearer()).split('.');
      return `${head ?? ''}.${base64({ ...stand.claims(), exp: seconds() + 9999 })}.${signature ?? ''}`;
    },
  },
  'another issuer': { token: () => bearer({ iss: 'https://evil.example' }) },
  'no issuer': { token: () => bearer({ iss: undefined }) },
  'another audience': { token: () => bearer({ aud: '99999999-2222-4333-8444-555555555555' }) },
  'no audience': { token: () => bearer({ aud: undefined }) },
  'a list of audiences': { token: () => bearer({ aud: ['x', 'y'] }) },
  'expired ten minutes ago': { token: () => bearer({ exp: seconds() - 600, nbf: seconds() - 4000 }) },
  'not valid for ten minutes yet': { token: () => bearer({ nbf: seconds() + 600 }) },
  'no claim of a service URL': { token: () => bearer({ serviceurl: undefined }) },
  'a service URL that is not the claimed one': {
    body: () => stand.activity({ serviceUrl: `${stand.connector.url}/evil/` }),
  },
  'our own token for the connector, sent back': {
    token: () =>
      new SignJWT({ appid: '11111111-2222-4333-8444-555555555555', ver: '1.0' })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'k1' })
        .setIssuer('https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/')
        .setAudience('https://api.botframework.com')
        .setExpirationTime('1h')
        .sign(stand.issuer.otherKey)
        .then((token) => `Bearer ${token}`),
  },
  'a token as skills use it': {
    token: () => bearer({ ver: '1.0', appid: 'somebody', iss: `https://sts.windows.net/${tenant}/` }),
  },
};

/** Signed by the connector, so that the body alone is wrong. */
const bodies = (list: Record<string, () => unknown>): Record<string, Attack> =>
  Object.fromEntries(Object.entries(list).map(([name, body]) => [name, { body }]));

const misdirected = bodies({
  'no service URL': () => without('serviceUrl'),
  'an empty service URL': () => stand.activity({ serviceUrl: '' }),
  'no channel': () => without('channelId'),
  'an empty channel': () => stand.activity({ channelId: '' }),
  'another channel': () => stand.activity({ channelId: 'directline' }),
  'the channel the SDK checks in its own way': () => stand.activity({ channelId: 'AseChannel' }),
  'the emulator': () => stand.activity({ channelId: 'emulator' }),
  'another tenant': () =>
    stand.activity({ conversation: otherPlace, channelData: { tenant: { id: otherTenant } } }),
  'another tenant in the conversation': () => stand.activity({ conversation: otherPlace }),
  'another tenant in the channel data': () =>
    stand.activity({ channelData: { tenant: { id: otherTenant }, channel: { id: channel } } }),
  'a sender of another tenant': () =>
    stand.activity({ from: { id: '29:x', aadObjectId: person, tenantId: otherTenant } }),
  'no tenant': () => stand.activity({ conversation: { id: channel }, channelData: {} }),
  'no sender': () => without('from'),
  'a sender without Entra id': () => stand.activity({ from: { id: '29:x' } }),
  'an installation by nobody': () =>
    stand.activity({ type: 'installationUpdate', action: 'add', from: { id: '29:x' } }),
  'no id': () => without('id'),
  'an empty id': () => stand.activity({ id: '' }),
});

/** Service URLs the connector itself vouches for, so that only our list is in the way. */
const evilServiceUrls = (host: string) => [
  `https://${host}.evil.example/`,
  `https://${host}@evil.example/`,
  `https://user:pass@${host}/`,
  `http://${host}/teams/`,
  'https://localhost/teams/',
  'https://localhost:1/teams/',
  'http://169.254.169.254/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smba',
  `//${host}/`,
];

const malformed = bodies({
  'a list': () => [],
  'a text': () => '"hei"',
  'no JSON': () => '{"type":',
  'no type': () => without('type'),
  'a number for a type': () => stand.activity({ type: 7 }),
  'a list for a service URL': () => stand.activity({ serviceUrl: ['x'] }),
  'an object for a channel': () => stand.activity({ channelId: { toString: 'msteams' } }),
  'no conversation': () => without('conversation'),
  'a text for a conversation': () => stand.activity({ conversation: 'x' }),
  'a text for a sender': () => stand.activity({ from: 'kari' }),
  'a list for an id': () => stand.activity({ id: [1] }),
  'a text for channel data': () => stand.activity({ channelData: 'x' }),
  'an object for a text': () => stand.activity({ text: {} }),
  'a mention that is no object': () => stand.activity({ entities: ['<at>'] }),
  'an id as long as a book': () => stand.activity({ id: 'x'.repeat(5000) }),
});

const send = async ({ body, token }: Attack) => {
  const authorization = await (token ?? bearer)();
  return stand.post(
    body === undefined ? stand.activity() : body(),
    authorization === '' ? undefined : authorization,
  );
};

describe('the bot’s door', () => {
  it('lets in what Teams has signed', async () => {
    const before = handled;
    expect((await send({})).status).toBe(200);
    expect(handled).toBeGreaterThan(before);
    expect(stand.connector.heard).toHaveLength(1);
  });

  it('lets in a token that ran out four minutes ago: clocks differ', async () => {
    const token = await bearer({ exp: seconds() - 240, nbf: seconds() - 4000 });
    expect((await stand.post(stand.activity(), token)).status).toBe(200);
  });

  it.each(Object.keys(forgeries))('turns away a forgery: %s', async (name) => {
    const before = handled;
    const reply = await send(forgeries[name] ?? {});
    expect([reply.status, reply.text, handled - before]).toEqual([401, notSignedIn, 0]);
  });

  it.each(Object.keys(misdirected))('turns away what is not for it: %s', async (name) => {
    const before = handled;
    const reply = await send(misdirected[name] ?? {});
    expect([reply.status, reply.text, handled - before]).toEqual([403, notAllowed, 0]);
  });

  it('sends nothing to a service URL that is not on the list, even a signed one', async () => {
    const before = handled;
    for (const serviceUrl of evilServiceUrls(stand.connector.host)) {
      const reply = await stand.post(
        stand.activity({ serviceUrl }),
        await bearer({ serviceurl: serviceUrl }),
      );
      expect([serviceUrl, reply.status, reply.text]).toEqual([serviceUrl, 403, notAllowed]);
    }
    expect(handled).toBe(before);
  });

  it.each(Object.keys(malformed))('refuses what is no activity: %s', async (name) => {
    const before = handled;
    const reply = await send(malformed[name] ?? {});
    expect([reply.status, reply.text, handled - before]).toEqual([400, badInput, 0]);
  });

  it('does not say which tenants it serves to somebody without a token', async () => {
    const body = stand.activity({ conversation: otherPlace });
    expect((await stand.post(body)).text).toBe(notSignedIn);
  });

  it('asks Teams to come back while the signing keys cannot be had', async () => {
    const lonely = await botStand(300);
    try {
      await lonely.issuer.close();
      const reply = await lonely.receive();
      expect([reply.status, reply.text]).toEqual([503, '{"error":{"code":"not-ready"}}']);
    } finally {
      await lonely.close();
    }
  });

  it('has noticed no bug of its own in all this', () => {
    expect(stand.bugs).toEqual([]);
  });
});
