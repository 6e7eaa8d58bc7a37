import { setTimeout as pause } from 'node:timers/promises';
import { conversationRooms, PLANNED, type Rooms } from './rooms.ts';
import { type Pace, type PaceKind, TeamsFault, type Turn } from './teams.ts';

/** Somebody waits for what is read; an edit can wait for the posts. */
const inOrder: readonly PaceKind[] = ['read', 'message', 'edit'];

/** So many conversations refusing within this time mean the whole tenant is refused. */
const REFUSALS_OF_ALL = 3;
const REFUSALS_WITHIN_MS = 2000;
/** Microsoft counts what is read apart from what is written. */
const refusedToo: Readonly<Record<PaceKind, readonly PaceKind[]>> = {
  read: ['read'],
  message: ['message', 'edit'],
  edit: ['message', 'edit'],
};
/** Whoever waits for a read would rather be told. */
const READ_PATIENCE_MS = 3000;
/** How long we wait where Teams does not say. */
const UNTOLD_MS = 1000;

export interface PaceOptions {
  /** Published requests a second of one app in one tenant. */
  readonly perSecond: number;
  /** The machine's clock, in milliseconds. */
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** After a rest new lines are needed, and what left evenly arrives together: the first second goes at half the pace. */
const REST_MS = 5000;
const WARM_UP_MS = 1000;

interface Waiting {
  /** Its windows. */
  readonly key: string;
  readonly kind: PaceKind;
  readonly go: () => void;
}

interface Lane {
  /** When the tenant's next request may go. */
  nextAt: number;
  /** Until then its lines are still being opened. */
  warmAt: number;
  /** The earliest time at which somebody looks again by himself. */
  wakesAt: number;
  readonly waiting: Readonly<Record<PaceKind, Waiting[]>>;
  refusals: readonly { readonly at: number; readonly conversation: string }[];
}

const emptyLane = (): Lane => ({
  ...{ nextAt: 0, warmAt: 0, wakesAt: Infinity, refusals: [] },
  waiting: { read: [], message: [], edit: [] },
});

/**
 * Spreads requests evenly instead of in bursts: what leaves in order may arrive together. Every tenant has a lane of
 * its own, and a conversation that must wait holds nobody else up. A window is counted when the request goes, not
 * when it was asked for: what queued up in the lane would otherwise leave together.
 */
export function sendPace({ perSecond, now = Date.now, sleep = pause }: PaceOptions): Pace {
  const betweenMs = 1000 / (perSecond * PLANNED);
  const lanes = new Map<string, Lane>();
  const rooms = conversationRooms(now);

  const laneOf = (tenant: string): Lane => {
    const lane = lanes.get(tenant) ?? emptyLane();
    lanes.set(tenant, lane);
    return lane;
  };

  /** Lets go who may, and comes back when the next one may. */
  function serve(lane: Lane): void {
    for (;;) {
      const { next, atMs } = nextOf(lane, rooms);
      if (atMs > now()) {
        wake(lane, atMs);
        return;
      }
      if (next === undefined) return;
      const lateMs = now() - lane.nextAt;
      if (lateMs > REST_MS) lane.warmAt = now() + WARM_UP_MS;
      // A timer that rang late costs no slot.
      const at = lateMs < betweenMs ? lane.nextAt : now();
      lane.nextAt = at + (at < lane.warmAt ? 2 * betweenMs : betweenMs);
      const queue = lane.waiting[next.kind];
      queue.splice(queue.indexOf(next), 1);
      rooms.take(next);
      next.go();
    }
  }

  function wake(lane: Lane, atMs: number): void {
    if (atMs >= lane.wakesAt || atMs === Infinity) return;
    lane.wakesAt = atMs;
    void sleep(Math.ceil(atMs - now())).then(() => {
      lane.wakesAt = Infinity;
      serve(lane);
    });
  }

  return {
    perSecond: perSecond * PLANNED,

    turn({ tenant, conversation }, kind) {
      const lane = laneOf(tenant);
      const key = keyOf(kind, tenant, conversation);
      const blockedMs = rooms.blockedUntil(key) - now();
      if (kind === 'read' && blockedMs > READ_PATIENCE_MS)
        return Promise.reject(
          new TeamsFault({ kind: 'busy', retryAfterMs: blockedMs, message: 'told to wait' }),
        );
      return new Promise<Turn>((resolve) => {
        const go = () => {
          resolve({ tenant, conversation });
        };
        lane.waiting[kind].push({ key, kind, go });
        serve(lane);
      });
    },

    refused({ tenant, conversation }, kind, retryAfterMs = UNTOLD_MS) {
      const until = now() + retryAfterMs;
      for (const one of refusedToo[kind]) rooms.block(keyOf(one, tenant, conversation), until);
      noteRefusal(laneOf(tenant), conversation, { now: now(), until });
    },
  };
}

function noteRefusal(lane: Lane, conversation: string, { now, until }: { now: number; until: number }): void {
  lane.refusals = [...lane.refusals, { at: now, conversation }].filter(
    ({ at }) => now - at < REFUSALS_WITHIN_MS,
  );
  const refusing = new Set(lane.refusals.map((refusal) => refusal.conversation));
  if (refusing.size >= REFUSALS_OF_ALL) lane.nextAt = Math.max(lane.nextAt, until);
}

const keyOf = (kind: PaceKind, tenant: string, conversation: string) => `${kind} ${tenant} ${conversation}`;

/** Whose turn comes first, and when; `Infinity` when nobody waits. */
function nextOf(
  { waiting, nextAt }: Lane,
  rooms: Rooms,
): { readonly next: Waiting | undefined; readonly atMs: number } {
  let next: Waiting | undefined;
  let atMs = Infinity;
  for (const kind of inOrder)
    for (const one of waiting[kind]) {
      const freeAt = Math.max(nextAt, rooms.freeAt(one));
      if (freeAt >= atMs) continue;
      [next, atMs] = [one, freeAt];
      // Nobody can come before the lane's own next slot.
      if (freeAt === nextAt) return { next, atMs };
    }
  return { next, atMs };
}
