import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

export interface SignatureOptions {
  readonly issuer: string;
  /** Our app id. */
  readonly audience: string;
  /** The OpenID metadata of the Bot Connector, which names its keys. */
  readonly metadataUrl: string;
  readonly deadlineMs: number;
}

/** `unclear` = the keys cannot be had, so nobody can know: Teams should try again. */
export type Signature = 'signed' | 'forged' | 'unclear';

/** Teams and we may disagree about the time by this much, as the SDK has it. */
const toleranceSeconds = 300;
const metadataShape = z.object({ jwks_uri: z.url() });

/**
 * Checks the `Authorization` header before the SDK does. The SDK prints every forgery with its stack and keys,
 * asks other issuers about tokens that are not the connector's, and looks for new keys once an hour only.
 */
export function connectorSignature(options: SignatureOptions): (header: string) => Promise<Signature> {
  const { issuer, audience, deadlineMs } = options;
  let known: JWTVerifyGetKey | undefined;

  const keys = async (): Promise<JWTVerifyGetKey> => {
    const answer = await fetch(options.metadataUrl, { signal: AbortSignal.timeout(deadlineMs) });
    const { jwks_uri: address } = metadataShape.parse(await answer.json());
    return createRemoteJWKSet(new URL(address), { timeoutDuration: deadlineMs });
  };

  return async (header) => {
    const [scheme, token, ...rest] = header.split(' ');
    if (scheme !== 'Bearer' || !token || rest.length > 0) return 'forged';
    try {
      known ??= await keys();
    } catch {
      return 'unclear';
    }
    try {
      const algorithms = ['RS256', 'RS384', 'RS512'];
      await jwtVerify(token, known, { issuer, audience, algorithms, clockTolerance: toleranceSeconds });
      return 'signed';
    } catch (error) {
      return isForgery(error) ? 'forged' : 'unclear';
    }
  };
}

/** jose names what is wrong with a token; a key set that could not be fetched has the bare class or a time-out. */
const isForgery = (error: unknown): boolean =>
  error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC' && error.code !== 'ERR_JWKS_TIMEOUT';
