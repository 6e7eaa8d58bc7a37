import { randomInt } from 'node:crypto';
import { type Ballot, hasAnswered } from '../model/ballot.ts';
import { type ReleaseEngine, releaseEngine } from '../model/engine.ts';
import { answersTold } from '../model/rates.ts';
import { type Seal } from '../seal.ts';
import { ballotStore, type RoundRef } from '../store/ballots.ts';
import { releasedStore } from '../store/released.ts';
import { type PulseRound, roundStore } from '../store/rounds.ts';
import { type StoreAt } from '../store/tables.ts';
import { histories, type HistoryNeeds } from './history.ts';

interface ClosingNeeds extends HistoryNeeds {
  /** `undefined` when the round's key is gone. */
  readonly seal: Seal | undefined;
  readonly engine?: ReleaseEngine | undefined;
}

/**
 * Inside the transaction that closes the round: counts what can be read, keeps only what may be shown, removes the
 * ballots. Without a seal the answers are lost, and the round says so. Twice does no more than once.
 */
export async function closeRound(at: StoreAt, ref: RoundRef, given: ClosingNeeds): Promise<void> {
  const rounds = roundStore(at);
  if ((await rounds.lockedState(ref)) !== 'open') return;
  const store = ballotStore(at);
  const rows = await store.all(ref);
  const ballots = rows.flatMap(({ token, body }) => given.seal?.open(token, body) ?? []);
  // Answers that nobody can read any more are not the same as no answers.
  const lost = rows.length > 0 && ballots.length === 0;
  const round = await rounds.round(ref);
  if (!lost && round) await keepReleased(at, round, { ...given, ballots: ballots.filter(hasAnswered) });
  await store.removeAll(ref);
  await rounds.finish(ref, lost ? 'lost' : 'closed', given.now);
}

async function keepReleased(
  at: StoreAt,
  round: PulseRound,
  given: ClosingNeeds & { readonly ballots: readonly Ballot[] },
): Promise<void> {
  const { ballots, engine = releaseEngine } = given;
  const { rules } = round;
  const rounds = roundStore(at);
  const store = releasedStore(at);
  const units = await rounds.units(round);
  const homes = new Map(units.map((unit) => [unit.id, unit.homes]));
  const earlier = await histories(at, { round, units }, given);
  const asked: Parameters<typeof answersTold>[0][number][] = [];
  for (const [position, question] of (await rounds.questions(round)).entries()) {
    const answers = ballots.flatMap(({ unit, answers }) => {
      const answer = answers[position];
      return answer === undefined ? [] : [{ unit, answer }];
    });
    const history = await earlier.scores(question);
    const cells = engine.release({ units, homes, question, ballots: answers, rules, history });
    await store.keepCells(round, position, cells);
    const answered = answers.map(({ unit }) => unit);
    asked.push({ cells, answered, scored: question.scale !== 'one' && question.scale !== 'several' });
    if (!round.comments) continue;
    const comments = ballots.flatMap(({ unit, comments }) => {
      const text = comments[position];
      return text === undefined ? [] : [{ unit, text }];
    });
    const given = { units, homes, answered, comments, cells, rules };
    await store.keepComments(round, position, engine.releaseComments({ ...given, draw: randomInt }));
  }
  const answered = ballots.map(({ unit }) => unit);
  const told = answersTold(asked, { units, rules });
  const history = await earlier.rates();
  await store.keepRates(round, engine.releaseRates({ units, homes, answered, rules, told, history }));
}
