import { type DueWork } from '../platform/jobs/jobs.ts';
import { type Desk } from './actions/desk.ts';
import { editClosed } from './actions/edit.ts';
import { lookForUnknown } from './actions/look.ts';
import { sendPlanned } from './actions/send.ts';
import { type Post } from './model.ts';
import { postStore } from './store.ts';

const BATCH = 200;
/** So many channels are written to at a time; a slow one holds up only its own place. */
const PARALLEL = 8;
const WAIT_AFTER_BUG_MS = 30_000;

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
    async run() {
      const orphans = await store.orphans(desk.machineNow());
      const due = [...(await store.due(desk.machineNow(), BATCH))];
      const count = orphans + due.length;
      const faults: unknown[] = [];
      const worker = async () => {
        for (let post = due.shift(); post !== undefined; post = due.shift())
          try {
            await carryOut(desk, post);
          } catch (fault) {
            // A post that cannot even be tried must not hold the others back, nor spin.
            faults.push(fault);
            await store.postpone(post, desk.machineNow() + WAIT_AFTER_BUG_MS);
          }
      };
      await Promise.all(Array.from({ length: PARALLEL }, worker));
      if (faults.length > 0) throw new AggregateError(faults, 'Some posts could not be carried out');
      return count;
    },
  };
}

async function carryOut(desk: Desk, post: Post): Promise<void> {
  const round = await desk.programme.round(post.tenant, post.round);
  const channel = await desk.programme.channel(post.tenant, post.channel);
  if (round === undefined || channel === undefined) throw new Error('A post without round or channel');
  const slot = { post, round, channel };
  if (post.state === 'planned') await sendPlanned(desk, slot);
  else if (post.state === 'unknown') await lookForUnknown(desk, slot);
  else await editClosed(desk, slot);
}
