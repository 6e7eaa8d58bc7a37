import { entraIdentity } from '../../../bot/platform/identity/entra.ts';
import { type Identity } from '../../../bot/platform/identity/identity.ts';
import { issuer, json, type Issuer } from '../../support/issuer.ts';

const tenant = 'aaaaaaaa-0000-4000-8000-000000000001';
let entra: Issuer;
let identity: Identity;
let count = 0;

beforeAll(async () => {
  entra = await issuer();
});
afterAll(() => entra.close());
beforeEach(() => {
  entra.heard.length = 0;
  entra.answerTokens((request, response) => {
    const form = new URLSearchParams(request.bytes.toString());
    // MSAL keeps tokens apart by this: Entra ID says whose token it is.
    const account = JSON.stringify({ uid: form.get('assertion'), utid: tenant });
    json(response, 200, {
      token_type: 'Bearer',
      expires_in: 3600,
      scope: form.get('scope'),
      ...(form.has('assertion') ? { client_info: Buffer.from(account).toString('base64url') } : {}),
      access_token: `token-${++count}`,
    });
  });
  identity = entraIdentity({
    tenant,
    clientId: '11111111-2222-4333-8444-555555555555',
    credential: { kind: 'secret', secret: 'a secret' },
    authority: entra.url,
    deadlineMs: 1500,
  });
});

const tokenRequests = () =>
  entra.heard
    .filter(({ method }) => method === 'POST')
    .map(({ path, bytes }) => ({ path: path.split('?')[0], form: new URLSearchParams(bytes.toString()) }));

describe('the service’s own identity', () => {
  it('gets a token once and keeps it', async () => {
    const scope = 'https://api.botframework.com/.default';
    const first = await identity.applicationToken(scope);
    expect(await identity.applicationToken(scope)).toBe(first);
    const [asked, ...more] = tokenRequests();
    expect(more).toEqual([]);
    expect(asked?.path).toBe(`/${tenant}/oauth2/v2.0/token`);
    expect(asked?.form.get('grant_type')).toBe('client_credentials');
    expect(asked?.form.get('client_secret')).toBe('a secret');
    expect(asked?.form.get('scope')).toContain(scope);
  });

  it('asks the tenant it is told to', async () => {
    await identity.applicationToken('https://graph.microsoft.com/.default', 'other-tenant');
    expect(tokenRequests()[0]?.path).toBe('/other-tenant/oauth2/v2.0/token');
  });

  it('exchanges each person’s token for that person’s own', async () => {
    const scopes = ['https://graph.microsoft.com/Files.ReadWrite.All'];
    const first = await identity.onBehalfOf('kari', scopes, tenant);
    const second = await identity.onBehalfOf('ola', scopes, tenant);
    expect(second).not.toBe(first);
    expect(await identity.onBehalfOf('kari', scopes, tenant)).toBe(first);
    expect(
      tokenRequests().map(({ form }) => [form.get('requested_token_use'), form.get('assertion')]),
    ).toEqual([
      ['on_behalf_of', 'kari'],
      ['on_behalf_of', 'ola'],
    ]);
  });

  const oauth = (status: number, error: string, description: string, extra = {}) => {
    entra.answerTokens((_request, response) => {
      json(response, status, { error, error_description: description, ...extra });
    });
  };
  const asked = () => identity.onBehalfOf('kari', ['User.Read'], tenant);

  it('says when consent is needed', async () => {
    oauth(400, 'invalid_grant', 'AADSTS65001: The user has not consented', { suberror: 'consent_required' });
    await expect(asked()).rejects.toMatchObject({ name: 'IdentityFault', code: 'consent-needed' });
    oauth(400, 'interaction_required', 'AADSTS50076: Use multi-factor authentication');
    await expect(asked()).rejects.toMatchObject({ code: 'consent-needed' });
  });

  it('says when the person has to sign in again', async () => {
    oauth(400, 'invalid_grant', 'AADSTS500133: Assertion is not within its valid time range');
    await expect(asked()).rejects.toMatchObject({ code: 'sign-in-needed' });
  });

  it('says when the authority refuses the service itself', async () => {
    oauth(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided');
    await expect(asked()).rejects.toMatchObject({ code: 'refused' });
  });

  it.each([429, 500, 503])('recovers at once after a %d', async (status) => {
    oauth(status, 'temporarily_unavailable', 'busy');
    await expect(asked()).rejects.toMatchObject({ code: 'unreachable' });
    entra.answerTokens((_request, response) => {
      json(response, 200, { token_type: 'Bearer', expires_in: 3600, access_token: 'after' });
    });
    expect(await asked()).toBe('after');
  });

  it('gives up at its deadline, and when the line is cut', async () => {
    entra.answerTokens(() => undefined);
    const began = Date.now();
    await expect(asked()).rejects.toMatchObject({ code: 'unreachable' });
    expect(Date.now() - began).toBeLessThan(2000);
    entra.answerTokens((_request, _response, raw) => raw.socket.destroy());
    await expect(asked()).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('never puts the secret or a token into an error', async () => {
    oauth(400, 'invalid_grant', 'AADSTS50013: kari@etat.example a secret');
    const error: unknown = await asked().catch((fault: unknown) => fault);
    expect(String(error)).not.toMatch(/secret|kari/);
  });
});
