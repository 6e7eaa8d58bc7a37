import { type ServiceState } from '../api.ts';
import { launch, type Launched } from './launched.ts';

const startDeadlineMs = 60_000;
const stopDeadlineMs = 20_000;
const linesKept = 40;

export interface ChildNeeds {
  readonly index: number;
  readonly port: number;
  /** What Node runs, e.g. `bot/main.ts`. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logPath: string;
  readonly hold: (pid: number) => void;
  readonly letGo: (pid: number) => void;
  readonly changed: () => void;
}

/** One service process: started until ready, stopped or killed, its last words kept. */
export interface ServiceChild {
  state(): ServiceState;
  start(): Promise<ServiceState>;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<ServiceState>;
  hold(how: 'pause' | 'resume'): ServiceState;
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    // Not listening yet.
    return false;
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** `false` once it takes too long, or is no longer awaited. */
async function untilReady(address: string, awaited: () => boolean): Promise<boolean> {
  const deadline = Date.now() + startDeadlineMs;
  while (awaited() && Date.now() < deadline) {
    if (await isReady(address)) return true;
    await pause(50);
  }
  return false;
}

async function endWithin(process: Launched, signal: NodeJS.Signals): Promise<void> {
  process.kill(signal);
  // A paused one hears nothing until it runs on.
  process.kill('SIGCONT');
  const late = setTimeout(() => {
    process.kill('SIGKILL');
  }, stopDeadlineMs);
  await process.exited;
  clearTimeout(late);
}

/** On the leash as long as it lives. */
function launchHeld(
  { script, env, logPath, hold, letGo }: ChildNeeds,
  line: (text: string) => void,
): Launched {
  const launched = launch({ script, env, logPath, line });
  const { pid } = launched;
  if (pid !== undefined) {
    hold(pid);
    void launched.exited.then(() => {
      letGo(pid);
    });
  }
  return launched;
}

const holding = {
  pause: ['running', 'paused', 'SIGSTOP'],
  resume: ['paused', 'running', 'SIGCONT'],
} as const;

export function serviceChild(needs: ChildNeeds): ServiceChild {
  const address = `http://127.0.0.1:${needs.port}`;
  let current: Launched | undefined;
  let state: ServiceState['state'] = 'stopped';
  let starting: Promise<void> | undefined;
  let lastLines: string[] = [];

  const become = (next: ServiceState['state']) => {
    state = next;
    needs.changed();
  };
  const hear = (text: string) => {
    if (text.trim() !== '') lastLines = [...lastLines, text].slice(-linesKept);
  };
  const read = (): ServiceState => {
    const pid = current?.pid;
    return { index: needs.index, state, ...(pid === undefined ? {} : { pid }), address, lastLines };
  };

  async function begin(): Promise<void> {
    lastLines = [];
    become('starting');
    const started = launchHeld(needs, hear);
    current = started;
    void started.exited.then(() => {
      // As it was told, or by itself.
      current = undefined;
      become(state === 'stopped' ? 'stopped' : 'failed');
    });
    const isStarting = () => current === started && state === 'starting';
    const ready = await untilReady(address, isStarting);
    if (!isStarting()) return;
    if (ready) become('running');
    else {
      hear(`Not ready within ${startDeadlineMs / 1000} seconds.`);
      started.kill('SIGKILL');
      await started.exited;
    }
  }

  return {
    state: read,
    async start() {
      if (current === undefined) starting = begin();
      await starting;
      return read();
    },
    async end(signal) {
      const ending = current;
      become('stopped');
      if (ending !== undefined) await endWithin(ending, signal);
      return read();
    },
    hold(how) {
      const [from, to, signal] = holding[how];
      if (state === from) {
        current?.kill(signal);
        become(to);
      }
      return read();
    },
  };
}
