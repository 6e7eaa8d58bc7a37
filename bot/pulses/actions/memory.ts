import { type Database } from '../../platform/database/database.ts';
import { type Keys } from '../../platform/keys/keys.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { type Promised, promisesFor } from '../model/promise.ts';
import { type Question } from '../model/question.ts';
import { roundKeyId, roundSeal, type Seal } from '../seal.ts';
import { type RoundRef } from '../store/ballots.ts';
import { type PulseRound, roundStore, type RoundUnit } from '../store/rounds.ts';

/**
 * By the machine's clock. So long may a key stay in memory before it is fetched anew: where the word that a round is
 * over gets lost between instances, it is gone all the same, and a key taken out of its folder is soon missed.
 */
const SEAL_AGE_MS = 5000;
const ROUNDS_KEPT = 200;
const TOPIC = 'pulse-rounds';

/** What nothing changes from a round's opening to its close. */
export interface KeptRound {
  readonly round: PulseRound;
  readonly questions: readonly Question[];
  readonly units: readonly RoundUnit[];
  readonly zone: string;
  /** What may be said of the unit's figures before anybody answers. */
  promise(unit: string): Promised;
}

/**
 * Every press asks the same of its round, so open rounds are remembered; the state of one never is, it is read where
 * it matters. What is remembered of a round goes with it, in every instance, its seal first.
 */
export interface RoundMemory {
  /** `undefined` when pulses have no such round. */
  of(round: RoundRef): Promise<KeptRound | undefined>;
  /** `undefined` when the key is gone. */
  seal(round: SealedRound): Promise<Seal | undefined>;
  /** The round is over. Without one: everything, for any may be. */
  drop(round?: RoundRef): void;
  /** The same, in the other instances too. Outside transactions. */
  dropEverywhere(): Promise<void>;
}

export type SealedRound = RoundRef & Pick<PulseRound, 'comments'>;

export function roundMemory(at: {
  readonly database: Database;
  readonly keys: Pick<Keys, 'read'>;
  readonly programme: Pick<ProgrammeActions, 'zone'>;
}): RoundMemory {
  const { database } = at;
  const rounds = new Map<string, Promise<KeptRound | undefined>>();
  const seals = new Map<string, Promise<Seal | undefined>>();

  const drop: RoundMemory['drop'] = (round) => {
    if (round === undefined) {
      seals.clear();
      rounds.clear();
    } else {
      seals.delete(nameOf(round));
      rounds.delete(nameOf(round));
    }
  };
  database.listen(TOPIC, () => {
    drop();
  });

  return {
    async of(round) {
      const found = await remembered(rounds, nameOf(round), () => loaded(at, round));
      if (found?.round.state !== 'open') rounds.delete(nameOf(round));
      if (rounds.size > ROUNDS_KEPT) rounds.clear();
      return found;
    },
    async seal(round) {
      const name = nameOf(round);
      const fresh = !seals.has(name);
      const sealing = remembered(seals, name, async () => {
        const key = await at.keys.read(roundKeyId(round.tenant, round.id));
        return key && roundSeal(key, round);
      });
      const forget = (): void => {
        if (seals.get(name) === sealing) seals.delete(name);
      };
      if (fresh) setTimeout(forget, SEAL_AGE_MS).unref();
      const seal = await sealing;
      if (!seal) forget();
      return seal;
    },
    drop,
    async dropEverywhere() {
      drop();
      await database.notify(TOPIC, '');
    },
  };
}

const nameOf = ({ tenant, id }: RoundRef): string => JSON.stringify([tenant, id]);

/** One question for all who ask at the same time; a failure is told to them and not kept. */
function remembered<Thing>(
  kept: Map<string, Promise<Thing>>,
  name: string,
  find: () => Promise<Thing>,
): Promise<Thing> {
  const known = kept.get(name);
  if (known) return known;
  const finding = find();
  kept.set(name, finding);
  finding.catch(() => {
    if (kept.get(name) === finding) kept.delete(name);
  });
  return finding;
}

async function loaded(
  { database, programme }: Parameters<typeof roundMemory>[0],
  ref: RoundRef,
): Promise<KeptRound | undefined> {
  const store = roundStore({ connection: database, engine: database.engine });
  const round = await store.round(ref);
  if (!round) return undefined;
  const units = await store.units(ref);
  let promises: ReturnType<typeof promisesFor> | undefined;
  return {
    round,
    questions: await store.questions(ref),
    units,
    zone: await programme.zone(round),
    promise(unit) {
      // One look at the tree for all units, when the first one is asked for.
      promises ??= promisesFor(units, round.rules);
      return promises.get(unit) ?? { people: 0, own: 'never', larger: undefined };
    },
  };
}
