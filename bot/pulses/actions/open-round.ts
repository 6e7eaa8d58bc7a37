import { type PersonRef } from '../../people/model.ts';
import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';
import { Refusal } from '../../refusal.ts';
import { roundKeyId, roundSeal, type Seal } from '../seal.ts';
import { ballotStore } from '../store/ballots.ts';
import { type PulseRound, roundStore } from '../store/rounds.ts';
import { type PulseSurroundings } from './surroundings.ts';

/** A round somebody wants to answer in, and what is needed for that. */
export interface OpenRounds {
  /** The round, or why nobody can answer in it. Throws `unknown-round`. */
  find(round: Round): Promise<PulseRound | 'closed' | 'lost'>;
  /** To read; `undefined` when the key is gone. */
  seal(round: PulseRound): Promise<Seal | undefined>;
  /** To write. A key that went missing before anybody answered is made again; later its answers are lost with it. */
  sealForAnswer(round: PulseRound): Promise<Seal | undefined>;
  /** Where the person's answer counts: the home unit, or the channel's where none is set. Throws `no-home-unit`. */
  countsIn(round: Round, channel: LeaderChannel, person: PersonRef): Promise<string>;
}

export function openRounds({ database, keys, clock, people }: PulseSurroundings): OpenRounds {
  const at = { connection: database, engine: database.engine };
  const rounds = roundStore(at);
  const ballots = ballotStore(at);
  return {
    async find(round) {
      const kept = await rounds.round(round);
      if (!kept) throw new Refusal('unknown-round');
      if (kept.state === 'lost') return 'lost';
      return kept.state === 'open' && clock.now() < kept.closesAt ? kept : 'closed';
    },
    async seal(round) {
      const key = await keys.read(roundKeyId(round.tenant, round.id));
      return key && roundSeal(key, round.id);
    },
    async sealForAnswer(round) {
      const id = roundKeyId(round.tenant, round.id);
      const key = (await keys.read(id)) ?? ((await ballots.any(round)) ? undefined : await keys.create(id));
      return key && roundSeal(key, round.id);
    },
    async countsIn(round, channel, person) {
      const units = await rounds.units(round);
      const home = await people.homeUnit(person);
      const root = units.find(({ parent }) => parent === undefined)?.id;
      const unit = [home?.id, channel.unit, root].find((one) => units.some(({ id }) => id === one));
      if (unit === undefined) throw new Refusal('no-home-unit');
      return unit;
    },
  };
}
