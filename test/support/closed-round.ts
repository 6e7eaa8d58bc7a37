import { type Home, type HomeChange } from '../../bot/people/model.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import { closeRound } from '../../bot/pulses/actions/closing.ts';
import { type Ballot } from '../../bot/pulses/model/ballot.ts';
import { type ReleaseEngine } from '../../bot/pulses/model/engine.ts';
import { type Question } from '../../bot/pulses/model/question.ts';
import { type Rules } from '../../bot/pulses/model/rules.ts';
import { type Seal, roundSeal } from '../../bot/pulses/seal.ts';
import { ballotStore } from '../../bot/pulses/store/ballots.ts';
import { roundStore, type RoundUnit } from '../../bot/pulses/store/rounds.ts';

/** A round with its sealed answers in the database, as it lies there right before it closes. */
export interface SealedRound {
  readonly tenant: string;
  readonly id: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly rules: Rules;
  readonly comments: boolean;
  readonly questions: readonly Question[];
  readonly units: readonly RoundUnit[];
  readonly ballots: readonly Omit<Ballot, 'version'>[];
}

/** Opens the round and fills the box; the same key every time, which no test minds. */
export async function fillRound(database: Database, round: SealedRound): Promise<Seal> {
  const seal = roundSeal(new Uint8Array(32).fill(7), round);
  await database.transaction(async (connection) => {
    const at = { connection, engine: database.engine };
    await roundStore(at).open(
      { ...round, programme: 'program', week: '2027-W01' },
      round.questions,
      round.units,
    );
    const store = ballotStore(at);
    for (const [number, ballot] of round.ballots.entries()) {
      const token = seal.token({ tenant: round.tenant, id: String(number) });
      await store.add(round, token, seal.close(token, { version: 1, ...ballot }));
    }
  });
  return seal;
}

/** Who is where when it closes, and how they came there. */
export interface People {
  readonly homes: readonly Home[];
  readonly changes: readonly HomeChange[];
}

export async function closeFilled(
  database: Database,
  round: SealedRound,
  given: { readonly seal: Seal; readonly people: People; readonly engine?: ReleaseEngine },
): Promise<void> {
  const { seal, engine } = given;
  const { homes, changes } = given.people;
  const people = {
    homes: () => Promise.resolve(homes),
    homeChanges: (_tenant: string, since: Date, until: Date) =>
      Promise.resolve(changes.filter(({ at }) => at > since && at <= until)),
  };
  await database.transaction(async (connection) => {
    const at = { connection, engine: database.engine };
    await closeRound(at, round, { seal, people, now: round.closesAt, engine });
  });
}
