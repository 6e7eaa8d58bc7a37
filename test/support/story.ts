import { type State, type StateMessage, type World, type WorldChannel } from '../../infra/practice/api.ts';
import { startPractice } from './practice.ts';

type Json = Record<string, unknown>;

export interface Reply<Body> {
  readonly status: number;
  readonly body: Body;
}

/** What a person at the practice page can do, and what a script can see. One product, started for one test file. */
export type Story = Awaited<ReturnType<typeof startStory>>;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until the answer is there; the time limit only ends a test that would fail anyway. */
export async function until<Found>(
  what: string,
  ask: () => Promise<Found | undefined | false>,
  limitMs = 90_000,
): Promise<Found> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`Waited ${limitMs / 1000} s in vain: ${what}`);
    await pause(150);
  }
}

const OSLO = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** The first instant from `from` on that reads weekday and `HH:MM` on a clock in Oslo. 1 = Monday. */
export function nextInOslo(from: string, weekday: number, time: string): string {
  const start = Math.ceil(new Date(from).getTime() / 60_000) * 60_000;
  for (let minute = 1; minute <= 8 * 24 * 60; minute++) {
    const at = new Date(start + minute * 60_000);
    const [day, clock] = OSLO.format(at).split(' ');
    const dayOfWeek = new Date(`${day ?? ''}T12:00:00Z`).getUTCDay() || 7;
    if (dayOfWeek === weekday && clock?.startsWith(time) === true) return at.toISOString();
  }
  throw new Error(`No ${time} on weekday ${weekday} within eight days of ${from}.`);
}

/** Every text of a card, in order, for reading it as a person would. */
export function words(card: unknown): string {
  if (Array.isArray(card)) return card.map(words).filter(Boolean).join('\n');
  if (card === null || typeof card !== 'object') return '';
  const node = card as Json;
  const own = [node['text'], node['title'], node['label']].filter((part) => typeof part === 'string');
  const below = [
    'body',
    'items',
    'columns',
    'inlines',
    'actions',
    'rows',
    'cells',
    'card',
    'facts',
    'choices',
  ]
    .map((key) => words(node[key]))
    .filter(Boolean);
  return [...own, ...below].join('\n');
}

/** Everyone in a channel: its own members, or the whole team with its owners. */
export function membersOf(world: Pick<World, 'teams'>, { members, team }: WorldChannel): readonly string[] {
  if (members.length > 0) return members;
  const found = world.teams.find(({ id }) => id === team);
  return [...new Set([...(found?.owners ?? []), ...(found?.members ?? [])])];
}

/** Of the channels that the app is in, the one with most members. */
export function largestChannel(world: Pick<World, 'channels' | 'teams'>): WorldChannel | undefined {
  const [largest] = world.channels
    .filter(({ installed }) => installed)
    .sort((one, other) => membersOf(world, other).length - membersOf(world, one).length);
  return largest;
}

/** The first action of a card with that verb, wherever on the card it lies. */
export function actionOf(card: unknown, verb: string): Json | undefined {
  if (card === null || typeof card !== 'object') return undefined;
  if ((card as Json)['verb'] === verb) return card as Json;
  for (const part of Object.values(card)) {
    const found = actionOf(part, verb);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A press as Teams sends it, for what nobody can press on the page: too late, out of range, somebody who has left. */
export function pressActivity(press: {
  readonly tenant: string;
  readonly person: string;
  readonly channel: string;
  readonly message: string;
  readonly action: unknown;
}): Json {
  const { tenant, person, channel, message, action } = press;
  return {
    ...{ type: 'invoke', name: 'adaptiveCard/action', id: 'f:press', channelId: 'msteams' },
    from: { id: `29:${person}`, aadObjectId: person, name: 'En leder' },
    conversation: { id: channel, conversationType: 'channel', isGroup: true, tenantId: tenant },
    channelData: { tenant: { id: tenant }, channel: { id: channel } },
    replyToId: message,
    value: { action, trigger: 'manual' },
  };
}

export async function startStory(options: Parameters<typeof startPractice>[0] = {}) {
  const practice = await startPractice(options);
  const api: typeof practice.api = (method, path, body) => practice.api(method, path, body);
  const state = (as?: string) => api<State>('GET', `/api/state${as === undefined ? '' : `?as=${as}`}`);
  const token = async (person: string) =>
    (await api<{ token: string }>('GET', `/api/people/${person}/token`)).token;

  return {
    practice,
    api,
    state,
    token,

    async clock(now: string): Promise<void> {
      await api('POST', '/api/clock', { now });
    },

    async press(person: string, message: string, action: string, inputs: Json = {}) {
      return api<Reply<{ statusCode: number; value: Json }>>('POST', `/api/people/${person}/actions`, {
        message,
        action,
        inputs,
      });
    },

    async type(person: string, conversation: string, text: string): Promise<void> {
      await api('POST', `/api/people/${person}/messages`, { conversation, text });
    },

    /** A call of the tab, as that person. */
    async tab<Body>(
      person: string | undefined,
      method: string,
      path: string,
      body?: unknown,
    ): Promise<Reply<Body>> {
      const address = (await state()).services[0]?.address ?? '';
      const headers: Record<string, string> = { 'content-type': 'application/json' };
      if (person !== undefined) headers['authorization'] = `Bearer ${await token(person)}`;
      const reply = await fetch(`${address}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(20_000),
      });
      const text = await reply.text();
      return { status: reply.status, body: (text === '' ? undefined : JSON.parse(text)) as Body };
    },

    /** The messages with cards in a conversation, oldest first; the one that greets a new channel is not counted. */
    async cardsIn(conversation: string): Promise<readonly StateMessage[]> {
      return (await state()).messages.filter(
        ({ conversation: at, card }) =>
          at.startsWith(conversation) && card !== undefined && actionOf(card, 'setup-open') === undefined,
      );
    },

    /** The card of a message as that person sees it, refreshed as Teams would on looking. */
    async seen(person: string, message: string): Promise<string> {
      const found = (await state(person)).messages.find(({ id }) => id === message);
      return words(found?.cards[person] ?? found?.card);
    },

    stop: () => practice.stop(),
  };
}
