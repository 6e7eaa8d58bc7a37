import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, type ClientConfig } from 'pg';
import { Fault } from '../log.ts';
import { AnsweringClient } from './answering-client.ts';

/** The connection that held a lock broke while its work ran: another instance may have begun the same work. */
export class LockLost extends Fault {
  override readonly name = 'LockLost';
}

/** One connection of our own for what belongs to a session: advisory locks and notices. It heals itself. */
export interface Session {
  exclusive(name: string, work: () => Promise<void>): Promise<boolean>;
  listen(topic: string, listener: (message: string) => void): () => void;
  close(): Promise<void>;
}

/** The one PostgreSQL channel that carries every topic. */
export const noticeChannel = 'lederpuls';

type Listener = (message: string) => void;

/** Rejects when the server cannot be reached; later breaks are healed with back-off. */
export async function serverSession(config: ClientConfig): Promise<Session> {
  const listeners = new Map<string, Set<Listener>>();
  const held = new Set<string>();
  const closing = new AbortController();
  const connect = () =>
    connectSession(config, (text) => {
      tell(listeners, text);
    });

  let client: Client | undefined = await connect();
  const heal = async () => {
    for (let delayMs = 200; !closing.signal.aborted; delayMs = Math.min(delayMs * 2, 5000)) {
      await pause(delayMs, undefined, { signal: closing.signal }).catch(() => undefined);
      const next = await connect().catch(() => undefined);
      if (next !== undefined) {
        adopt(next);
        return;
      }
    }
  };
  const adopt = (next: Client) => {
    if (closing.signal.aborted) {
      void next.end();
      return;
    }
    client = next;
    next.once('end', () => {
      if (client !== next) return;
      client = undefined;
      void heal();
    });
  };
  adopt(client);

  return {
    async exclusive(name, work) {
      // The session's locks can be taken twice by the session itself, so our own names are kept here too.
      if (held.has(name)) return false;
      const holder = client;
      if (holder === undefined) throw new Fault('The database cannot be reached.');
      held.add(name);
      try {
        return await underAdvisoryLock(holder, name, work);
      } finally {
        held.delete(name);
      }
    },
    listen(topic, listener) {
      const those = listeners.get(topic) ?? new Set();
      listeners.set(topic, those.add(listener));
      return () => {
        those.delete(listener);
      };
    },
    async close() {
      closing.abort();
      const last = client;
      client = undefined;
      await last?.end();
    },
  };
}

async function connectSession(config: ClientConfig, onNotice: (text: string) => void): Promise<Client> {
  const client = new AnsweringClient(config);
  // An error without a listener would end the process; the `end` that follows is what we act on.
  client.on('error', () => undefined);
  client.on('notification', ({ payload }) => {
    if (payload !== undefined) onNotice(payload);
  });
  try {
    await client.connect();
    await client.query(`listen ${noticeChannel}`);
    // So that the server notices within half a minute that the machine of a lock's holder is gone.
    await client.query(
      'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3',
    );
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

async function underAdvisoryLock(client: Client, name: string, work: () => Promise<void>): Promise<boolean> {
  const key = lockKey(name);
  const taken = await client.query<{ taken: unknown }>('select pg_try_advisory_lock($1::bigint) as taken', [
    key,
  ]);
  if (!taken.rows[0]?.taken) return false;
  try {
    await work();
  } finally {
    await client.query('select pg_advisory_unlock($1::bigint)', [key]).catch((error: unknown) => {
      throw new LockLost(`The lock "${name}" was lost while its work ran.`, { cause: error });
    });
  }
  return true;
}

/** The same number for the same name in every version and instance. */
function lockKey(name: string): string {
  return createHash('sha256').update(name).digest().readBigInt64BE(0).toString();
}

function tell(listeners: ReadonlyMap<string, ReadonlySet<Listener>>, text: string): void {
  const { topic, message } = JSON.parse(text) as { topic: string; message: string };
  for (const listener of [...(listeners.get(topic) ?? [])]) listener(message);
}

/** How a notice travels; PostgreSQL carries just under 8000 bytes. */
export function noticePayload(topic: string, message: string): string {
  const payload = JSON.stringify({ topic, message });
  if (Buffer.byteLength(payload) > 7900) {
    throw new Fault(`A notice on "${topic}" is too long: tell what to read again, not what it says.`);
  }
  return payload;
}
