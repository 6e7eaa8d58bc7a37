import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { type Keep } from '../graph-door.ts';

/** Practice's tenant and the app registration in it. The ids are invented and the same everywhere. */
export const tenantId = '3d1f7c52-9a86-4e0b-b7d4-5c2e8f60a914';
export const appId = '8b6e2a17-4c93-4f5d-9e08-71d3c5fa6b20';

export interface PracticeIdentity {
  readonly secret: string;
  /** Signs what Entra ID issues. */
  readonly entraKey: JWK;
  /** Signs what the connector sends; a key of its own, as at Microsoft. */
  readonly connectorKey: JWK;
}

const name = 'identity.json';

async function newKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
}

/** Made once and kept, so that a service that has cached the keys still trusts them after a restart. */
export async function keptIdentity(keep: Keep): Promise<PracticeIdentity> {
  const bytes = keep.loadBytes(name);
  if (bytes !== undefined) return JSON.parse(Buffer.from(bytes).toString('utf8')) as PracticeIdentity;
  const identity: PracticeIdentity = {
    secret: randomBytes(24).toString('base64url'),
    entraKey: await newKey(`entra-${randomBytes(6).toString('hex')}`),
    connectorKey: await newKey(`connector-${randomBytes(6).toString('hex')}`),
  };
  keep.saveBytes(name, Buffer.from(JSON.stringify(identity)));
  return identity;
}

/** The half of a key that anyone may read. */
export function publicHalf({ kty, n, e, kid, alg, use }: JWK): JWK {
  return { kty, n, e, kid, alg, use } as JWK;
}
