import { Refusal } from '../../refusal.ts';
import { roundKeyId, type Seal } from '../seal.ts';
import { ballotStore } from '../store/ballots.ts';
import { type PulseRound } from '../store/rounds.ts';
import { type PulseState } from '../store/tables.ts';
import { type KeptRound, type SealedRound } from './memory.ts';
import { type PulseSurroundings } from './surroundings.ts';

/** A round somebody wants to look at or answer in, and what is needed for that. */
export interface OpenRounds {
  /** Throws `unknown-round`. */
  find(round: SealedRound | { readonly tenant: string; readonly id: string }): Promise<KeptRound>;
  /** As it is now: nobody can answer from the minute it closes. */
  state(round: Pick<PulseRound, 'state' | 'closesAt'> | undefined): PulseState;
  /** To write. A key that went missing before anybody answered is made again; later its answers are lost with it. */
  sealForAnswer(round: SealedRound): Promise<Seal | undefined>;
}

export function openRounds({ database, keys, clock, memory }: PulseSurroundings): OpenRounds {
  const ballots = ballotStore({ connection: database, engine: database.engine });
  return {
    async find(round) {
      const kept = await memory.of(round);
      if (!kept) throw new Refusal('unknown-round');
      return kept;
    },
    state(round) {
      if (round?.state !== 'open') return round?.state ?? 'closed';
      return clock.now() < round.closesAt ? 'open' : 'closed';
    },
    async sealForAnswer(round) {
      const seal = await memory.seal(round);
      if (seal || (await ballots.any(round))) return seal;
      await keys.create(roundKeyId(round.tenant, round.id));
      return await memory.seal(round);
    },
  };
}
