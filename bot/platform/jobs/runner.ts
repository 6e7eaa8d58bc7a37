import { setImmediate as breathe, setTimeout as pause } from 'node:timers/promises';
import { type Database } from '../database/database.ts';
import { type Log } from '../log.ts';
import { type DueWork, type Jobs } from './jobs.ts';

export interface JobRunnerOptions {
  readonly works: readonly DueWork[];
  readonly database: Pick<Database, 'exclusive'>;
  readonly log: Log;
}

const lookEveryMs = 1000;
/** Another instance has the work: while somebody waits for rest, ask again soon. */
const lookAgainMs = 50;
const slowestRetryMs = 60_000;

interface Lane {
  readonly work: DueWork;
  failures: number;
  /** The turn in which its last run found nothing left. */
  restedIn: number;
  /** Ends the present wait. */
  stir: AbortController;
}

interface Board {
  readonly lanes: readonly Lane[];
  readonly settlers: Set<() => void>;
  /** Counts what may have made new work due. A lane is at rest when its last run began after that and found nothing. */
  turn: number;
  readonly stop: AbortController;
}

/** Runs every kind of due work side by side, each of them alone; see `Jobs`. All times here are the machine's. */
export function jobRunner({ works, ...outside }: JobRunnerOptions): Jobs {
  const lanes = works.map((work) => ({ work, failures: 0, restedIn: -1, stir: new AbortController() }));
  const board: Board = { lanes, settlers: new Set(), turn: 0, stop: new AbortController() };
  let running: Promise<unknown> = Promise.resolve();
  return {
    wake() {
      wake(board);
    },
    async settle(deadlineMs) {
      wake(board);
      await atRest(board, deadlineMs);
    },
    start() {
      running = Promise.all(lanes.map((lane) => drive(board, lane, outside)));
    },
    async stop(deadlineMs) {
      board.stop.abort();
      for (const lane of lanes) lane.stir.abort();
      const late = new AbortController();
      await Promise.race([
        running,
        pause(deadlineMs, undefined, { signal: late.signal }).catch(() => undefined),
      ]);
      late.abort();
    },
  };
}

type Outside = Omit<JobRunnerOptions, 'works'>;

async function drive(board: Board, lane: Lane, outside: Outside): Promise<void> {
  while (!board.stop.signal.aborted) {
    lane.stir = new AbortController();
    const waitMs = await runOnce(board, lane, outside);
    // The embedded database never leaves the event loop by itself.
    await breathe();
    if (waitMs > 0) await pause(waitMs, undefined, { signal: lane.stir.signal }).catch(() => undefined);
  }
}

/** Answers how long to wait before the next run. */
async function runOnce(board: Board, lane: Lane, { database, log }: Outside): Promise<number> {
  const began = board.turn;
  let moved = 0;
  try {
    const ran = await database.exclusive(`work:${lane.work.name}`, async () => {
      moved = await lane.work.run(board.stop.signal);
    });
    lane.failures = 0;
    if (!ran) return board.settlers.size > 0 ? lookAgainMs : lookEveryMs;
  } catch (error) {
    lane.failures += 1;
    // A wake during the failing run does not shorten the wait after it.
    if (!board.stop.signal.aborted) lane.stir = new AbortController();
    log.bug(error, `work ${lane.work.name}`);
    return backOffMs(lane.failures);
  }
  if (moved > 0) {
    // What one kind of work has moved may be what another one waits for.
    wake(board);
    return 0;
  }
  lane.restedIn = began;
  for (const check of [...board.settlers]) check();
  return board.turn > began ? 0 : lookEveryMs;
}

function wake(board: Board): void {
  board.turn += 1;
  for (const lane of board.lanes) stir(lane);
}

function atRest(board: Board, deadlineMs: number): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      board.settlers.delete(check);
      resolve();
    };
    const check = () => {
      if (board.lanes.every((lane) => lane.restedIn >= board.turn)) finish();
    };
    const timer = setTimeout(finish, deadlineMs);
    board.settlers.add(check);
    check();
  });
}

/** Wakes a lane, unless its work is failing: that one keeps its back-off. */
function stir(lane: Lane): void {
  if (lane.failures === 0) lane.stir.abort();
}

/** Between half of it and all of it, so that instances do not try in step. */
function backOffMs(failures: number): number {
  const longestMs = Math.min(1000 * 2 ** (failures - 1), slowestRetryMs);
  return longestMs * (0.5 + Math.random() / 2);
}
