import { type GoalsReply } from '../api/goals.ts';
import { goalsOf } from '../model/goals.ts';
import { heldMeetings } from '../store/goals.ts';
import { type MinutesParts } from './parts.ts';

const yearMs = 365 * 86_400_000;

/** How far the agency's meetings of the last twelve months have come without paper. */
export async function goalsReply(
  { database, clock }: Pick<MinutesParts, 'database' | 'clock'>,
  tenant: string,
): Promise<GoalsReply> {
  const now = clock.now();
  const since = new Date(now.getTime() - yearMs).toISOString();
  return goalsOf(await heldMeetings(database, { tenant, since, now: now.toISOString() }));
}
