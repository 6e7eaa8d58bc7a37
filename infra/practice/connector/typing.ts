import { type WorldPerson } from '../api.ts';
import { Refused } from '../refused.ts';
import { botAccount, isMember, threadOf, withoutThread } from '../world/roster.ts';
import { typed } from './activities.ts';
import { type Delivered } from './delivery.ts';
import { sceneOf, type TeamsSide } from './scene.ts';

/** A person writes to the bot: in a channel a new thread, or an answer in `<channel>;messageid=<id>`. */
export async function say(
  side: TeamsSide,
  person: WorldPerson,
  what: { readonly conversation: string; readonly text: string },
): Promise<Delivered> {
  const thread = threadOf(what.conversation);
  const scene = sceneOf(side, person, withoutThread(what.conversation), thread);
  const { conversation } = scene;
  if (!isMember(conversation, person.id))
    throw new Refused(409, 'not-a-member', 'The person is not in that conversation.');
  const message = side.messages.post({
    conversation: conversation.id,
    from: { id: person.id, name: person.name, bot: false },
    text: conversation.kind === 'personal' ? what.text : `@${botAccount.name} ${what.text}`,
    ...(thread === undefined ? {} : { replyTo: thread }),
  });
  // Without the bot there, the message is one between people.
  if (!conversation.installed) return { status: 200, body: null };
  const at = sceneOf(side, person, conversation.id, thread ?? message.id);
  return side.deliver(typed(at, message.id, what.text));
}
