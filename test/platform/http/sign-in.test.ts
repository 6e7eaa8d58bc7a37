import { testDoor, type TestDoor } from '../../support/door.ts';
import { someone } from '../../support/sign-in.ts';

let door: TestDoor;

beforeEach(async () => {
  door = await testDoor();
});

afterEach(() => door.stop());

describe('signing in to the tab', () => {
  it('lets a person in with a token of the own tenant', async () => {
    const { status, body } = await door.call('/api/me?week=3');
    expect(status).toBe(200);
    expect(body).toEqual({
      id: someone,
      name: 'Kari Nordmann',
      roles: [],
      language: 'nn',
      query: { week: '3' },
    });
  });

  it('takes tokens of version 1 with that version’s issuer and audience', async () => {
    const v1 = { ver: '1.0', iss: `https://sts.windows.net/${door.signIn.tenant}/` };
    const aud = `api://lederpuls.example.no/${door.signIn.clientId}`;
    expect((await door.call('/api/me', { token: await door.signIn.token({ ...v1, aud }) })).status).toBe(200);
    expect(
      (await door.call('/api/me', { token: await door.signIn.token({ ...v1, ver: '2.0', aud }) })).status,
    ).toBe(401);
  });

  it.each(['', 'api://', 'api://lederpuls.example.no/', 'api://botid-', 'api://lederpuls.example.no/botid-'])(
    'knows the app by %s before its id in version 1, and by the id alone in version 2',
    async (before) => {
      const aud = `${before}${door.signIn.clientId}`;
      const iss = `https://sts.windows.net/${door.signIn.tenant}/`;
      const status = async (claims: object) =>
        (await door.call('/api/me', { token: await door.signIn.token({ aud, ...claims }) })).status;
      expect(await status({ ver: '1.0', iss })).toBe(200);
      expect(await status({})).toBe(before === '' ? 200 : 401);
      expect(await status({ ver: '1.0', iss, aud: `api://other.example/${door.signIn.clientId}` })).toBe(401);
    },
  );

  it('learns the key that came after the one it knows, once its last look is half a minute old', async () => {
    expect((await door.call('/api/me')).status).toBe(200);
    await door.signIn.rotate();
    const token = await door.signIn.token();
    expect((await door.call('/api/me', { token })).status).toBe(401);
    const machine = Date.now;
    Date.now = () => machine() + 31_000;
    try {
      expect((await door.call('/api/me', { token })).status).toBe(200);
    } finally {
      Date.now = machine;
    }
  });

  it('keeps only the roles that are ours', async () => {
    const token = await door.signIn.token({ roles: ['Puls.HR', 'Global.Admin'] });
    expect((await door.call('/api/me', { token })).body).toMatchObject({ roles: ['Puls.HR'] });
    expect((await door.call('/api/hr', { token })).status).toBe(200);
    expect((await door.call('/api/hr')).body.error?.code).toBe('not-allowed');
  });

  it('takes a token that ran out four minutes ago, for clocks differ', async () => {
    const exp = Math.floor(Date.now() / 1000) - 240;
    expect((await door.call('/api/me', { token: await door.signIn.token({ exp }) })).status).toBe(200);
  });

  const past = Math.floor(Date.now() / 1000) - 400;
  it.each<[string, () => Promise<string | undefined>, number, string]>([
    ['no token', () => Promise.resolve(undefined), 401, 'not-signed-in'],
    ['no JWT', () => Promise.resolve('abc'), 401, 'not-signed-in'],
    ['an expired token', () => door.signIn.token({ exp: past }), 401, 'not-signed-in'],
    ['a token for later', () => door.signIn.token({ nbf: past + 4000 }), 401, 'not-signed-in'],
    ['another audience', () => door.signIn.token({ aud: someone }), 401, 'not-signed-in'],
    ['another issuer', () => door.signIn.token({ iss: 'https://evil.example' }), 401, 'not-signed-in'],
    ['another tenant', () => door.signIn.token({ tid: someone }), 403, 'wrong-tenant'],
    [
      'another tenant’s issuer under our tenant',
      () => door.signIn.token({ iss: `${door.signIn.authority}/${someone}/v2.0` }),
      401,
      'not-signed-in',
    ],
    ['a stranger’s signature', () => door.signIn.token({}, { stranger: true }), 401, 'not-signed-in'],
    ['no scope (an app alone)', () => door.signIn.token({ scp: undefined }), 401, 'not-signed-in'],
    ['an app that says so', () => door.signIn.token({ idtyp: 'app' }), 401, 'not-signed-in'],
    ['another scope', () => door.signIn.token({ scp: 'User.Read' }), 401, 'not-signed-in'],
    ['no person', () => door.signIn.token({ oid: undefined }), 401, 'not-signed-in'],
  ])('refuses %s', async (_what, token, status, code) => {
    const answer = await door.call('/api/me', { token: await token() });
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
    expect(answer.body.error?.message).toMatch(/Lederpuls|logga/);
  });

  it('refuses a token without a signature', async () => {
    const [, payload] = (await door.signIn.token()).split('.');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    expect((await door.call('/api/me', { token: `${header}.${payload ?? ''}.` })).status).toBe(401);
  });

  it('asks for the keys once, not for every call', async () => {
    const before = door.signIn.asked();
    for (let times = 0; times < 5; times += 1) await door.call('/api/me');
    expect(door.signIn.asked() - before).toBe(1);
  });
});
