import { randomBytes } from 'node:crypto';
import { type JWTPayload } from 'jose';
import Provider, {
  type AccessToken,
  type ClientCredentials,
  type Configuration,
  type JWTStructured,
} from 'oidc-provider';
import { appId, type PracticeIdentity, tenantId } from './identity.ts';
import { askedScopes, consentedRoles, consentedScopes, graphResource, resources } from './permissions.ts';

const onBehalfOf = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const servicePrincipal = '6a0f4d3b-2e71-4c58-8d19-b3f7e6c4a502';
const lifeSeconds = 3600;

export interface ProviderNeeds {
  readonly identity: PracticeIdentity;
  /** `https://localhost:{port}` */
  readonly authority: string;
  checkAssertion(assertion: string): Promise<JWTPayload | undefined>;
  /** Is this person (still) in the tenant? */
  knows(person: string): boolean;
  /** Has this person yet to let the app act for them? */
  lacksConsent(person: string): boolean;
}

/** Only signed tokens are issued and the one client is fixed, so there is nothing to store. */
class NoStore {
  upsert = () => Promise.resolve();
  find = () => Promise.resolve(undefined);
  findByUserCode = () => Promise.resolve(undefined);
  findByUid = () => Promise.resolve(undefined);
  consume = () => Promise.resolve();
  destroy = () => Promise.resolve();
  revokeByGrantId = () => Promise.resolve();
}

/** OAuth's claims made into Entra ID's. */
function asEntra(token: AccessToken | ClientCredentials, parts: JWTStructured): void {
  const { payload } = parts;
  delete payload['client_id'];
  const scope = payload['scope'];
  delete payload['scope'];
  Object.assign(payload, {
    appid: appId,
    azp: appId,
    azpacr: '1',
    nbf: payload['iat'],
    tid: tenantId,
    ver: '2.0',
  });
  if (token.kind === 'AccessToken') Object.assign(payload, { oid: token.accountId, scp: scope });
  else
    Object.assign(payload, {
      idtyp: 'app',
      oid: servicePrincipal,
      sub: servicePrincipal,
      ...(payload['aud'] === graphResource ? { roles: consentedRoles } : {}),
    });
  parts.header = { typ: 'JWT' };
}

function configuration(identity: PracticeIdentity): Configuration {
  return {
    adapter: NoStore,
    clients: [
      {
        client_id: appId,
        client_secret: identity.secret,
        grant_types: ['client_credentials', onBehalfOf],
        redirect_uris: [],
        response_types: [],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [identity.entraKey] },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    ttl: { AccessToken: lifeSeconds, ClientCredentials: lifeSeconds },
    routes: {
      authorization: '/oauth2/v2.0/authorize',
      token: '/oauth2/v2.0/token',
      jwks: '/discovery/v2.0/keys',
    },
    formats: {
      customizers: {
        jwt(_ctx, token, parts) {
          asEntra(token, parts);
        },
      },
    },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) => {
          const scope = ctx.oidc.params?.['scope'];
          return askedScopes(typeof scope === 'string' ? scope : '').resource;
        },
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => ({
          scope: [...resources.map((one) => `${one}/.default`), ...consentedScopes].join(' '),
          audience: resource,
          accessTokenFormat: 'jwt',
          accessTokenTTL: lifeSeconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  };
}

interface AssertionParams {
  readonly assertion?: string;
  readonly requested_token_use?: string;
  readonly scope?: string;
}

/** Entra ID's words for what is wrong with an on-behalf-of request; `undefined` = nothing. */
function refusal(
  claims: JWTPayload | undefined,
  scopes: readonly string[],
  needs: ProviderNeeds,
): Record<string, unknown> | undefined {
  const no = (code: number, text: string, suberror?: string) => ({
    error: 'invalid_grant',
    error_description: `AADSTS${String(code)}: ${text}`,
    error_codes: [code],
    ...(suberror === undefined ? {} : { suberror }),
  });
  if (claims === undefined)
    return no(500_133, 'Assertion is not within its valid time range, or is not valid.');
  if (claims['tid'] !== tenantId) return no(50_020, 'The person is not in this tenant.');
  if (!needs.knows(String(claims['oid']))) return no(50_034, 'The person does not exist in this tenant.');
  const lacks = needs.lacksConsent(String(claims['oid']));
  const missing = scopes.filter((scope) => lacks || !consentedScopes.includes(scope));
  if (missing.length > 0)
    return no(65_001, `Nobody has consented to ${missing.join(', ')}.`, 'consent_required');
  return undefined;
}

/** OpenID provider behind Entra ID's addresses: client credentials and on-behalf-of, for the one app. */
export function entraProvider(needs: ProviderNeeds): Provider {
  const provider = new Provider(`${needs.authority}/${tenantId}/v2.0`, configuration(needs.identity));
  provider.registerGrantType<AssertionParams>(
    onBehalfOf,
    async (ctx) => {
      const { assertion = '', scope = '', requested_token_use: use } = ctx.oidc.params;
      const { resource, scopes } = askedScopes(scope);
      const claims = await needs.checkAssertion(assertion);
      const no =
        use === 'on_behalf_of'
          ? refusal(claims, scopes, needs)
          : { error: 'invalid_request', error_description: 'AADSTS90014: requested_token_use is missing.' };
      if (no !== undefined || claims === undefined) {
        ctx.status = 400;
        ctx.body = no;
        return;
      }
      const token = new provider.AccessToken({
        accountId: String(claims['oid']),
        client: ctx.oidc.client,
        grantId: 'on-behalf-of',
        gty: 'on-behalf-of',
        scope: scopes.join(' '),
      });
      token.resourceServer = new provider.ResourceServer(resource, {
        scope: consentedScopes.join(' '),
        audience: resource,
        accessTokenFormat: 'jwt',
        accessTokenTTL: lifeSeconds,
        jwt: { sign: { alg: 'RS256' } },
      });
      ctx.body = {
        token_type: 'Bearer',
        access_token: await token.save(),
        expires_in: lifeSeconds,
        ext_expires_in: lifeSeconds,
        scope: scopes.map((one) => `${resource}/${one}`).join(' '),
      };
    },
    ['assertion', 'requested_token_use', 'scope'],
  );
  return provider;
}
