import { setTimeout as pause } from 'node:timers/promises';
import { type DueWork } from '../platform/jobs/jobs.ts';
import { type Desk } from './actions/desk.ts';
import { editClosed } from './actions/edit.ts';
import { lookForUnknown } from './actions/look.ts';
import { openLedger, raiseMark } from './actions/mark.ts';
import { CLAIM_FRESH_MS, sendPlanned } from './actions/send.ts';
import { tidyHeld } from './actions/stopping.ts';
import { type Post } from './model.ts';
import { postStore } from './store/posts.ts';

/** So many posts are under way at a time; the pace decides when each may go, and a slow one holds up only itself. */
const UNDER_WAY_MAX = 400;
const WAIT_AFTER_BUG_MS = 30_000;
/** What is due again soon is taken along while the slow ones are waited for. */
const LOOK_AGAIN_MS = 200;
const LOOK_ANYHOW_MS = 1000;

const SEND_DEADLINE_MS = 15_000;

type Defaults = Pick<Desk, 'machineNow' | 'draw' | 'lookPauseMs'> & {
  /** No call to Teams takes longer. */
  readonly sendDeadlineMs: number;
};

/**
 * Carries out the ledger. Runs under the lock of its name and ends only when all its calls have, so a post that
 * is `sending` when a run begins belongs to somebody who is gone.
 */
export function postWork({
  sendDeadlineMs = SEND_DEADLINE_MS,
  ...given
}: Omit<Desk, keyof Defaults> & Partial<Defaults>): DueWork {
  const desk: Desk = { machineNow: Date.now, draw: Math.random, lookPauseMs: 2000, ...given };
  const store = postStore(desk.database);
  // What the absent owner has sent may be on its way still, and shows a little later.
  const absentMs = CLAIM_FRESH_MS + sendDeadlineMs + desk.lookPauseMs;
  return {
    name: 'posts',
    async run(stop, alive) {
      const orphans = await store.orphans(desk.machineNow() + absentMs);
      await tidyHeld(desk);
      const ending = endingWith(desk.pace, stop);
      const underWay = postsUnderWay({ ...desk, pace: ending.pace });
      try {
        return orphans + (await takeUpDue(desk, underWay, { stop, alive }));
      } finally {
        // Also when the database fails: the next run takes what is still `sending` for an absent owner's.
        await underWay.ended();
        ending.forget();
      }
    },
  };
}

interface UnderWay {
  readonly posts: ReadonlyMap<string, Promise<void>>;
  readonly take: (post: Post, lookUntil: number) => void;
  /** Rejects when some posts could not be carried out. */
  ended(): Promise<void>;
}

function postsUnderWay(desk: Desk): UnderWay {
  const posts = new Map<string, Promise<void>>();
  const faults: unknown[] = [];
  const failed = async (post: Post, fault: unknown) => {
    if (fault instanceof Stopped) return;
    faults.push(fault);
    // A post that cannot even be tried must not hold the others back, nor spin.
    await postStore(desk.database)
      .postpone(post, desk.machineNow() + WAIT_AFTER_BUG_MS)
      .catch((again: unknown) => faults.push(again));
  };
  return {
    posts,
    take(post, lookUntil) {
      const work = carryOut(desk, post, lookUntil)
        .catch((fault: unknown) => failed(post, fault))
        .finally(() => posts.delete(keyOf(post)));
      posts.set(keyOf(post), work);
    },
    async ended() {
      await Promise.all(posts.values());
      if (faults.length > 0) throw new AggregateError(faults, 'Some posts could not be carried out');
    },
  };
}

/** Until nothing is due and nothing under way. Answers how many were taken up. */
async function takeUpDue(
  desk: Desk,
  { posts, take }: UnderWay,
  { stop, alive }: { readonly stop: AbortSignal | undefined; readonly alive: (() => void) | undefined },
): Promise<number> {
  let count = 0;
  // Read when there is something to take up, and not each second: it may lie in a vault.
  let lookUntil: number | undefined;
  const look = dueBeside(desk);
  while (stop?.aborted !== true) {
    alive?.();
    const due = await look(posts);
    if (due.length === 0 && posts.size === 0) break;
    if (due.length > 0) {
      lookUntil ??= await openLedger(desk);
      await raiseMark(desk);
      for (const post of due) take(post, lookUntil);
    }
    count += due.length;
    await Promise.race([Promise.all(posts.values()), pause(LOOK_AGAIN_MS)]);
  }
  return count;
}

/**
 * What is due besides what is under way. Each look reads hundreds of rows, and nothing leaves meanwhile: while
 * enough is under way, it can wait.
 */
function dueBeside({ database, machineNow }: Desk) {
  let lookedAt = 0;
  return async (underWay: ReadonlyMap<string, unknown>): Promise<readonly Post[]> => {
    const now = machineNow();
    if (underWay.size > UNDER_WAY_MAX / 2 && now - lookedAt < LOOK_ANYHOW_MS) return [];
    lookedAt = now;
    const due = await postStore(database).due(now, UNDER_WAY_MAX + underWay.size);
    return due.filter((post) => !underWay.has(keyOf(post))).slice(0, UNDER_WAY_MAX - underWay.size);
  };
}

/** The service stops while a post waits for its turn: it stays as it is and is taken up after the next start. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** The signal outlives every run, so a run that is over lets go of it. */
function endingWith(
  pace: Desk['pace'],
  stop: AbortSignal | undefined,
): { readonly pace: Desk['pace']; readonly forget: () => void } {
  const stopped = Promise.withResolvers<never>();
  stopped.promise.catch(() => undefined);
  const end = () => {
    stopped.reject(new Stopped());
  };
  stop?.addEventListener('abort', end);
  return {
    pace: { turn: (...given) => Promise.race([pace.turn(...given), stopped.promise]) },
    forget: () => stop?.removeEventListener('abort', end),
  };
}

const keyOf = ({ tenant, id }: Post) => `${tenant} ${id}`;

async function carryOut(desk: Desk, post: Post, lookUntil: number): Promise<void> {
  const round = await desk.programme.round(post.tenant, post.round);
  const channel = await desk.programme.channel(post.tenant, post.channel);
  if (round === undefined || channel === undefined) throw new Error('A post without round or channel');
  const slot = { post, round, channel };
  if (post.state === 'planned') await sendPlanned(desk, slot, lookUntil);
  else if (post.state === 'unknown') await lookForUnknown(desk, slot);
  else await editClosed(desk, slot);
}
