import { setImmediate as breathe, setTimeout as pause } from 'node:timers/promises';
import { type Database } from '../database/database.ts';
import { type Log } from '../log.ts';
import { HUNG_AFTER_MS, type DueWork, type Jobs, type WorkReport } from './jobs.ts';

export interface JobRunnerOptions {
  readonly works: readonly DueWork[];
  readonly database: Pick<Database, 'exclusive'>;
  readonly log: Log;
  /** The machine's clock, in milliseconds. */
  readonly machineNow?: () => number;
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
  /** When it last gave a sign of life. */
  aliveAt: number;
  succeededAt: number | undefined;
  tookMs: number | undefined;
}

interface Board {
  readonly lanes: readonly Lane[];
  readonly settlers: Set<() => void>;
  /** Counts what may have made new work due. A lane is at rest when its last run began after that and found nothing. */
  turn: number;
  readonly stop: AbortController;
}

/** Runs every kind of due work side by side, each of them alone; see `Jobs`. All times here are the machine's. */
export function jobRunner({ works, machineNow = Date.now, ...others }: JobRunnerOptions): Jobs {
  const outside = { ...others, machineNow };
  const lanes = works.map((work) => laneOf(work, machineNow()));
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
    report: () => lanes.map((lane) => reportOf(lane, machineNow())),
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

type Outside = Required<Omit<JobRunnerOptions, 'works'>>;

function laneOf(work: DueWork, now: number): Lane {
  const never = { succeededAt: undefined, tookMs: undefined };
  return { work, failures: 0, restedIn: -1, stir: new AbortController(), aliveAt: now, ...never };
}

function reportOf({ work, failures, aliveAt, succeededAt, tookMs }: Lane, now: number): WorkReport {
  return { name: work.name, hung: now - aliveAt > HUNG_AFTER_MS, failures, succeededAt, tookMs };
}

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
async function runOnce(board: Board, lane: Lane, outside: Outside): Promise<number> {
  const { database, log, machineNow } = outside;
  const began = board.turn;
  const alive = () => (lane.aliveAt = machineNow());
  let moved = 0;
  alive();
  try {
    const ran = await database.exclusive(`work:${lane.work.name}`, async () => {
      const startedAt = machineNow();
      moved = await lane.work.run(board.stop.signal, alive);
      if (moved > 0 && lane.work.discreet !== true) lane.tookMs = machineNow() - startedAt;
    });
    lane.failures = 0;
    lane.succeededAt = machineNow();
    if (!ran) return board.settlers.size > 0 ? lookAgainMs : lookEveryMs;
  } catch (error) {
    lane.failures += 1;
    // A wake during the failing run does not shorten the wait after it.
    if (!board.stop.signal.aborted) lane.stir = new AbortController();
    log.bug(error, `work ${lane.work.name}`);
    return backOffMs(lane.failures);
  } finally {
    alive();
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
