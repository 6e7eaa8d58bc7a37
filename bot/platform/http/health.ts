import { type Request, type Response, type Server } from 'restify';
import { type Log } from '../log.ts';
import { sendJson } from './replies.ts';

export interface HealthOptions {
  /** What must work before the service takes calls, by name: each rejects when it does not. */
  readonly ready: Readonly<Record<string, () => Promise<void>>>;
  /** Names of our own work that has stopped moving: only a new start helps. */
  readonly hung?: () => readonly string[];
  /**
   * Names of what lies outside and did not answer when it was last asked. It is told, but the service stays ready: it
   * can still take answers, and no other instance would be better off.
   */
  readonly unreachable?: () => readonly string[];
  readonly log: Log;
}

export interface Health {
  /** From then on the service is not ready: whoever shares calls out should choose another. */
  stopping(): void;
}

const READY_WITHIN_MS = 3000;
/** Anybody may ask, and a look writes to the disk: those who ask together share one. By the machine's clock. */
const SHARED_MS = 1000;

/** `GET /healthz`: 503 = start me anew. `GET /readyz`: 503 = send me no calls now. */
export function addHealth(server: Server, options: HealthOptions): Health {
  const { log, hung = () => [], unreachable = () => [] } = options;
  const checks = Object.entries(options.ready).map(([name, check]) => ({ name, passes: shared(check) }));
  let isStopping = false;

  server.get('/healthz', async (_request: Request, response: Response) => {
    await Promise.resolve();
    const names = hung();
    if (names.length > 0) log.error('hung', { work: names.join(' ') });
    if (names.length === 0) sendJson(response, 200, { status: 'ok' });
    else sendJson(response, 503, { status: 'hung', hung: names });
  });
  server.get('/readyz', async (_request: Request, response: Response) => {
    const looked = await Promise.all(
      checks.map(async ({ name, passes }) => ({ name, good: await passes() })),
    );
    const missing = looked.filter(({ good }) => !good).map(({ name }) => name);
    if (missing.length > 0) log.warn('not ready', { reason: missing.join(' ') });
    const ready = missing.length === 0 && !isStopping;
    sendJson(response, ready ? 200 : 503, {
      status: isStopping ? 'stopping' : ready ? 'ready' : 'not-ready',
      missing,
      unreachable: unreachable(),
    });
  });
  return {
    stopping() {
      isStopping = true;
    },
  };
}

/** One look at a time, and no second one beside a look that hangs: it would only take another connection. */
function shared(check: () => Promise<void>): () => Promise<boolean> {
  let look: Promise<boolean> | undefined;
  let endedAt: number | undefined;
  return async () => {
    if (look === undefined || (endedAt !== undefined && Date.now() - endedAt >= SHARED_MS)) {
      endedAt = undefined;
      look = check()
        .then(
          () => true,
          () => false,
        )
        .finally(() => (endedAt = Date.now()));
    }
    return await within(look);
  };
}

async function within(look: Promise<boolean>): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => {
    late.resolve(false);
  }, READY_WITHIN_MS);
  const answer = await Promise.race([look, late.promise]);
  clearTimeout(timer);
  return answer;
}
