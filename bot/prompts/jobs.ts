import { setTimeout as pause } from 'node:timers/promises';
import { type DueWork } from '../platform/jobs/jobs.ts';
import { type Desk } from './actions/desk.ts';
import { editClosed } from './actions/edit.ts';
import { lookForUnknown } from './actions/look.ts';
import { openLedger, raiseMark } from './actions/mark.ts';
import { sendPlanned } from './actions/send.ts';
import { tidyHeld } from './actions/stopping.ts';
import { type Post } from './model.ts';
import { postStore } from './store/posts.ts';

/** So many posts are under way at a time; the pace decides when each may go, and a slow one holds up only itself. */
const UNDER_WAY_MAX = 400;
const WAIT_AFTER_BUG_MS = 30_000;
/** What is due again soon is taken along while the slow ones are waited for. */
const LOOK_AGAIN_MS = 200;
const LOOK_ANYHOW_MS = 1000;

type Defaults = Pick<Desk, 'machineNow' | 'draw' | 'lookPauseMs'>;

/**
 * Carries out the ledger. Runs under the lock of its name and ends only when all its calls have, so a post that
 * is `sending` when a run begins belongs to somebody who is gone.
 */
export function postWork(given: Omit<Desk, keyof Defaults> & Partial<Defaults>): DueWork {
  const desk: Desk = { machineNow: Date.now, draw: Math.random, lookPauseMs: 2000, ...given };
  const store = postStore(desk.database);
  return {
    name: 'posts',
    async run(stop, alive) {
      const stoppable = { ...desk, pace: endingWith(desk.pace, stop) };
      let count = await store.orphans(desk.machineNow());
      await tidyHeld(desk);
      const underWay = new Map<string, Promise<void>>();
      const faults: unknown[] = [];
      const take = (post: Post, lookUntil: number) => {
        const work = carryOut(stoppable, post, lookUntil)
          .catch(async (fault: unknown) => {
            if (fault instanceof Stopped) return;
            // A post that cannot even be tried must not hold the others back, nor spin.
            faults.push(fault);
            await store.postpone(post, desk.machineNow() + WAIT_AFTER_BUG_MS);
          })
          .finally(() => underWay.delete(keyOf(post)));
        underWay.set(keyOf(post), work);
      };
      // Read when there is something to take up, and not each second: it may lie in a vault.
      let lookUntil: number | undefined;
      const look = dueBeside(desk);
      while (stop?.aborted !== true) {
        alive?.();
        const due = await look(underWay);
        if (due.length === 0 && underWay.size === 0) break;
        if (due.length > 0) {
          lookUntil ??= await openLedger(desk);
          await raiseMark(desk);
          for (const post of due) take(post, lookUntil);
        }
        count += due.length;
        await Promise.race([Promise.all(underWay.values()), pause(LOOK_AGAIN_MS)]);
      }
      await Promise.all(underWay.values());
      if (faults.length > 0) throw new AggregateError(faults, 'Some posts could not be carried out');
      return count;
    },
  };
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

function endingWith(pace: Desk['pace'], stop: AbortSignal | undefined): Desk['pace'] {
  const stopped = new Promise<never>((_resolve, reject) => {
    stop?.addEventListener('abort', () => {
      reject(new Stopped());
    });
  });
  stopped.catch(() => undefined);
  return { turn: (...given) => Promise.race([pace.turn(...given), stopped]) };
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
