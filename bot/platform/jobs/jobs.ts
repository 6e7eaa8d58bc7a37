/**
 * Due work. Each feature keeps its own table of what is due, with its states; here is only who runs it and
 * when: at start, on every wake, when the clock moves, and otherwise once a second.
 */
export interface DueWork {
  /** For the log, and the name of the lock: only one instance at a time runs a kind of work. */
  readonly name: string;
  /**
   * Carries out a bounded batch of what is due and answers how many items moved; 0 = nothing left for now.
   * `stop` is aborted when the service stops: nothing new is begun then.
   * A rejection is a bug: it is logged with an id and the work is tried again with back-off.
   */
  run(stop?: AbortSignal): Promise<number>;
}

export interface Jobs {
  /** Something new may be due. Cheap; may be called often. */
  wake(): void;
  /** Resolves when every kind of work has answered 0 since the call, or after `deadlineMs` (machine time). */
  settle(deadlineMs: number): Promise<void>;
  start(): void;
  /** Waits for the running batch, at most `deadlineMs`. */
  stop(deadlineMs: number): Promise<void>;
}
