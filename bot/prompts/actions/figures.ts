import { type Clock } from '../../platform/clock.ts';
import { countStates, type Database } from '../../platform/database/database.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { unsettledStore } from '../store/unsettled.ts';

/** How the ledger stands, for the operator; nothing of people or answers. Of every tenant. */
export interface PostFigures {
  /** Posts in each state. */
  readonly states: ReadonlyMap<string, number>;
  /** Posts and edits that could be taken up now. */
  readonly waiting: number;
  /** Posts that have not ended although they were due `LATE_MINUTES` ago. */
  readonly late: number;
  /** Since the oldest post that has not ended was due; 0 = there is none. */
  readonly oldestSeconds: number;
}

/** At the published rate, 20,000 channels take seven. */
const LATE_MINUTES = 10;

export async function postFigures(at: {
  readonly database: Database;
  readonly programme: Pick<ProgrammeActions, 'round'>;
  readonly clock: Clock;
  /** The machine's clock, in milliseconds. */
  readonly machineNow: () => number;
}): Promise<PostFigures> {
  const store = unsettledStore(at.database);
  let late = 0;
  let oldestSeconds = 0;
  for (const { tenant, round: id, kind, posts } of await store.byRound()) {
    const round = await at.programme.round(tenant, id);
    if (round === undefined) continue;
    const dueAt = kind === 'weekly' ? round.opensAt : round.closesAt;
    const seconds = Math.max((at.clock.now().getTime() - dueAt.getTime()) / 1000, 0);
    oldestSeconds = Math.max(oldestSeconds, seconds);
    if (seconds > LATE_MINUTES * 60) late += posts;
  }
  const states = await countStates(at.database, 'post');
  return { states, waiting: await store.waiting(at.machineNow()), late, oldestSeconds };
}
