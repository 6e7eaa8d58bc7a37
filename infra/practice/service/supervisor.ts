import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ServiceState } from '../api.ts';
import { freePort } from '../ports.ts';
import { Refused } from '../refused.ts';
import { serviceChild, type ServiceChild } from './child.ts';
import { serviceEnvironment, type ServicePlace } from './environment.ts';

/** The services that practice runs as its children; it stays up when they die. */
export interface Supervisor {
  states(): readonly ServiceState[];
  /** Answers when the service is ready, or has failed with its last lines. */
  start(index: number): Promise<ServiceState>;
  end(index: number, how: 'stop' | 'kill'): Promise<ServiceState>;
  /** Stops the process where it stands, or lets it run on. */
  hold(index: number, how: 'pause' | 'resume'): ServiceState;
  /** Indexes of those that are ready. */
  running(): readonly number[];
  /** The first running service's address. */
  address(): string | undefined;
  close(): Promise<void>;
}

const serviceMax = 8;

export function supervisor(needs: {
  readonly place: ServicePlace;
  /** The first service's port; others get a free one. */
  readonly port: number;
  readonly script: string;
  readonly changed: () => void;
}): Supervisor {
  const { place, changed } = needs;
  const children = new Map<number, ServiceChild>();
  mkdirSync(place.settings.dataDir, { recursive: true });
  const leash = spawn(process.execPath, [fileURLToPath(import.meta.resolve('./leash.ts'))], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // A leash that has gone must not take practice with it.
  leash.stdin.on('error', () => undefined);

  async function childAt(index: number): Promise<ServiceChild> {
    const there = children.get(index);
    if (there !== undefined) return there;
    if (!Number.isInteger(index) || index < 0 || index >= serviceMax)
      throw new Refused(400, 'bad-index', `index is a whole number from 0 to ${serviceMax - 1}.`);
    const port = index === 0 ? needs.port : await freePort();
    const made = serviceChild({
      index,
      port,
      script: needs.script,
      env: serviceEnvironment(place, index, port),
      logPath: join(place.settings.dataDir, `service-${index}.log`),
      hold: (pid) => leash.stdin.write(`+${pid}\n`),
      letGo: (pid) => leash.stdin.write(`-${pid}\n`),
      changed,
    });
    children.set(index, made);
    return made;
  }

  function known(index: number): ServiceChild {
    const child = children.get(index);
    if (child === undefined) throw new Refused(404, 'not-found', `There is no service ${index}.`);
    return child;
  }

  const states = () => [...children.values()].map((child) => child.state());
  const running = () => states().filter(({ state }) => state === 'running');
  return {
    states,
    start: async (index) => (await childAt(index)).start(),
    end: async (index, how) => known(index).end(how === 'kill' ? 'SIGKILL' : 'SIGTERM'),
    hold: (index, how) => known(index).hold(how),
    running: () => running().map(({ index }) => index),
    address: () => running()[0]?.address,
    async close() {
      await Promise.all([...children.values()].map((child) => child.end('SIGTERM')));
      leash.stdin.end();
    },
  };
}
