import { type Fault, type Mishap } from './api.ts';
import { type DoorReply } from './graph-door.ts';

/** A request as the script of faults looks at it. */
interface Met {
  readonly on: Fault['on'];
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface Faults {
  replace(list: readonly Fault[]): void;
  /** The fault this request meets, counted as used; `undefined` = it goes through. */
  meet(request: Met): Fault | undefined;
  /** A message that was posted under a fault is not found until its time has come. */
  hide(message: string, forMs: number): void;
  isHidden(message: string): boolean;
}

export function scriptedFaults(nowMs: () => number = Date.now): Faults {
  let list: { fault: Fault; left: number }[] = [];
  const hiddenUntil = new Map<string, number>();
  return {
    replace(faults) {
      list = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
    },
    meet(request) {
      const met = list.find(({ fault, left }) => left > 0 && matches(fault, request));
      if (met === undefined) return undefined;
      met.left -= 1;
      return met.fault;
    },
    hide: (message, forMs) => void hiddenUntil.set(message, nowMs() + forMs),
    isHidden: (message) => (hiddenUntil.get(message) ?? 0) > nowMs(),
  };
}

function matches({ on, method, path, about }: Fault, request: Met): boolean {
  return (
    on === request.on &&
    (method === undefined || method.toUpperCase() === request.method) &&
    (path === undefined || request.path.includes(path)) &&
    (about === undefined || request.path.includes(about) || request.body.includes(about))
  );
}

/** A call that meets a mishap, as the door sees it. */
export interface Struck {
  carryOut(): Promise<DoorReply>;
  answer(reply: DoorReply): void;
  /** The line is cut without an answer. */
  cut(): void;
  kill(service: number): Promise<void>;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Carries the call out, or not, and gives the caller what the mishap says. A hanging call is left open. */
export async function suffer(mishap: Mishap, call: Struck): Promise<void> {
  if (typeof mishap === 'string') {
    if (mishap.endsWith('-after-accept')) await call.carryOut();
    if (mishap.startsWith('reset-')) call.cut();
  } else if ('slowMs' in mishap) {
    const early = mishap.accepted === true ? await call.carryOut() : undefined;
    await pause(mishap.slowMs);
    call.answer(early ?? (await call.carryOut()));
  } else {
    if (mishap.accepted === true) await call.carryOut();
    if ('kill' in mishap) await call.kill(mishap.kill);
    else call.answer(scripted(mishap));
  }
}

const scripted = ({ status, headers, body }: Extract<Mishap, { status: number }>): DoorReply => ({
  status,
  headers: headers ?? {},
  body: body ?? { error: { code: 'ScriptedFault', message: 'A fault that the test asked for.' } },
});
