import { type PersonRef } from '../../people/model.ts';
import { type Round } from '../../programme/model/programme.ts';
import { afterPress, type Ballot, type PressedInputs } from '../model/ballot.ts';
import { type Seal } from '../seal.ts';
import { ballotStore } from '../store/ballots.ts';
import { type KeptRound } from './memory.ts';
import { openRounds } from './open-round.ts';
import { type Asked, type Standing, standingOf } from './standing.ts';
import { type PulseSurroundings } from './surroundings.ts';

/** What a press came to. Only `kept` has changed anything. */
type Pressed = 'kept' | 'unchanged' | 'older-view' | 'closed' | 'lost' | 'elsewhere';

export interface PressedCard extends Asked {
  /** The version of the view that was pressed. */
  readonly seen: number;
}

export interface Answered {
  readonly pressed: Pressed;
  /** As the press has left it. */
  readonly standing: Standing;
}

/** Takes what was chosen and written out of a press; may refuse it. */
export type ReadInputs = (kept: KeptRound) => PressedInputs;

export interface PulseAnswers {
  /** Durable when it resolves. The person is already known to be in the channel. */
  answer(card: PressedCard, read: ReadInputs): Promise<Answered>;
  withdraw(card: PressedCard): Promise<Answered>;
  /** The person's own ballot while the round is open; afterwards nobody finds it, not even they. */
  own(round: Pick<Round, 'tenant' | 'id'>, person: PersonRef): Promise<Ballot | undefined>;
}

export function pulseAnswers(at: PulseSurroundings): PulseAnswers {
  const { database } = at;
  const stores = { connection: database, engine: database.engine };
  const open = openRounds(at);

  async function press(card: PressedCard, read: ReadInputs): Promise<Answered> {
    const { kept } = card;
    if (open.state(kept.round) === 'open') {
      const inputs = read(kept);
      const seal = await open.sealForAnswer(kept.round);
      if (seal) return await keep(at, card, { seal, inputs });
    }
    const standing = await standingOf(at, stores, { asked: card, seal: undefined, hold: false });
    return { pressed: standing.state === 'closed' ? 'closed' : 'lost', standing };
  }

  return {
    answer: press,
    withdraw: (card) =>
      press(card, ({ questions }) => {
        const nothing = new Map(questions.map((_, place) => [place, undefined]));
        return { answers: nothing, comments: nothing };
      }),
    async own(round, person) {
      const kept = await at.memory.of(round);
      const seal = open.state(kept?.round) === 'open' && kept ? await at.memory.seal(kept.round) : undefined;
      if (!seal) return undefined;
      const token = seal.token(person);
      const body = await ballotStore(stores).read(round, token);
      return body && seal.open(token, body);
    },
  };
}

function keep(
  at: PulseSurroundings,
  card: PressedCard,
  { seal, inputs }: { readonly seal: Seal; readonly inputs: PressedInputs },
): Promise<Answered> {
  const { engine } = at.database;
  return at.database.transaction(async (connection) => {
    const on = { connection, engine };
    const ballots = ballotStore(on);
    const { round, questions } = card.kept;
    for (;;) {
      const { body, token, ...standing } = await standingOf(at, on, { asked: card, seal, hold: true });
      const { state, unit, ballot } = standing;
      if (state !== 'open') return { pressed: state, standing };
      if (!unit) return { pressed: 'elsewhere', standing };
      const press = { ...inputs, seen: card.seen, unit: unit.id, questions: questions.length };
      const outcome = afterPress(ballot, press);
      if ('unchanged' in outcome) return { pressed: 'unchanged', standing };
      if ('olderView' in outcome) return { pressed: 'older-view', standing };
      const sealed = seal.close(token, outcome.keep);
      if (body) await ballots.replace(round, token, sealed);
      // Another press of the same person was quicker: look again, now at what that one left.
      else if (!(await ballots.add(round, token, sealed))) continue;
      return { pressed: 'kept', standing: { ...standing, ballot: outcome.keep } };
    }
  });
}
