import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { type DueWork, dailyWork } from '../../platform/jobs/jobs.ts';
import { daysBefore, keptDays } from '../../platform/keeping.ts';
import { type RoundPart } from '../slots.ts';
import { roundStore } from '../store/rounds.ts';

const ROUNDS_AT_A_TIME = 10;

/** Removes the posts and channels of rounds that ended long ago. Can be cut off anywhere. */
export function oldRoundWork(given: {
  readonly database: Database;
  readonly clock: Clock;
  readonly parts: () => readonly RoundPart[];
}): DueWork {
  const { database, clock, parts } = given;
  return dailyWork('old rounds', clock, async (now) => {
    let removed = 0;
    for (const round of await roundStore(database).old(daysBefore(now, keptDays.posts), ROUNDS_AT_A_TIME))
      await database.transaction(async (connection) => {
        for (const part of parts()) removed += (await part.old?.(connection, round)) ?? 0;
        removed += await roundStore(connection).removeChannels(round);
      });
    return removed;
  });
}
