import {
  createRemoteJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { z } from 'zod';
import { Refusal } from '../../refusal.ts';
import { type Log } from '../log.ts';
import { type AppRole } from './http.ts';

/** Who a checked tab token speaks for. */
export interface SignedIn {
  readonly tenant: string;
  readonly id: string;
  readonly name: string;
  readonly roles: readonly AppRole[];
  readonly token: string;
  readonly expires: Date;
}

/** Throws `Refusal`: `not-signed-in`, `wrong-tenant`, or `not-ready` when the keys cannot be had. */
export type CheckToken = (token: string) => Promise<SignedIn>;

export interface TabTokenOptions {
  /** Where people sign in, e.g. `https://login.microsoftonline.com`. */
  readonly authority: string;
  /** Client id of the sign-in app. */
  readonly audience: string;
  /** The service's address: tokens of version 1 name the app as `api://<host>/<client id>`. */
  readonly publicUrl: string;
  readonly allowedTenants: readonly string[];
  readonly log: Log;
}

/** Clocks may differ by this much; it also decides when a token that has run out stops counting. */
export const toleranceSeconds = 300;

const publicAuthority = 'https://login.microsoftonline.com';
const appRoles: readonly AppRole[] = ['Puls.HR', 'Puls.Admin', 'Puls.Representative'];

const claims = z.object({
  tid: z.guid(),
  oid: z.guid(),
  ver: z.enum(['1.0', '2.0']),
  exp: z.number(),
  scp: z.string(),
  name: z.string().default(''),
  roles: z.array(z.string()).default([]),
  idtyp: z.string().optional(),
});

/** Checks what `authentication.getAuthToken()` gave the tab: learn.microsoft.com/entra/identity-platform/access-tokens */
export function tabTokens(options: TabTokenOptions): CheckToken {
  const tenants = new Set(options.allowedTenants.map((tenant) => tenant.toLowerCase()));
  const keysOf = tenantKeys(options.authority);
  return async (token) => {
    const said = readUnchecked(token);
    if (!tenants.has(said.tid.toLowerCase())) throw new Refusal('wrong-tenant');
    const { payload } = await verify(options, said, token, keysOf(said.tid));
    return signedIn(token, payload);
  };
}

/** What the token says of itself, before anything is proved: enough to know which keys must prove it. */
function readUnchecked(token: string): { tid: string; ver: '1.0' | '2.0' } {
  try {
    return claims.pick({ tid: true, ver: true }).parse(decodeJwt(token));
  } catch {
    throw new Refusal('not-signed-in');
  }
}

function tenantKeys(authority: string): (tenant: string) => JWTVerifyGetKey {
  const known = new Map<string, JWTVerifyGetKey>();
  return (tenant) => {
    const address = new URL(`${authority}/${tenant}/discovery/v2.0/keys`);
    const keys =
      known.get(tenant) ?? createRemoteJWKSet(address, { timeoutDuration: 5000, cacheMaxAge: 24 * 3600_000 });
    known.set(tenant, keys);
    return keys;
  };
}

async function verify(
  options: TabTokenOptions,
  { tid, ver }: { tid: string; ver: '1.0' | '2.0' },
  token: string,
  keys: JWTVerifyGetKey,
): Promise<{ payload: JWTPayload }> {
  try {
    return await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      issuer:
        ver === '2.0' ? [`${options.authority}/${tid}/v2.0`] : issuersOfVersion1(options.authority, tid),
      audience: ver === '2.0' ? [options.audience] : audiencesOfVersion1(options),
      clockTolerance: toleranceSeconds,
      requiredClaims: ['exp', 'tid', 'oid', 'scp'],
    });
  } catch (error) {
    if (isTokensFault(error)) throw new Refusal('not-signed-in');
    options.log.warn('sign-in keys cannot be read', {
      reason: error instanceof Error ? error.name : 'unknown',
    });
    throw new Refusal('not-ready');
  }
}

function issuersOfVersion1(authority: string, tid: string): string[] {
  const publicCloud = `https://sts.windows.net/${tid}/`;
  return authority === publicAuthority ? [publicCloud] : [publicCloud, `${authority}/${tid}/`];
}

function audiencesOfVersion1({ audience, publicUrl }: TabTokenOptions): string[] {
  const { host } = new URL(publicUrl);
  return [
    audience,
    `api://${audience}`,
    `api://${host}/${audience}`,
    `api://botid-${audience}`,
    `api://${host}/botid-${audience}`,
  ];
}

/** As opposed to keys that could not be fetched or read, which is nobody's fault who signs in. */
function isTokensFault(error: unknown): boolean {
  const ours = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];
  return error instanceof errors.JOSEError && !ours.includes(error.code);
}

function signedIn(token: string, payload: JWTPayload): SignedIn {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw new Refusal('not-signed-in');
  const { tid, oid, exp, scp, name, roles, idtyp } = parsed.data;
  if (idtyp === 'app' || !scp.split(' ').includes('access_as_user')) throw new Refusal('not-signed-in');
  return {
    tenant: tid.toLowerCase(),
    id: oid.toLowerCase(),
    name,
    roles: appRoles.filter((role) => roles.includes(role)),
    token,
    expires: new Date(exp * 1000),
  };
}
