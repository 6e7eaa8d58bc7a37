import { SILENT_ROUNDS, silentAfter } from '../../model/reminders.ts';
import { ballotStore } from '../../store/ballots.ts';
import { reminderStore } from '../../store/reminders.ts';
import { type PulseRound, roundStore } from '../../store/rounds.ts';
import { type StoreAt } from '../../store/tables.ts';
import { openedRows, sealOf } from './rows.ts';
import { type ReminderSurroundings } from './surroundings.ts';

/**
 * How many rounds each person has let go by, from one round of a programme to the next. In the memory of this process
 * only: on a disk it would name those who have not answered, long after the round is closed.
 */
export interface BetweenRounds {
  /** Inside the transaction that closes the round, while its ballots are still there: remembers, and deletes the rows. */
  carryOver(on: StoreAt, round: Pick<PulseRound, 'tenant' | 'id' | 'programme'>): Promise<void>;
  /** What each person begins a round with. */
  silentBefore(round: PulseRound): Promise<(person: string) => number>;
}

export function betweenRounds(at: ReminderSurroundings): BetweenRounds {
  const carried = new Map<string, ReadonlyMap<string, number>>();
  const stores = { connection: at.database, engine: at.database.engine };

  return {
    async carryOver(on, round) {
      // Nobody writes a reminder from here on.
      await roundStore(on).lockedState(round);
      const found = await silentOnes(at, on, round);
      if (found) carried.set(nameOf(round), found);
      else carried.delete(nameOf(round));
      await reminderStore(on).removeAll(round);
    },

    async silentBefore(round) {
      const known = carried.get(nameOf(round));
      if (known) return (person) => known.get(person) ?? 0;
      const before = (await roundStore(stores).rounds(round.tenant)).findLast(
        ({ id, programme, opensAt }) =>
          programme === round.programme && id !== round.id && opensAt < round.opensAt,
      );
      if (!before) return () => 0;
      // We have begun anew and know nobody: only those who were not there to let a round go by are asked again.
      const changes = await at.people.homeChanges(round.tenant, before.opensAt, at.clock.now());
      const newcomers = new Set(changes.filter(({ from }) => from === undefined).map(({ person }) => person));
      return (person) => (newcomers.has(person) ? 0 : SILENT_ROUNDS);
    },
  };
}

const nameOf = ({ tenant, programme }: { readonly tenant: string; readonly programme: string }): string =>
  JSON.stringify([tenant, programme]);

async function silentOnes(
  at: ReminderSurroundings,
  on: StoreAt,
  round: { readonly tenant: string; readonly id: string },
): Promise<ReadonlyMap<string, number> | undefined> {
  const reminders = await sealOf(at, round);
  const kept = await roundStore(on).round(round);
  const ballots = kept && (await at.memory.seal(kept));
  if (!reminders || !ballots) return undefined;
  const { byPerson: rows } = await openedRows(on, round, reminders);
  if (rows.size === 0) return undefined;
  const answered = await ballotStore(on).tokens(round);
  const deaf = await at.people.unreminded(round.tenant, on.connection);
  return new Map(
    [...rows.values()].map((one) => {
      const token = ballots.token({ tenant: round.tenant, id: one.person });
      const lived = { answered: answered.has(token), reminders: !deaf.has(one.person) };
      return [one.person, silentAfter(one, lived)];
    }),
  );
}
