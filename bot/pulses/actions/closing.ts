import { type Connection, type Database } from '../../platform/database/database.ts';
import { type Ballot, hasAnswered } from '../model/ballot.ts';
import { releaseRates } from '../model/rates.ts';
import { release } from '../model/release.ts';
import { rules } from '../model/rules.ts';
import { type Seal } from '../seal.ts';
import { ballotStore, type RoundRef } from '../store/ballots.ts';
import { releasedStore } from '../store/released.ts';
import { roundStore } from '../store/rounds.ts';

/**
 * Inside the transaction that closes the round: counts what can be read, keeps only what may be shown, removes the
 * ballots. Without a seal the answers are lost, and the round says so. Twice does no more than once.
 */
export async function closeRound(
  at: { readonly connection: Connection; readonly engine: Database['engine'] },
  round: RoundRef,
  given: { readonly seal: Seal | undefined; readonly now: Date },
): Promise<void> {
  const rounds = roundStore(at);
  if ((await rounds.lockedState(round)) !== 'open') return;
  const store = ballotStore(at);
  const rows = await store.all(round);
  const ballots = rows.flatMap(({ token, body }) => given.seal?.open(token, body) ?? []);
  // Answers that nobody can read any more are not the same as no answers.
  const lost = rows.length > 0 && ballots.length === 0;
  if (!lost) await keepReleased(at, round, ballots.filter(hasAnswered));
  await store.removeAll(round);
  await rounds.finish(round, lost ? 'lost' : 'closed', given.now);
}

async function keepReleased(
  at: Parameters<typeof closeRound>[0],
  round: RoundRef,
  ballots: readonly Ballot[],
): Promise<void> {
  const rounds = roundStore(at);
  const store = releasedStore(at);
  const units = await rounds.units(round);
  const homes = new Map(units.map((unit) => [unit.id, unit.homes]));
  for (const [position, question] of (await rounds.questions(round)).entries()) {
    const answered = ballots.flatMap(({ unit, answers }) => {
      const answer = answers[position];
      return answer === undefined ? [] : [{ unit, answer }];
    });
    await store.keepCells(round, position, release({ units, homes, question, ballots: answered, rules }));
  }
  const answered = ballots.map(({ unit }) => unit);
  await store.keepRates(round, releaseRates({ units, homes, answered, rules }));
}
