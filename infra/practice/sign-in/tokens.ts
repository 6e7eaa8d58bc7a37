import { generateKeyPair, importJWK, jwtVerify, type JWTPayload, SignJWT } from 'jose';
import { type WorldPerson } from '../api.ts';
import { type DoorRequest, type TokenHolder } from '../graph-door.ts';
import { userPrincipalName } from '../world/roster.ts';
import { appId, type PracticeIdentity, publicHalf, tenantId } from './identity.ts';

/** How a connector token may be wrong, for tests of the service's door. */
export type TokenFlaw = 'none' | 'expired' | 'wrong-audience' | 'wrong-issuer' | 'wrong-key';

export interface Tokens {
  /** What Teams' single sign-on hands the tab (v2.0 access token). */
  person(
    person: WorldPerson,
    wishes?: { audience?: string; tenant?: string; scope?: string; expired?: boolean },
  ): Promise<string>;
  /** The `Authorization` header of an activity; `undefined` for the flaw `none`: no header at all. */
  connector(flaw?: TokenFlaw): Promise<string | undefined>;
  check(request: DoorRequest, audience: string): Promise<TokenHolder | undefined>;
  /** An assertion of the on-behalf-of flow: a person's token for the app itself. */
  checkAssertion(assertion: string): Promise<JWTPayload | undefined>;
}

export interface TokenAddresses {
  /** `https://localhost:{port}` */
  readonly authority: string;
  readonly connectorIssuer: string;
  readonly serviceUrl: string;
}

const hourSeconds = 3600;
const otherApp = '00000000-0000-4000-8000-000000000001';
const words = (claim: unknown): string[] =>
  typeof claim === 'string' ? claim.split(' ').filter((word) => word !== '') : [];

function holder(claims: JWTPayload): TokenHolder | undefined {
  const { azp, tid, oid, idtyp, scp, roles } = claims as JWTPayload & Record<string, unknown>;
  if (typeof azp !== 'string' || typeof tid !== 'string') return undefined;
  return {
    ...(idtyp !== 'app' && typeof oid === 'string' ? { oid } : {}),
    appid: azp,
    scp: words(scp),
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
    tid,
  };
}

export async function practiceTokens(identity: PracticeIdentity, addresses: TokenAddresses): Promise<Tokens> {
  const entraKey = await importJWK(identity.entraKey);
  const entraPublic = await importJWK(publicHalf(identity.entraKey), 'RS256');
  const connectorKey = await importJWK(identity.connectorKey);
  const issuerOf = (tenant: string) => `${addresses.authority}/${tenant}/v2.0`;
  const nowSeconds = () => Math.floor(Date.now() / 1000);

  async function verified(token: string, audience: string): Promise<JWTPayload | undefined> {
    try {
      const { payload } = await jwtVerify(token, entraPublic, { audience, algorithms: ['RS256'] });
      return payload.iss === issuerOf(String(payload['tid'])) ? payload : undefined;
    } catch {
      // Whatever is wrong with it, it is no token of ours.
      return undefined;
    }
  }

  return {
    person(person, { audience = appId, tenant = tenantId, scope = 'access_as_user', expired = false } = {}) {
      const issuedAt = nowSeconds() - (expired ? 2 * hourSeconds : 0);
      const address = userPrincipalName(person);
      return new SignJWT({
        azp: '1fec8e78-bce4-4aaf-ab1b-5451cc387264', // Teams' own client
        azpacr: '0',
        name: person.name,
        oid: person.id,
        preferred_username: address,
        ...(person.roles.length > 0 ? { roles: [...person.roles] } : {}),
        scp: scope,
        tid: tenant,
        ver: '2.0',
      })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: identity.entraKey.kid ?? '' })
        .setIssuer(issuerOf(tenant))
        .setAudience(audience)
        .setSubject(`${person.id}-${appId}`)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + hourSeconds)
        .sign(entraKey);
    },
    async connector(flaw) {
      if (flaw === 'none') return undefined;
      const issuedAt = nowSeconds() - (flaw === 'expired' ? 2 * hourSeconds : 0);
      const key = flaw === 'wrong-key' ? (await generateKeyPair('RS256')).privateKey : connectorKey;
      const token = await new SignJWT({ serviceurl: addresses.serviceUrl })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: identity.connectorKey.kid ?? '' })
        .setIssuer(flaw === 'wrong-issuer' ? 'https://issuer.example' : addresses.connectorIssuer)
        .setAudience(flaw === 'wrong-audience' ? otherApp : appId)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + hourSeconds)
        .sign(key);
      return `Bearer ${token}`;
    },
    async check(request, audience) {
      const token = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
      const claims = token === undefined ? undefined : await verified(token, audience);
      return claims === undefined ? undefined : holder(claims);
    },
    checkAssertion: (assertion) => verified(assertion, appId),
  };
}
