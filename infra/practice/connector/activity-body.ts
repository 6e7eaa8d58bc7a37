import { type DoorReply, type DoorRequest } from '../graph-door.ts';
import { messageBytesMax } from './limits.ts';
import { type Card, type MessageContent } from './messages.ts';
import { badSyntax, refused, tooBig } from './replies.ts';

export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const cardType = 'application/vnd.microsoft.card.adaptive';
const refreshUsersMax = 60;

/** The JSON object a request carries, or what the connector answers instead. */
export function jsonBody(request: DoorRequest): { json: Json } | { reply: DoorReply } {
  const text = Buffer.from(request.body).toString('utf8');
  if (text.length * 2 > messageBytesMax) return { reply: tooBig };
  try {
    const json: unknown = JSON.parse(text);
    if (isJson(json)) return { json };
  } catch {
    // Said below, as for JSON that is no object.
  }
  return { reply: badSyntax('The request body is not a JSON object.') };
}

function cardFault(card: unknown): DoorReply | undefined {
  if (!isJson(card) || card['type'] !== 'AdaptiveCard') return badSyntax('The card is not an AdaptiveCard.');
  const refresh = card['refresh'];
  const users = isJson(refresh) ? refresh['userIds'] : undefined;
  if (Array.isArray(users) && users.length > refreshUsersMax)
    return refused(400, 'BadArgument', `refresh.userIds may name at most ${refreshUsersMax} people.`);
  return undefined;
}

const filled = (value: unknown): value is string => typeof value === 'string' && value !== '';

function cardOf(activity: Json): unknown {
  const first: unknown = Array.isArray(activity['attachments']) ? activity['attachments'][0] : undefined;
  return isJson(first) && first['contentType'] === cardType ? first['content'] : undefined;
}

/** What a message activity shows; `undefined` = an activity that leaves no message, such as `typing`. */
export function messageContent(
  activity: Json,
): { content: MessageContent | undefined } | { reply: DoorReply } {
  const { type, text, summary } = activity;
  if (!filled(type)) return { reply: badSyntax('Activity type is missing.') };
  if (type !== 'message') return { content: undefined };
  const card = cardOf(activity);
  const fault = card === undefined ? undefined : cardFault(card);
  if (fault !== undefined) return { reply: fault };
  const content: MessageContent = {
    ...(filled(text) ? { text } : {}),
    ...(filled(summary) ? { summary } : {}),
    ...(card === undefined ? {} : { card: card as Card }),
  };
  if (content.text === undefined && content.card === undefined)
    return { reply: badSyntax('A message needs a text or a card.') };
  return { content };
}
