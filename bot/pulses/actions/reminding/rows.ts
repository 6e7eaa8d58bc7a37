import { batches } from '../../../platform/database/database.ts';
import { type Reminding } from '../../model/reminders.ts';
import { reminderSeal, type ReminderSeal } from '../../reminder-seal.ts';
import { roundKeyId } from '../../seal.ts';
import { type RoundRef } from '../../store/ballots.ts';
import { reminderStore } from '../../store/reminders.ts';
import { roundStore } from '../../store/rounds.ts';
import { type StoreAt } from '../../store/tables.ts';
import { openRounds } from '../open-round.ts';
import { type PulseSurroundings } from '../surroundings.ts';

/** The reminders of a round, opened. Changes are kept when the work has ended. */
export interface OpenedRows {
  readonly byPerson: Map<string, Reminding>;
  /** Everybody, in an order that says nothing and stays the same throughout the round. */
  readonly people: () => readonly string[];
}

/**
 * Changes reminders of a round that is open. Every row is sealed anew and written, whatever has changed: whoever
 * compares two copies of the table sees that all rows differ, and no more. `undefined` = the round is over, or its
 * key is gone. Durable when it resolves.
 */
export async function changeRows<Result>(
  at: PulseSurroundings,
  round: RoundRef,
  change: (rows: OpenedRows, on: StoreAt) => Promise<Result>,
): Promise<Result | undefined> {
  const seal = await sealOf(at, round);
  if (!seal) return undefined;
  const { engine } = at.database;
  return await at.database.transaction(async (connection) => {
    const on = { connection, engine };
    const { round: now } = await roundStore(on).now(round, true);
    if (openRounds(at).state(now) !== 'open') return undefined;
    const store = reminderStore(on);
    await store.alone(round);
    const { byPerson, tokens } = await openedRows(on, round, seal);
    const tokenOf = (person: string): string => {
      const token = tokens.get(person) ?? seal.token(person);
      tokens.set(person, token);
      return token;
    };
    const people = () => [...byPerson.keys()].sort((a, b) => (tokenOf(a) < tokenOf(b) ? -1 : 1));
    const result = await change({ byPerson, people }, on);
    // Sealed as they are written: others have their turn in between.
    for (const some of batches(people())) {
      const sealed = some.flatMap((person) => {
        const one = byPerson.get(person);
        return one ? [{ token: tokenOf(person), body: seal.close(tokenOf(person), one) }] : [];
      });
      await store.keep(round, sealed);
    }
    return result;
  });
}

export async function sealOf(at: PulseSurroundings, round: RoundRef): Promise<ReminderSeal | undefined> {
  const key = await at.keys.read(roundKeyId(round.tenant, round.id));
  return key && reminderSeal(key, round);
}

export async function openedRows(
  on: StoreAt,
  round: RoundRef,
  seal: ReminderSeal,
): Promise<{ readonly byPerson: Map<string, Reminding>; readonly tokens: Map<string, string> }> {
  const byPerson = new Map<string, Reminding>();
  const tokens = new Map<string, string>();
  for (const { token, body } of await reminderStore(on).all(round)) {
    const one = seal.open(token, body);
    if (!one) continue;
    byPerson.set(one.person, one);
    tokens.set(one.person, token);
  }
  return { byPerson, tokens };
}
