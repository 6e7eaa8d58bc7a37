import { type Clock } from '../clock.ts';

/**
 * Due work. Each feature keeps its own table of what is due, with its states; here is only who runs it and
 * when: at start, on every wake, when the clock moves, and otherwise once a second.
 */
export interface DueWork {
  /** For the log, and the name of the lock: only one instance at a time runs a kind of work. */
  readonly name: string;
  /**
   * Carries out a bounded batch of what is due and answers how many items moved; 0 = nothing left for now.
   * `stop` is aborted when the service stops: nothing new is begun then. A batch that may take minutes calls `alive`
   * now and then; one that has not for `HUNG_AFTER_MS` counts as hung.
   * A rejection is a bug: it is logged with an id and the work is tried again with back-off.
   */
  run(stop?: AbortSignal, alive?: () => void): Promise<number>;
  /** How long a run takes would tell what nobody may know, such as how many have not answered: it is not measured. */
  readonly discreet?: true;
}

/**
 * Work that removes what is old: batch after batch until one removes nothing, and then not before the next day (in
 * UTC, by the programme's clock). Where it has come to is not kept, for looking once more costs nothing.
 */
export function dailyWork(name: string, clock: Clock, removeSome: (now: Date) => Promise<number>): DueWork {
  let doneOn = '';
  return {
    name,
    async run() {
      const now = clock.now();
      const today = now.toISOString().slice(0, 10);
      if (today === doneOn) return 0;
      const removed = await removeSome(now);
      if (removed === 0) doneOn = today;
      return removed;
    },
  };
}

export const HUNG_AFTER_MS = 5 * 60_000;

/** How a kind of work has fared in this process. Times are the machine's, in milliseconds. */
export interface WorkReport {
  readonly name: string;
  /** Nothing has been heard of it for `HUNG_AFTER_MS`: neither a run's end nor a sign of life. */
  readonly hung: boolean;
  /** Failed runs since the last good one. */
  readonly failures: number;
  /** When a run last ended without failing, here or because another instance has the work; `undefined` = never yet. */
  readonly succeededAt: number | undefined;
  /** Of the last run that moved something; `undefined` = none yet, or the work is discreet. */
  readonly tookMs: number | undefined;
}

export interface Jobs {
  /** Something new may be due. Cheap; may be called often. */
  wake(): void;
  /** Resolves when every kind of work has answered 0 since the call, or after `deadlineMs` (machine time). */
  settle(deadlineMs: number): Promise<void>;
  start(): void;
  report(): readonly WorkReport[];
  /** Waits for the running batch, at most `deadlineMs`. */
  stop(deadlineMs: number): Promise<void>;
}
