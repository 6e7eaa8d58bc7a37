import { type DoorReply } from '../graph-door.ts';
import {
  botAccount,
  type Conversation,
  conversationOf,
  personalId,
  personOf,
  threadOf,
  withoutThread,
} from '../world/roster.ts';
import { isJson, type Json, jsonBody, messageContent } from './activity-body.ts';
import { type ConnectorCall } from './call.ts';
import { type LimitedCall } from './limits.ts';
import { badSyntax, noActivity, noConversation, notInRoster, refused, tooMany } from './replies.ts';

const bot = { ...botAccount, bot: true } as const;

/** The conversation the bot may use, or what it is told instead. */
export function reach(
  { needs }: ConnectorCall,
  id: string,
): { conversation: Conversation } | { reply: DoorReply } {
  const conversation = conversationOf(needs.world(), id);
  if (conversation === undefined) return { reply: noConversation };
  if (!conversation.installed) return { reply: notInRoster };
  const thread = threadOf(id);
  const root = thread === undefined ? undefined : needs.messages.get(thread);
  if (thread !== undefined && root?.conversation !== conversation.id) return { reply: noConversation };
  return { conversation };
}

export function limited(
  { needs }: ConnectorCall,
  call: LimitedCall,
  conversation: string,
): DoorReply | undefined {
  const wait = needs.limits.admit(call, withoutThread(conversation));
  return wait === undefined ? undefined : tooMany(wait);
}

/** Puts an activity into a conversation; a thread's root is where a channel reply belongs. */
function put(
  call: ConnectorCall,
  conversation: Conversation,
  activity: Json,
  thread: string | undefined,
): { id: string } | { reply: DoorReply } {
  const read = messageContent(activity);
  if ('reply' in read) return read;
  // A typing sign gets an id and leaves nothing.
  if (read.content === undefined) return { id: `1:${String(Date.now())}` };
  const message = call.needs.messages.post({
    ...read.content,
    conversation: conversation.id,
    from: bot,
    ...(thread === undefined ? {} : { replyTo: thread }),
  });
  return { id: message.id };
}

/** POST /v3/conversations/{id}/activities[/{activity}] */
export function sendActivity(call: ConnectorCall): DoorReply {
  const [id = ''] = call.params;
  const reached = reach(call, id);
  if ('reply' in reached) return reached.reply;
  const wait = limited(call, 'send', id);
  if (wait !== undefined) return wait;
  const body = jsonBody(call.request);
  if ('reply' in body) return body.reply;
  const done = put(call, reached.conversation, body.json, threadOf(id));
  return 'reply' in done ? done.reply : { status: 201, body: { id: done.id } };
}

function targetOf(call: ConnectorCall, body: Json): string | undefined {
  const data = isJson(body['channelData']) ? body['channelData'] : {};
  const channel = isJson(data['channel']) ? data['channel']['id'] : undefined;
  if (typeof channel === 'string') return channel;
  const people: readonly unknown[] = Array.isArray(body['members']) ? body['members'] : [];
  const [first] = people;
  if (people.length !== 1 || !isJson(first) || typeof first['id'] !== 'string') return undefined;
  const person = personOf(call.needs.world(), first['id']);
  return person === undefined ? '' : personalId(person.id);
}

/** POST /v3/conversations: a new thread in a channel, or the personal chat with one person. */
export function createConversation(call: ConnectorCall): DoorReply {
  const body = jsonBody(call.request);
  if ('reply' in body) return body.reply;
  const target = targetOf(call, body.json);
  if (target === undefined)
    return refused(400, 'BadArgument', 'Name a channel in channelData.channel.id, or one member.');
  const reached = reach(call, target);
  if ('reply' in reached) return reached.reply;
  const wait = limited(call, 'create', target);
  if (wait !== undefined) return wait;
  const { conversation } = reached;
  const activity = body.json['activity'];
  if (!isJson(activity))
    return conversation.kind === 'personal'
      ? { status: 201, body: { id: conversation.id } }
      : badSyntax('A new thread needs its first message in activity.');
  const done = put(call, conversation, activity, undefined);
  if ('reply' in done) return done.reply;
  const id = conversation.kind === 'channel' ? `${conversation.id};messageid=${done.id}` : conversation.id;
  return { status: 201, body: { id, activityId: done.id } };
}

/** The bot's own message `{activity}` in `{conversation}`. */
function ownMessage(call: ConnectorCall): { message: string } | { reply: DoorReply } {
  const [id = '', activity = ''] = call.params;
  const reached = reach(call, id);
  if ('reply' in reached) return reached;
  const message = call.needs.messages.get(activity);
  if (message?.conversation !== reached.conversation.id) return { reply: noActivity };
  if (!message.from.bot) return { reply: refused(403, 'Forbidden', 'The message is not the bot’s own.') };
  return { message: message.id };
}

/** PUT /v3/conversations/{id}/activities/{activity} */
export function editActivity(call: ConnectorCall): DoorReply {
  const own = ownMessage(call);
  if ('reply' in own) return own.reply;
  const body = jsonBody(call.request);
  if ('reply' in body) return body.reply;
  const read = messageContent(body.json);
  if ('reply' in read) return read.reply;
  if (read.content === undefined) return badSyntax('Only a message can be edited.');
  call.needs.messages.edit(own.message, read.content);
  call.needs.edited(own.message);
  return { status: 200, body: { id: own.message } };
}

/** DELETE /v3/conversations/{id}/activities/{activity} */
export function removeActivity(call: ConnectorCall): DoorReply {
  const own = ownMessage(call);
  if ('reply' in own) return own.reply;
  call.needs.messages.remove(own.message);
  return { status: 200 };
}
