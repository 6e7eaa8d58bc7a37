import { Worker } from 'node:worker_threads';

const threadMs = 20_000;
const threadHeapMb = 384;

/**
 * Runs a script in a thread of its own, with little memory and little time, and answers its first message:
 * `undefined` when either ran out. What takes seconds, or comes from strangers, may not hold the service up.
 */
export async function inThread<Reply>(script: URL, data: unknown): Promise<Reply | undefined> {
  const worker = new Worker(script, {
    workerData: data,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: threadHeapMb, maxYoungGenerationSizeMb: 32 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Reply | undefined>();
  const giveUp = (): void => {
    resolve(undefined);
  };
  const timer = setTimeout(giveUp, threadMs);
  worker.once('message', resolve);
  worker.once('error', (error) => {
    if ((error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') giveUp();
    else reject(error);
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
