import { type IncomingMessage, type ServerResponse } from 'node:http';
import { Refusal } from '../../refusal.ts';
import { type Language } from '../texts.ts';
import { type Caller } from './http.ts';
import { limit } from './limits.ts';
import { acceptedLanguage } from './replies.ts';
import { type CheckToken, type SignedIn } from './tokens.ts';

export interface CallersOptions {
  readonly checkToken: CheckToken;
  /** For one person, over all their devices. */
  readonly callsPerMinute: number;
  /** Behind a proxy the caller's address is the last one in `X-Forwarded-For`. */
  readonly trustProxy: boolean;
}

export type LanguageOf = (person: { tenant: string; id: string }) => Promise<Language>;

/** Finds out who calls, by the bearer token alone. */
export interface Callers {
  /** Throws `Refusal`: as the token check, or `too-many-requests`. */
  of(request: IncomingMessage, response: ServerResponse): Promise<Caller>;
  useLanguage(of: LanguageOf): void;
}

/** A whole agency may share one address, so only failures count there, and a good token always passes. */
const failedSignInsPerMinute = 300;

export function callers({ checkToken, callsPerMinute, trustProxy }: CallersOptions): Callers {
  const calls = limit(callsPerMinute);
  const failedSignIns = limit(failedSignInsPerMinute);
  let chosenLanguage: LanguageOf | undefined;

  const signIn = async (request: IncomingMessage, response: ServerResponse): Promise<SignedIn> => {
    try {
      return await checkToken(bearerOf(request));
    } catch (error) {
      refuseAfter(response, failedSignIns.take(addressOf(request, trustProxy)));
      throw error;
    }
  };

  return {
    async of(request, response) {
      const { tenant, id, name, roles, token, expires } = await signIn(request, response);
      refuseAfter(response, calls.take(`${tenant} ${id}`));
      const language = (await chosenLanguage?.({ tenant, id })) ?? acceptedLanguage(request);
      return { tenant, id, name, roles, token, tokenExpires: expires, language };
    },
    useLanguage(of) {
      chosenLanguage = of;
    },
  };
}

function refuseAfter(response: ServerResponse, waitMs: number): void {
  if (waitMs === 0) return;
  response.setHeader('retry-after', Math.ceil(waitMs / 1000));
  throw new Refusal('too-many-requests');
}

function bearerOf(request: IncomingMessage): string {
  const token = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new Refusal('not-signed-in');
  return token;
}

function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = request.headers['x-forwarded-for'];
  const last = trustProxy && typeof forwarded === 'string' ? forwarded.split(',').at(-1)?.trim() : undefined;
  return last ?? request.socket.remoteAddress ?? '';
}
