import { type PersonRef } from '../../people/model.ts';
import { type Database } from '../../platform/database/database.ts';
import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';
import { afterPress, type Ballot, type PressedAnswer } from '../model/ballot.ts';
import { type Answer, type Question } from '../model/question.ts';
import { type Seal } from '../seal.ts';
import { ballotStore } from '../store/ballots.ts';
import { type PulseRound, roundStore } from '../store/rounds.ts';
import { openRounds } from './open-round.ts';
import { type PulseSurroundings } from './surroundings.ts';

/** What a press came to. Only `kept` has changed anything. */
export type Pressed = 'kept' | 'unchanged' | 'older-view' | 'closed' | 'lost';

export interface PressedCard {
  readonly round: Round;
  readonly channel: LeaderChannel;
  /** Who presses, already known to be in the channel. */
  readonly person: PersonRef;
  /** The version of the view that was pressed. */
  readonly seen: number;
}

/** Takes the answers out of a press, by the place of the question; may refuse them. */
export type ReadAnswers = (questions: readonly Question[]) => ReadonlyMap<number, Answer | undefined>;

export interface PulseAnswers {
  /** Durable when it resolves. */
  answer(card: PressedCard, read: ReadAnswers): Promise<Pressed>;
  withdraw(card: PressedCard): Promise<Pressed>;
  /** The person's own ballot while the round is open; afterwards nobody finds it, not even they. */
  own(round: Round, person: PersonRef): Promise<Ballot | undefined>;
}

export function pulseAnswers(at: PulseSurroundings): PulseAnswers {
  const { database } = at;
  const stores = { connection: database, engine: database.engine };
  const open = openRounds(at);

  async function press(card: PressedCard, read: ReadAnswers): Promise<Pressed> {
    const round = await open.find(card.round);
    if (typeof round === 'string') return round;
    const questions = await roundStore(stores).questions(round);
    const pressed: PressedAnswer = {
      seen: card.seen,
      unit: await open.countsIn(card.round, card.channel, card.person),
      answers: read(questions),
      questions: questions.length,
    };
    const seal = await open.sealForAnswer(round);
    if (!seal) return 'lost';
    return await keep(database, { round, seal, token: seal.token(card.person), pressed });
  }

  return {
    answer: press,
    withdraw: (card) => press(card, (questions) => new Map(questions.map((_, place) => [place, undefined]))),
    async own(round, person) {
      const kept = await open.find(round);
      const seal = typeof kept === 'string' ? undefined : await open.seal(kept);
      if (!seal) return undefined;
      const token = seal.token(person);
      const body = await ballotStore(stores).read(round, token);
      return body && seal.open(token, body);
    },
  };
}

interface SealedPress {
  readonly round: PulseRound;
  readonly seal: Seal;
  readonly token: string;
  readonly pressed: PressedAnswer;
}

function keep(database: Database, { round, seal, token, pressed }: SealedPress): Promise<Pressed> {
  return database.transaction(async (connection) => {
    const at = { connection, engine: database.engine };
    const ballots = ballotStore(at);
    const state = await roundStore(at).lockedState(round, 'share');
    if (state !== 'open') return state === 'lost' ? 'lost' : 'closed';
    for (;;) {
      const body = await ballots.locked(round, token);
      const outcome = afterPress(body && seal.open(token, body), pressed);
      if ('unchanged' in outcome) return 'unchanged';
      if ('olderView' in outcome) return 'older-view';
      const sealed = seal.close(token, outcome.keep);
      if (body) await ballots.replace(round, token, sealed);
      // Another press of the same person was quicker: look again, now at what that one left.
      else if (!(await ballots.add(round, token, sealed))) continue;
      return 'kept';
    }
  });
}
