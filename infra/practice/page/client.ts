import { type Fault, type State } from '../api.ts';

/** Practice's JSON API, as the page uses it. Rejects with a sentence that a person can read. */
async function call<Reply>(method: string, path: string, body?: unknown): Promise<Reply> {
  const answer = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const reply: unknown = text === '' ? undefined : JSON.parse(text);
  if (!answer.ok) throw new Error(errorText(reply) ?? `Øvingsmiljøet svarte ${answer.status}.`);
  return reply as Reply;
}

function errorText(reply: unknown): string | undefined {
  const { error } = (reply ?? {}) as { error?: { message?: string } };
  return error?.message;
}

const person = (id: string) => `/api/people/${encodeURIComponent(id)}`;

/** What the service answered to a press: the HTTP status and Teams' invoke response. */
export interface PressReply {
  readonly status: number;
  readonly body: { readonly statusCode?: number; readonly type?: string; readonly value?: unknown } | null;
}

export interface Press {
  readonly message: string;
  readonly action: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export const readState = (as: string | undefined): Promise<State> =>
  call('GET', as === undefined ? '/api/state' : `/api/state?as=${encodeURIComponent(as)}`);
export const press = (as: string, body: Press): Promise<PressReply> =>
  call('POST', `${person(as)}/actions`, body);
/** Opens the dialog of a command at a message, or sends it with what its card holds. */
export const choose = (
  as: string,
  body: { readonly message: string; readonly command: string; readonly data?: unknown },
): Promise<{ readonly status: number; readonly body: unknown }> =>
  call('POST', `${person(as)}/message-actions`, body);
export const write = (as: string, conversation: string, text: string): Promise<{ status: number }> =>
  call('POST', `${person(as)}/messages`, { conversation, text });
export const tabToken = async (as: string): Promise<string> =>
  (await call<{ token: string }>('GET', `${person(as)}/token`)).token;
export const moveClock = (now: Date): Promise<{ now: string }> =>
  call('POST', '/api/clock', { now: now.toISOString() });
export const runService = (order: 'start' | 'stop' | 'kill', index: number): Promise<unknown> =>
  call('POST', '/api/service', { do: order, index });
export const joinOrLeave = (
  person: string,
  conversation: string,
  change: 'join' | 'leave',
): Promise<unknown> => call('POST', '/api/calls', { person, conversation, do: change });
export const setFaults = (faults: readonly Fault[]): Promise<unknown> => call('POST', '/api/faults', faults);
export const requireConsent = (person: string, required: boolean): Promise<unknown> =>
  call('POST', '/api/consents', { person, required });
export const fileAddress = (id: string): string => `/api/files/${encodeURIComponent(id)}`;

/** Calls back with each new version of the state; answers how to stop. */
export function listen(changed: () => void, reached: (reached: boolean) => void): () => void {
  const events = new EventSource('/api/changes');
  events.onopen = () => {
    reached(true);
    changed();
  };
  events.onmessage = changed;
  events.onerror = () => {
    reached(false);
  };
  return () => {
    events.close();
  };
}
