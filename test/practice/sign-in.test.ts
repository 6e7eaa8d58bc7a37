import { ConfidentialClientApplication } from '@azure/msal-node';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { appId, tenantId } from '../../infra/practice/sign-in/identity.ts';
import { type Running, runPractice } from './running.ts';

let practice: Running;
beforeAll(async () => {
  practice = await runPractice();
});
afterAll(() => practice.end());

const graph = 'https://graph.microsoft.com';
const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

function msal(secret = practice.secret) {
  return new ConfidentialClientApplication({
    auth: {
      clientId: appId,
      clientSecret: secret,
      authority: `${practice.authority}/${tenantId}`,
      knownAuthorities: [new URL(practice.authority).host],
    },
  });
}

async function personToken(query = ''): Promise<string> {
  const { id } = await practice.person('Åse Ødegård');
  const { body } = await practice.api('GET', `/api/people/${id}/token${query}`);
  return (body as { token: string }).token;
}

const onBehalfOf = async (assertion: string, scope = `${graph}/Files.ReadWrite.All`) =>
  practice.token({ grant_type: jwtBearer, requested_token_use: 'on_behalf_of', assertion, scope });

describe('the service, signing in with the real MSAL', () => {
  it('gets a token of its own for the connector and keeps it', async () => {
    const client = msal();
    const request = { scopes: ['https://api.botframework.com/.default'] };
    const first = await client.acquireTokenByClientCredential(request);
    const again = await client.acquireTokenByClientCredential(request);
    expect(decodeJwt(first?.accessToken ?? '')).toMatchObject({
      aud: 'https://api.botframework.com',
      iss: `${practice.authority}/${tenantId}/v2.0`,
      appid: appId,
      tid: tenantId,
      idtyp: 'app',
    });
    expect([first?.fromCache, again?.fromCache]).toEqual([false, true]);
  });

  it('trades a person’s token for one to Graph', async () => {
    const { id } = await practice.person('Åse Ødegård');
    const result = await msal().acquireTokenOnBehalfOf({
      oboAssertion: await personToken(),
      scopes: [`${graph}/Files.ReadWrite.All`, `${graph}/Tasks.ReadWrite`],
    });
    expect(decodeJwt(result?.accessToken ?? '')).toMatchObject({
      aud: graph,
      oid: id,
      scp: 'Files.ReadWrite.All Tasks.ReadWrite',
    });
    expect(result).not.toHaveProperty('refreshToken');
  });

  it('is refused with a wrong secret', async () => {
    const asked = msal('guess').acquireTokenByClientCredential({ scopes: [`${graph}/.default`] });
    await expect(asked).rejects.toMatchObject({ errorCode: 'invalid_client' });
  });

  it('is asked for consent where nobody has given it', async () => {
    const asked = msal().acquireTokenOnBehalfOf({
      oboAssertion: await personToken(),
      scopes: [`${graph}/Mail.Send`],
    });
    await expect(asked).rejects.toMatchObject({ name: 'InteractionRequiredAuthError' });
  });

  it.each([
    ['an expired token', '?expired=1'],
    ['a token for another app', '?audience=00000000-0000-4000-8000-000000000001'],
    ['a token of another tenant', '?tenant=00000000-0000-4000-8000-000000000002'],
  ])('cannot trade %s', async (_what, query) => {
    const { status, body } = await onBehalfOf(await personToken(query));
    expect([status, body]).toEqual([400, expect.objectContaining({ error: 'invalid_grant' })]);
  });

  it('cannot trade a token that somebody has changed', async () => {
    const [header = '', , signature = ''] = (await personToken()).split('.');
    const claims = Buffer.from(JSON.stringify({ aud: appId, tid: tenantId, oid: 'x' })).toString('base64url');
    expect((await onBehalfOf(`${header}.${claims}.${signature}`)).status).toBe(400);
  });

  it('finds no other tenant', async () => {
    const form = { grant_type: 'client_credentials', scope: `${graph}/.default` };
    const { status } = await practice.token(form, '00000000-0000-4000-8000-000000000002');
    expect(status).toBe(400);
  });

  it('meets scripted faults of the token address, each as often as told', async () => {
    await practice.api('POST', '/api/faults', [{ on: 'token', times: 1, do: { status: 503 } }]);
    const form = { grant_type: 'client_credentials', scope: `${graph}/.default` };
    expect([(await practice.token(form)).status, (await practice.token(form)).status]).toEqual([503, 200]);
  });
});

describe('a tab token', () => {
  it('says who the person is, signed with the published keys', async () => {
    const { id } = await practice.person('Åse Ødegård');
    const metadata = `${practice.authority}/${tenantId}/v2.0/.well-known/openid-configuration`;
    const { jwks_uri, issuer } = (await (await fetch(metadata)).json()) as {
      jwks_uri: string;
      issuer: string;
    };
    const keys = createRemoteJWKSet(new URL(jwks_uri));
    const { payload } = await jwtVerify(await personToken(), keys, { issuer, audience: appId });
    expect(payload).toMatchObject({
      oid: id,
      tid: tenantId,
      name: 'Åse Ødegård',
      preferred_username: 'ase.odegard@practice.example',
      scp: 'access_as_user',
      ver: '2.0',
    });
  });

  it('carries the app roles', async () => {
    const { id } = await practice.person('Hanne Løvås');
    const { body } = await practice.api('GET', `/api/people/${id}/token`);
    expect(decodeJwt((body as { token: string }).token)['roles']).toEqual(['Puls.HR']);
  });
});
