import { type StateMessage, type WorldPerson } from '../api.ts';
import { Refused } from '../refused.ts';
import { conversationOf, isMember, teamsId } from '../world/roster.ts';
import { pressed, type PressedAction } from './activities.ts';
import { isJson, type Json } from './activity-body.ts';
import { findAction, refreshAction, withInputs } from './card-actions.ts';
import { type Delivered } from './delivery.ts';
import { type Card } from './messages.ts';
import { sceneOf, type TeamsSide } from './scene.ts';

export interface Presses {
  /** A person presses an action on a card as that person sees it. */
  press(
    person: WorldPerson,
    what: { readonly message: string; readonly action: string; readonly inputs: Json },
  ): Promise<Delivered>;
  /** A person looks at the conversations: cards with a refresh are fetched anew, at most once a minute each. */
  look(person: WorldPerson): Promise<void>;
  /** The card was edited: the next look refreshes it for everyone. */
  edited(message: string): void;
  /** The clock was moved: the next look refreshes every card. */
  moved(): void;
}

const cardType = 'application/vnd.microsoft.card.adaptive';
const refreshEveryMs = 60_000;
/** What fits on a screen: older cards refresh when somebody scrolls to them, which nobody does here. */
const newestRefreshed = 12;

const seenBy = (message: StateMessage, person: WorldPerson): Card | undefined =>
  message.cards[person.id] ?? message.card;

/** The newest messages with a refresh in conversations of the person, with the size of the conversation. */
function shownTo(side: TeamsSide, person: WorldPerson): { message: StateMessage; size: number }[] {
  const world = side.world();
  return side.messages
    .all()
    .filter((message) => seenBy(message, person)?.['refresh'] !== undefined)
    .map((message) => ({ message, conversation: conversationOf(world, message.conversation) }))
    .filter(({ conversation }) => conversation?.installed === true && isMember(conversation, person.id))
    .slice(-newestRefreshed)
    .map(({ message, conversation }) => ({ message, size: conversation?.members.length ?? 0 }));
}

export function presses(side: TeamsSide): Presses {
  /** By message, then person: when the card was last fetched, on the machine's clock. */
  const fetched = new Map<string, Map<string, number>>();

  async function invoke(
    person: WorldPerson,
    message: StateMessage,
    action: PressedAction,
    trigger: 'manual' | 'automatic',
  ): Promise<Delivered> {
    const scene = sceneOf(side, person, message.conversation, message.replyTo ?? message.id);
    const times = fetched.get(message.id) ?? new Map<string, number>();
    fetched.set(message.id, times.set(person.id, Date.now()));
    const answer = await side.deliver(pressed(scene, message.id, action, trigger));
    const { body } = answer;
    if (answer.status === 200 && isJson(body) && body['type'] === cardType && isJson(body['value']))
      side.messages.give(message.id, person.id, body['value']);
    return answer;
  }

  return {
    async press(person, { message: id, action: name, inputs }) {
      const message = side.messages.get(id);
      if (message === undefined) throw new Refused(404, 'not-found', 'There is no such message.');
      const card = seenBy(message, person) ?? {};
      const action = findAction(card, name);
      if (action === undefined)
        throw new Refused(404, 'not-found', `The card has no action with the id, title or verb "${name}".`);
      const ready = withInputs(card, action, inputs);
      if ('missing' in ready)
        throw new Refused(400, 'input-missing', `Fill in ${ready.missing.join(', ')} first.`);
      return invoke(person, message, ready.action, 'manual');
    },
    async look(person) {
      const now = Date.now();
      const due = shownTo(side, person).flatMap(({ message, size }) => {
        const action = refreshAction(seenBy(message, person) ?? {}, teamsId(person.id), size);
        const last = fetched.get(message.id)?.get(person.id) ?? 0;
        return action !== undefined && now - last >= refreshEveryMs ? [{ message, action }] : [];
      });
      await Promise.all(due.map(({ message, action }) => invoke(person, message, action, 'automatic')));
    },
    edited(message) {
      fetched.delete(message);
    },
    moved() {
      fetched.clear();
    },
  };
}
