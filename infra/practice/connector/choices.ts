import { type WorldPerson } from '../api.ts';
import { Refused } from '../refused.ts';
import { conversationOf, isMember } from '../world/roster.ts';
import { chosenAtMessage } from './activities.ts';
import { type Delivered } from './delivery.ts';
import { sceneOf, type TeamsSide } from './scene.ts';

export interface Choice {
  readonly message: string;
  /** As the manifest names it. */
  readonly command: string;
  /** Of the dialog; `undefined` = it is to be opened. */
  readonly data?: unknown;
}

/** A person chooses a command of the app in the menu of a message, or sends its dialog. */
export async function choose(
  side: TeamsSide,
  person: WorldPerson,
  { message: id, command, data }: Choice,
): Promise<Delivered> {
  const message = side.messages.get(id);
  const conversation = message && conversationOf(side.world(), message.conversation);
  if (message === undefined || conversation === undefined || !isMember(conversation, person.id))
    throw new Refused(404, 'not-found', 'There is no such message.');
  const scene = sceneOf(side, person, message.conversation, message.replyTo ?? message.id);
  return side.deliver(chosenAtMessage(scene, message, { command, data }));
}
