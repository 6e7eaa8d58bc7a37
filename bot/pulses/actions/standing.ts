import { type PersonRef, type Unit } from '../../people/model.ts';
import { type LeaderChannel } from '../../programme/model/programme.ts';
import { Refusal } from '../../refusal.ts';
import { type Ballot, hasAnswered } from '../model/ballot.ts';
import { type Seal } from '../seal.ts';
import { ballotStore, type RoundRef } from '../store/ballots.ts';
import { type PulseRound, roundStore, type RoundUnit } from '../store/rounds.ts';
import { type PulseState, type StoreAt } from '../store/tables.ts';
import { type KeptRound } from './memory.ts';
import { openRounds } from './open-round.ts';
import { type PulseSurroundings } from './surroundings.ts';

/** Somebody before the card of a round. */
export interface Asked {
  readonly kept: KeptRound;
  readonly channel: LeaderChannel;
  readonly person: PersonRef;
  readonly home: Unit | undefined;
}

/** Where somebody is with a round, right now. */
export interface Standing {
  readonly state: PulseState;
  /** The own one, while the round is open. */
  readonly ballot: Ballot | undefined;
  /** Where an answer counts; `undefined` = nowhere in this round, see `elsewhere`. */
  readonly unit: RoundUnit | undefined;
  /** Another round asks this person, or has the answer already: one a week is enough. */
  readonly elsewhere: Elsewhere | undefined;
}

interface Elsewhere {
  readonly unit: string;
  /** `undefined` = whichever asks the unit's people. */
  readonly round: RoundRef | undefined;
}

/** Under a row of their own, which nobody else can find. */
export interface SealedStanding extends Standing {
  readonly token: string;
  readonly body: Uint8Array | undefined;
}

/**
 * Reads where somebody stands. With `hold`, inside a transaction, it stays so until that ends: no round closes, and
 * the same person cannot answer in two rounds at once.
 */
export async function standingOf(
  at: PulseSurroundings,
  on: StoreAt,
  given: { readonly asked: Asked; readonly seal: Seal | undefined; readonly hold: boolean },
): Promise<SealedStanding> {
  const { asked, seal, hold } = given;
  const kept = asked.kept.round;
  const { round, open } = await roundStore(on).now(kept, hold);
  const state = openRounds(at).state(round);
  if (state !== 'open') at.memory.drop(kept);
  if (state !== 'open' || !seal)
    return { state, token: '', body: undefined, ballot: undefined, ...placeOf(asked, undefined, undefined) };
  const ballots = ballotStore(on);
  const others = open.filter(({ programme }) => programme !== kept.programme);
  if (hold && others.length > 0) await ballots.alone(await oldestToken(at, open, asked.person));
  const token = seal.token(asked.person);
  const body = await (hold ? ballots.locked(kept, token) : ballots.read(kept, token));
  const ballot = body && seal.open(token, body);
  const answered = hasAnswered(ballot) ? undefined : await answeredIn(at, on, { others, ...asked });
  return { state, token, body, ballot, ...placeOf(asked, ballot, answered) };
}

/** The same for a person in every instance, as long as the same rounds are open, and for nobody else. */
async function oldestToken(
  at: PulseSurroundings,
  open: readonly PulseRound[],
  person: PersonRef,
): Promise<string> {
  for (const round of open) {
    const seal = await at.memory.seal(round);
    if (seal) return seal.token(person);
  }
  return '';
}

/** Whoever has answered in one open round is not asked in another, wherever they count by now. */
async function answeredIn(
  at: PulseSurroundings,
  on: StoreAt,
  { others, person }: { readonly others: readonly PulseRound[]; readonly person: PersonRef },
): Promise<Elsewhere | undefined> {
  for (const round of others) {
    const seal = await at.memory.seal(round);
    if (!seal) continue;
    const token = seal.token(person);
    const body = await ballotStore(on).read(round, token);
    const ballot = body && seal.open(token, body);
    if (hasAnswered(ballot)) return { round, unit: ballot.unit };
  }
  return undefined;
}

/** The home unit, or the channel's where none is set. Throws `no-home-unit`. */
function placeOf(
  { kept, channel, home }: Asked,
  ballot: Ballot | undefined,
  answered: Elsewhere | undefined,
): Pick<Standing, 'unit' | 'elsewhere'> {
  const unitOf = (id: string | undefined): RoundUnit | undefined => kept.units.find((one) => one.id === id);
  const own = unitOf(home?.id);
  const taken = own?.elsewhere === true ? own : undefined;
  // Who has answered here stays here, also after a move to a unit that is asked elsewhere.
  const before = hasAnswered(ballot) ? unitOf(ballot.unit) : undefined;
  const elsewhere = taken && !before ? { unit: taken.id, round: undefined } : answered;
  if (elsewhere) return { unit: undefined, elsewhere };
  const root = kept.units.find(({ parent }) => parent === undefined);
  const candidates = [taken ? undefined : own, before, unitOf(channel.unit), root];
  const unit = candidates.find((one) => one !== undefined);
  if (!unit) throw new Refusal('no-home-unit');
  return { unit, elsewhere: undefined };
}
