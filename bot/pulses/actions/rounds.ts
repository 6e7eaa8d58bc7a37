import { type Connection } from '../../platform/database/database.ts';
import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';
import { type RoundPart } from '../../programme/slots.ts';
import { rulesOf } from '../model/rules.ts';
import { isRoundKeyId, roundKeyId, roundSeal } from '../seal.ts';
import { ballotStore, type RoundRef } from '../store/ballots.ts';
import { roundStore, type RoundUnit } from '../store/rounds.ts';
import { questionsOf, unitsAsked } from './asking.ts';
import { closeRound } from './closing.ts';
import { type PulseSurroundings } from './surroundings.ts';

/**
 * The pulse in the life of a round. The key is made before the round opens and destroyed after it has closed; a
 * crash in between is mended by `settled`: no closed round keeps its key, and no open one loses its answers.
 */
export function pulsesPart(at: PulseSurroundings): Required<Omit<RoundPart, 'old'>> {
  const { keys, clock } = at;
  const { engine } = at.database;
  return {
    async prepare(round) {
      if (questionsOf(at, round).length > 0) await keys.create(roundKeyId(round.tenant, round.id));
    },

    async opened(connection, round, channels) {
      const questions = questionsOf(at, round);
      if (questions.length === 0) return;
      const rounds = roundStore({ connection, engine });
      await rounds.lockKeys();
      await keys.create(roundKeyId(round.tenant, round.id));
      const policy = await at.programme.policy(round.tenant, connection);
      const opened = { ...round, rules: rulesOf(policy.minimums), comments: policy.comments };
      await rounds.open(opened, questions, await unitsAtOpening(at, connection, { round, channels }));
    },

    async closed(connection, round) {
      const kept = await roundStore({ connection, engine }).round(round);
      const key = kept && (await keys.read(roundKeyId(round.tenant, round.id)));
      const seal = key && roundSeal(key, kept);
      at.memory.drop(round);
      const { people, engine: release } = at;
      await closeRound({ connection, engine }, round, { seal, people, now: clock.now(), engine: release });
    },

    async settled() {
      await giveUpUnreadable(at);
      await destroyKeys(at);
    },
  };
}

async function destroyKeys({ database, keys, clock, memory }: PulseSurroundings): Promise<void> {
  const destroyed = await database.transaction(async (connection) => {
    const rounds = roundStore({ connection, engine: database.engine });
    await rounds.lockKeys();
    const open = await rounds.openRounds();
    const living = new Set(open.map(({ tenant, id }) => roundKeyId(tenant, id)));
    const over = (await keys.list()).filter((id) => isRoundKeyId(id) && !living.has(id));
    for (const id of over) await keys.destroy(id);
    return over.length;
  });
  if (destroyed > 0) await memory.dropEverywhere();
  await keys.erase?.();
  const rounds = roundStore({ connection: database, engine: database.engine });
  const waiting = await rounds.waitingReceipts();
  if (waiting.length === 0) return;
  await database.forget?.();
  for (const round of waiting) await rounds.keyDestroyed(round, clock.now());
}

/** An open round whose key is gone can no longer count what was answered: its rows go, and it says so. */
async function giveUpUnreadable({ database, keys, clock }: PulseSurroundings): Promise<void> {
  const { engine } = database;
  const isGone = async ({ tenant, id }: RoundRef): Promise<boolean> =>
    (await keys.read(roundKeyId(tenant, id))) === undefined;
  for (const round of await roundStore({ connection: database, engine }).openRounds()) {
    if (!(await isGone(round))) continue;
    await database.transaction(async (connection) => {
      const rounds = roundStore({ connection, engine });
      const ballots = ballotStore({ connection, engine });
      if ((await rounds.lockedState(round)) !== 'open' || !(await ballots.any(round))) return;
      // Looked at again behind the lock: the first answer may just have brought a new key.
      if (!(await isGone(round))) return;
      await ballots.removeAll(round);
      await rounds.finish(round, 'lost', clock.now());
    });
  }
}

/** Another round that asks the same people this week keeps them. */
async function unitsAtOpening(
  at: PulseSurroundings,
  connection: Connection,
  asked: { readonly round: Round; readonly channels: readonly LeaderChannel[] },
): Promise<readonly RoundUnit[]> {
  const rounds = roundStore({ connection, engine: at.database.engine });
  const taken = new Set((await rounds.askedElsewhere(asked.round)).map(({ unit }) => unit));
  return await unitsAsked(at, connection, { ...asked, taken });
}
