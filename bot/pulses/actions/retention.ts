import { type PeopleActions } from '../../people/actions.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { isSameDay, monthsBefore } from '../model/retention.ts';
import { retentionStore } from '../store/retention.ts';

export interface RetentionParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly people: Pick<PeopleActions, 'forgetMoves'>;
  readonly programme: Pick<ProgrammeActions, 'policy'>;
}

const ROUNDS_AT_A_TIME = 25;

/**
 * Once a day: deletes the rounds that are older than the agency keeps them, with everything that is left of them, and
 * moves between units that no figure looks back at. Can be cut off anywhere. Answers how many rounds and moves went.
 */
export async function deleteOld(parts: RetentionParts): Promise<number> {
  const store = retentionStore(parts.database);
  let count = 0;
  for (const tenant of await store.tenants()) {
    const looked = await store.lookedAt(tenant);
    if (looked === undefined || !isSameDay(looked, parts.clock.now())) count += await deleteOf(parts, tenant);
  }
  // What was deleted still stands in the log of the database until that has been written over.
  if (count > 0) await parts.database.forget?.();
  return count;
}

async function deleteOf(
  { database, clock, people, programme }: RetentionParts,
  tenant: string,
): Promise<number> {
  const now = clock.now();
  const before = monthsBefore(now, (await programme.policy(tenant)).retentionMonths);
  const rounds = await retentionStore(database).old(tenant, before, ROUNDS_AT_A_TIME);
  for (const round of rounds)
    await database.transaction(async (connection) => {
      const store = retentionStore(connection);
      await store.deleted(tenant, now, { before, what: await store.remove(round) });
    });
  if (rounds.length > 0) return rounds.length;
  const moves = await people.forgetMoves(tenant, now);
  await retentionStore(database).looked(tenant, now);
  return moves;
}
