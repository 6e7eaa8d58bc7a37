import { type WorldPerson } from '../api.ts';
import { type DoorReply } from '../graph-door.ts';
import { tenantId } from '../sign-in/identity.ts';
import { type Conversation, teamsId, userPrincipalName } from '../world/roster.ts';

/** The connector's bodies, as the published description has them. */

export const refused = (
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): DoorReply => ({ status, headers, body: { error: { code, message } } });

export const notInRoster = refused(
  403,
  'BotNotInConversationRoster',
  'The bot is not part of the conversation roster.',
);
export const noConversation = refused(404, 'ConversationNotFound', 'Conversation not found.');
export const noActivity = refused(
  404,
  'ActivityNotFoundInConversation',
  'Activity was not found in the conversation.',
);
export const noMember = refused(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
export const tooBig = refused(413, 'MessageSizeTooBig', 'Message size too large.');
export const unauthorized: DoorReply = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer' },
  body: { message: 'Authorization has been denied for this request.' },
};
export const tooMany = (seconds: number): DoorReply =>
  refused(429, 'TooManyRequests', 'API calls quota exceeded.', { 'retry-after': String(seconds) });
export const badSyntax = (message: string): DoorReply => refused(400, 'BadSyntax', message);

/** TeamsChannelAccount */
export function account(person: WorldPerson): Record<string, unknown> {
  const names = person.name.split(' ');
  const address = userPrincipalName(person);
  return {
    id: teamsId(person.id),
    aadObjectId: person.id,
    name: person.name,
    givenName: names.slice(0, -1).join(' '),
    surname: names.at(-1) ?? '',
    email: address,
    userPrincipalName: address,
    tenantId,
    userRole: person.guest === true ? 'guest' : 'user',
  };
}

/** ConversationAccount */
export function conversationAccount(conversation: Conversation, thread?: string): Record<string, unknown> {
  const types = { channel: 'channel', meeting: 'groupChat', personal: 'personal' } as const;
  return {
    ...(conversation.kind === 'personal' ? {} : { isGroup: true }),
    conversationType: types[conversation.kind],
    tenantId,
    id: thread === undefined ? conversation.id : `${conversation.id};messageid=${thread}`,
  };
}
