import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { type SendingKey, stopStore } from '../store/stops.ts';
import { lateUntil } from './send.ts';

interface Parts {
  readonly database: Database;
  readonly programme: Pick<ProgrammeActions, 'round' | 'lateUntil'>;
  readonly clock: Clock;
  /** The machine's clock, in milliseconds. */
  readonly machineNow: () => number;
}

/** Holds everything that is not under way. Durable when it resolves; what is under way comes to its end. */
export async function stopSending({ database, clock }: Parts, key: SendingKey): Promise<void> {
  await database.transaction((connection) => stopStore(connection).stop(key, clock.now()));
}

/** Lets go what is held, as long as there is time to send it; else it is skipped. */
export async function resumeSending(parts: Parts, key: SendingKey): Promise<void> {
  await stopStore(parts.database).end(key);
  await letGo(parts, { ...key, stopped: false });
}

/**
 * What is held comes to an end whatever happens: skipped when its time has gone, sent when the stop is no longer
 * there, also where that one was cut off halfway.
 */
export async function tidyHeld(parts: Parts): Promise<void> {
  for (const key of await stopStore(parts.database).held()) await letGo(parts, key);
}

async function letGo(
  { database, programme, clock, machineNow }: Parts,
  { stopped, ...key }: SendingKey & { readonly stopped: boolean },
): Promise<void> {
  const round = await programme.round(key.tenant, key.round);
  if (round === undefined) throw new Error('A held post without a round');
  const isLate = clock.now() >= (await lateUntil(programme, round, key.kind));
  if (stopped && !isLate) return;
  await database.transaction(async (connection) => {
    const stops = stopStore(connection);
    await stops.end(key);
    if (isLate) await stops.skipHeld(key, 'prompts.reason.stopped', clock.now());
    else await stops.release(key, machineNow());
  });
}
