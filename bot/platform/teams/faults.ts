import { IdentityFault } from '../identity/identity.ts';
import { TeamsFault, type TeamsReason } from './teams.ts';

/** Whether doing it twice would show. */
export type Effect = 'read' | 'write';

/** Runs a call to the connector and says in our words why it failed. */
export async function asTeamsFault<Result>(effect: Effect, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw teamsFault(error, effect);
  }
}

function teamsFault(error: unknown, effect: Effect): TeamsFault {
  if (error instanceof TeamsFault) return error;
  const status = statusOf(error);
  const code = codeOf(error);
  const reason = reasonOf(error);
  return new TeamsFault({
    kind: isOurs(status, reason) ? 'refused' : kindOf(error, { status, code, effect }),
    reason,
    status,
    retryAfterMs: retryAfterMs(error),
    message: `the connector: ${status === undefined ? code : String(status)}`,
  });
}

/** The line was never up, so nothing was sent. */
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EMFILE|ENFILE|ERR_TLS_\w+|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+|ERR_SSL_\w+|EPROTO)$/;

/** Microsoft's words for it; in `code`, or in `subCode` where that says more. */
const reasons: Readonly<Record<string, TeamsReason>> = {
  ActivityNotFoundInConversation: 'message-gone',
  BotDisabledByAdmin: 'bot-disabled',
  BotNotInConversationRoster: 'bot-removed',
  BotNotRegistered: 'bot-unknown',
  ConversationBlockedByUser: 'blocked',
  ConversationNotFound: 'conversation-gone',
  InvalidBotApiHost: 'wrong-host',
  MessageSizeTooBig: 'too-large',
  MessageWritesBlocked: 'blocked',
};

/** What is wrong with the request or with us, whatever status it comes with: the conversation itself is well. */
const ours: ReadonlySet<TeamsReason | undefined> = new Set<TeamsReason>([
  ...(['too-large', 'wrong-host', 'bot-unknown'] as const),
]);

const isOurs = (status: number | undefined, reason: TeamsReason | undefined): boolean =>
  status !== undefined && status < 500 && ours.has(reason);

const kindOfStatus: Readonly<Record<number, TeamsFault['kind']>> = {
  403: 'gone',
  404: 'gone',
  412: 'busy',
  429: 'busy',
};

function kindOf(
  error: unknown,
  { status, code, effect }: { status: number | undefined; code: string; effect: Effect },
): TeamsFault['kind'] {
  if (error instanceof IdentityFault || causeOf(error) instanceof IdentityFault) return 'busy';
  const unclear = effect === 'write' ? 'unknown' : 'busy';
  if (status === undefined) return neverConnected.test(code) ? 'busy' : unclear;
  // A success that cannot be read was carried out all the same.
  if (status === 408 || status >= 500 || status < 300) return unclear;
  return kindOfStatus[status] ?? 'refused';
}

/** The SDK reads a body as far as it knows its shape, so the text is read too. */
function reasonOf(error: unknown): TeamsReason | undefined {
  const body = jsonIn(fieldOf(fieldOf(error, 'response'), 'bodyAsText'));
  const told = [body, fieldOf(body, 'error')].flatMap((part) => [
    fieldOf(part, 'subCode'),
    fieldOf(part, 'code'),
  ]);
  const known = told.find((one) => typeof one === 'string' && Object.hasOwn(reasons, one));
  return known === undefined ? undefined : reasons[known as string];
}

function jsonIn(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function fieldOf(error: unknown, field: string): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[field] : undefined;
}

const causeOf = (error: unknown): unknown => fieldOf(error, 'cause');

function statusOf(error: unknown): number | undefined {
  const status = fieldOf(error, 'statusCode');
  return typeof status === 'number' ? status : undefined;
}

function codeOf(error: unknown): string {
  const code = fieldOf(error, 'code') ?? fieldOf(error, 'name');
  return typeof code === 'string' ? code : 'unclear';
}

/** `Retry-After` in seconds or as a date. */
function retryAfterMs(error: unknown): number | undefined {
  const headers = fieldOf(fieldOf(error, 'response'), 'headers') as
    { get?: (name: string) => string | undefined } | undefined;
  const told = headers?.get?.('retry-after');
  if (told === undefined || told === '') return undefined;
  const seconds = Number(told);
  const wait = Number.isNaN(seconds) ? Date.parse(told) - Date.now() : seconds * 1000;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
