import { type Keep } from './graph-door.ts';

/** What a service gets from its CLOCK_URL. */
interface ClockReading {
  readonly version: number;
  readonly now: string;
  readonly machineNow: string;
}

export interface PracticeClock {
  now(): Date;
  reading(): ClockReading;
  /** Moves the time, forward or back; it ticks on from there. Answers the new version. */
  move(to: Date): number;
  /** Long poll of service `index`: answers once the version is above `after`, at the latest after `waitMs`. */
  poll(index: number, after: number | undefined, waitMs: number): Promise<ClockReading>;
  /**
   * Resolves `true` when every service that is still awaited has polled again with `version` or later, which it
   * does once it has carried out what became due; `false` after `deadlineMs`.
   */
  takenOver(version: number, awaited: () => readonly number[], deadlineMs: number): Promise<boolean>;
  /** Called after each move. */
  onMove(listener: () => void): void;
}

interface Saved {
  readonly offsetMs: number;
  readonly version: number;
}

export function practiceClock(keep: Keep): PracticeClock {
  const saved = (keep.load('clock') ?? { offsetMs: 0, version: 1 }) as Saved;
  let { offsetMs, version } = saved;
  const seen = new Map<number, number>();
  const wakers = new Set<() => void>();
  const listeners: (() => void)[] = [];

  const now = () => new Date(Date.now() + offsetMs);
  const reading = (): ClockReading => ({
    version,
    now: now().toISOString(),
    machineNow: new Date().toISOString(),
  });
  const wakeAll = () => {
    for (const wake of [...wakers]) wake();
  };

  /** Resolves when `ready` holds or the time is up; looked at whenever something happens. */
  function until(ready: () => boolean, waitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (result: boolean) => {
        clearTimeout(timer);
        wakers.delete(look);
        resolve(result);
      };
      const look = () => {
        if (ready()) finish(true);
      };
      // A caller that has gone must not keep practice from ending.
      const timer = setTimeout(finish, waitMs, false).unref();
      wakers.add(look);
      look();
    });
  }

  return {
    now,
    reading,
    move(to) {
      offsetMs = to.getTime() - Date.now();
      version += 1;
      keep.save('clock', () => ({ offsetMs, version }) satisfies Saved);
      wakeAll();
      for (const listener of listeners) listener();
      return version;
    },
    async poll(index, after, waitMs) {
      seen.set(index, after ?? 0);
      wakeAll();
      await until(() => version > (after ?? 0), waitMs);
      return reading();
    },
    async takenOver(wanted, awaited, deadlineMs) {
      // A service that dies while we wait is no longer awaited, so look again now and then.
      const again = setInterval(wakeAll, 100);
      try {
        return await until(() => awaited().every((index) => (seen.get(index) ?? 0) >= wanted), deadlineMs);
      } finally {
        clearInterval(again);
      }
    },
    onMove(listener) {
      listeners.push(listener);
    },
  };
}
