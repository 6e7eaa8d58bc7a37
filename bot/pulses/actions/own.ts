import { textIn } from '../../content/model.ts';
import { type PersonRef } from '../../people/model.ts';
import { type Language, texts } from '../../platform/texts.ts';
import { type OwnAnswer } from '../../programme/api/trust.ts';
import { type PersonalAnswers } from '../../programme/slots.ts';
import { stepWords } from '../cards/words.ts';
import { type Ballot, hasAnswered, withdrawn } from '../model/ballot.ts';
import { type Answer, type Question, stepsOf } from '../model/question.ts';
import { ballotStore } from '../store/ballots.ts';
import { type PulseRound, roundStore } from '../store/rounds.ts';
import { pulseAnswers } from './answering.ts';
import { openRounds } from './open-round.ts';
import { type PulseSurroundings } from './surroundings.ts';

/** Everything a person has answered that somebody could still find, and the way out of it. */
export function personalAnswers(at: PulseSurroundings): PersonalAnswers {
  const stores = { connection: at.database, engine: at.database.engine };
  const answers = pulseAnswers(at);
  const open = async ({ tenant }: PersonRef) =>
    (await roundStore(stores).openRounds()).filter((round) => round.tenant === tenant);
  return {
    async of(person, language) {
      const own: OwnAnswer[] = [];
      for (const round of await open(person)) {
        const ballot = await answers.own(round, person);
        if (!hasAnswered(ballot)) continue;
        const questions = await roundStore(stores).questions(round);
        own.push(
          ...questions.flatMap((question, place) => answerOf({ round, question, place, ballot }, language)),
        );
      }
      return own;
    },

    async withdraw(person) {
      let count = 0;
      for (const round of await open(person)) if (await withdrawFrom(at, round, person)) count++;
      return count;
    },
  };
}

function answerOf(
  given: {
    readonly round: PulseRound;
    readonly question: Question;
    readonly place: number;
    readonly ballot: Ballot;
  },
  language: Language,
): readonly OwnAnswer[] {
  const { round, question, place, ballot } = given;
  const answer = ballot.answers[place];
  const words = [
    ...(answer === undefined ? [] : [answerWords(language, question, answer)]),
    ...(ballot.comments[place] === undefined ? [] : [`«${ballot.comments[place]}»`]),
  ];
  if (words.length === 0) return [];
  const closesAt = round.closesAt.toISOString();
  return [{ week: round.week, closesAt, question: textIn(question.text, language), answer: words.join(' ') }];
}

/** `4 av 5`, or the words of what was chosen. */
function answerWords(language: Language, question: Question, answer: Answer): string {
  const { min, max } = stepsOf(question);
  if (question.scale === 'agree5' || question.scale === 'zero10')
    return texts(language)('pulses.own.step', { value: String(answer), max });
  const steps = stepWords(language, question);
  return (typeof answer === 'number' ? [answer] : answer).map((step) => steps[step - min] ?? '').join(', ');
}

/** A row stays until the round closes, sealed and empty, so that a late press of an older card changes nothing. */
async function withdrawFrom(at: PulseSurroundings, round: PulseRound, person: PersonRef): Promise<boolean> {
  const seal = await at.memory.seal(round);
  if (!seal) return false;
  const { engine } = at.database;
  return await at.database.transaction(async (connection) => {
    const on = { connection, engine };
    const { round: now } = await roundStore(on).now(round, true);
    if (openRounds(at).state(now) !== 'open') return false;
    const token = seal.token(person);
    const body = await ballotStore(on).locked(round, token);
    const ballot = body && seal.open(token, body);
    if (!hasAnswered(ballot)) return false;
    await ballotStore(on).replace(round, token, seal.close(token, withdrawn(ballot)));
    return true;
  });
}
