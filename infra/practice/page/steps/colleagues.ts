import { type State, type StateMessage } from '../../api.ts';
import { nameOf } from '../card/actions.ts';
import { press } from '../client.ts';
import { cardFor, membersOf, messagesOf } from '../rooms.ts';
import { likelyAnswer } from './answers.ts';

/** One colleague who has an open question in a channel. */
export interface OpenQuestion {
  readonly person: string;
  readonly message: StateMessage;
}

/** Everyone but oneself whose newest card in a leader channel still asks something. */
export function openQuestions(state: State, me: string): readonly OpenQuestion[] {
  return state.channels
    .filter((channel) => channel.installed)
    .flatMap((channel) => {
      const message = messagesOf(state, channel.id).findLast(
        (one) => one.from.bot && one.replyTo === undefined && asks(one.card),
      );
      return message
        ? membersOf(state, channel)
            .filter((person) => person !== me && asks(cardFor(message, person)))
            .map((person) => ({ person, message }))
        : [];
    });
}

const asks = (card: unknown): boolean => card !== undefined && likelyAnswer(card, () => 0) !== undefined;

/** Lets them answer one after the other. Who is not asked after all (no leader of the unit) is passed by. */
export async function letAnswer(
  questions: readonly OpenQuestion[],
  told: (done: number) => void,
): Promise<void> {
  for (const [index, { person, message }] of questions.entries()) {
    await answerOnce(person, message.id, cardFor(message, person));
    told(index + 1);
  }
}

/** The card may have become another since it was read (own language, a newer view): then once more. */
async function answerOnce(person: string, message: string, card: unknown): Promise<void> {
  const answer = likelyAnswer(card, Math.random);
  if (!answer) return;
  const pressed = (of: typeof answer, shown: unknown) =>
    press(person, { message, action: nameOf(of.action, shown), inputs: of.inputs });
  const reply = await pressed(answer, card);
  const now = reply.body?.value;
  const again = reply.status === 200 ? likelyAnswer(now, Math.random) : undefined;
  if (again) await pressed(again, now);
}
