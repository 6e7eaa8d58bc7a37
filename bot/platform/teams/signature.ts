import { hash } from 'node:crypto';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
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
/** Teams signs many requests with one token; one that was good is not checked again for so long. */
const trustedMs = 60_000;
const trustedMax = 1000;
const metadataShape = z.object({ jwks_uri: z.url() });

/**
 * Checks the `Authorization` header before the SDK does. The SDK prints every forgery with its stack and keys,
 * asks other issuers about tokens that are not the connector's, and looks for new keys once an hour only.
 */
export function connectorSignature(options: SignatureOptions): (header: string) => Promise<Signature> {
  const { issuer, audience, deadlineMs } = options;
  let known: KeySet | undefined;
  const trusted = trustedTokens();

  const keys = async (): Promise<KeySet> => {
    const answer = await fetch(options.metadataUrl, { signal: AbortSignal.timeout(deadlineMs) });
    const { jwks_uri: address } = metadataShape.parse(await answer.json());
    return createRemoteJWKSet(new URL(address), { timeoutDuration: deadlineMs });
  };

  return async (header) => {
    const [scheme, token, ...rest] = header.split(' ');
    if (scheme !== 'Bearer' || !token || rest.length > 0) return 'forged';
    if (trusted.has(token)) return 'signed';
    try {
      known ??= await keys();
    } catch {
      return 'unclear';
    }
    try {
      const algorithms = ['RS256', 'RS384', 'RS512'];
      const checks = { issuer, audience, algorithms, clockTolerance: toleranceSeconds };
      const { payload, protectedHeader } = await jwtVerify(token, known, checks);
      if (!isForTeams(known, protectedHeader.kid)) return 'forged';
      trusted.add(token, payload.exp);
      return 'signed';
    } catch (error) {
      return isForgery(error) ? 'forged' : 'unclear';
    }
  };
}

type KeySet = ReturnType<typeof createRemoteJWKSet>;

/** The connector's keys say which channels they may speak for; one that says nothing may speak for all, as the SDK has it. */
function isForTeams(known: KeySet, kid: string | undefined): boolean {
  const key: object | undefined = known.jwks()?.keys.find((one) => one.kid === kid);
  const endorsed = key !== undefined && 'endorsements' in key ? key.endorsements : undefined;
  return !Array.isArray(endorsed) || endorsed.includes('msteams');
}

/** jose names what is wrong with a token; a key set that could not be fetched has the bare class or a time-out. */
const isForgery = (error: unknown): boolean =>
  error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC' && error.code !== 'ERR_JWKS_TIMEOUT';

/** By their fingerprint: the tokens themselves are not kept. By the machine's clock. */
function trustedTokens() {
  const untilMs = new Map<string, number>();
  return {
    has: (token: string) => (untilMs.get(hash('sha256', token)) ?? 0) > Date.now(),
    add(token: string, expiresSeconds = 0) {
      if (untilMs.size >= trustedMax) untilMs.clear();
      untilMs.set(hash('sha256', token), Math.min(Date.now() + trustedMs, expiresSeconds * 1000));
    },
  };
}
