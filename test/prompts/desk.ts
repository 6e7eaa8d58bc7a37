import { type Database } from '../../bot/platform/database/database.ts';
import { type GraphFault } from '../../bot/platform/graph/graph.ts';
import { type Address, type Card, type Posted, TeamsFault } from '../../bot/platform/teams/teams.ts';
import { type QuestionPart } from '../../bot/programme/slots.ts';
import { roundWork } from '../../bot/programme/jobs.ts';
import { promptActions } from '../../bot/prompts/actions.ts';
import { sendingActions, type SendingParts } from '../../bot/prompts/actions/sending.ts';
import { weeklyCard } from '../../bot/prompts/cards.ts';
import { postWork } from '../../bot/prompts/jobs.ts';
import { postStore } from '../../bot/prompts/store/posts.ts';
import { channelId, office, tenant } from '../support/office.ts';

export const monday = '2026-09-28T06:30:00Z';
export const friday = '2026-10-02T13:00:00Z';
export const fault = (kind: TeamsFault['kind'], retryAfterMs?: number) =>
  new TeamsFault({ kind, retryAfterMs, message: kind });
/** What Teams documents beside its status. */
export const refusal = (reason: TeamsFault['reason'], status = 403, kind: TeamsFault['kind'] = 'gone') =>
  new TeamsFault({ kind, reason, status, message: String(reason) });

interface Message extends Posted {
  readonly card: Card;
  readonly in: string;
}

type Script = (call: {
  readonly what: string;
  readonly channel: string;
}) => Error | 'arrives, then fails' | undefined;

/** Teams that keeps what it is given, and fails as the script says. */
function teams() {
  const messages: Message[] = [];
  const edits: string[] = [];
  const calls: string[] = [];
  let script: Script = () => undefined;
  let number = 0;
  const keep = (what: string, at: Address, card: Card): Promise<Posted> => {
    const channel = at.conversation.split(';')[0] ?? '';
    calls.push(`${what} ${channel}`);
    const failing = script({ what, channel });
    if (failing instanceof Error) return Promise.reject(failing);
    const message = `m${++number}`;
    const root = at.conversation.includes(';') ? at.conversation : `${channel};messageid=${message}`;
    messages.push({ message, conversation: root, card, in: at.conversation });
    return failing === undefined
      ? Promise.resolve({ message, conversation: root })
      : Promise.reject(fault('unknown'));
  };
  return {
    messages,
    edits,
    calls,
    script: (next: Script) => (script = next),
    teams: {
      startThread: (at: Address, card: Card) => keep('thread', at, card),
      send: (at: Address, card: Card) => keep('send', at, card),
      update: (at: Address, message: string) => {
        const failing = script({ what: 'update', channel: at.conversation.split(';')[0] ?? '' });
        if (failing instanceof Error) return Promise.reject(failing);
        edits.push(message);
        return Promise.resolve();
      },
      personalChat: () => Promise.reject(new Error('not used')),
      members: () => Promise.resolve([]),
      meeting: () => Promise.resolve(undefined),
      participant: () => Promise.resolve(undefined),
    },
  };
}

const questions: QuestionPart = {
  ask: () => Promise.resolve({ body: [{ type: 'TextBlock', text: 'Spørsmål', wrap: true }], actions: [] }),
  asks: () => Promise.resolve(true),
  result: () => Promise.resolve({ body: [{ type: 'TextBlock', text: '3,8', wrap: true }], actions: [] }),
};

/** An office whose rounds and posts run, beside a Teams and a Graph that answer as told. */
export async function desk(
  database: Database,
  channels: readonly string[] = ['plan'],
  /** What is left outside when a database has been restored: Teams, and the mark beside the keys. */
  outside?: { readonly world: ReturnType<typeof teams>; readonly marked: () => string | undefined },
) {
  const us = await office(database, { channels });
  const world = outside?.world ?? teams();
  let machineMs = Date.parse('2026-09-28T06:30:00Z');
  let marked = outside?.marked();
  let mayRead: true | GraphFault = true;
  const prompts = promptActions({
    ...{ database, packs: us.packs, clock: us.clock, machineNow: () => machineMs },
    programme: () => us.programme,
  });
  us.fillLastPosts(prompts.lastPosts);
  let woken = 0;
  const sendingParts: SendingParts = {
    ...{ ...us, machineNow: () => machineMs, perSecond: 47.5 },
    wake: () => (woken += 1),
  };
  const rounds = roundWork({ ...us, parts: () => [prompts.part] });
  const service = (change: Partial<Parameters<typeof postWork>[0]> = {}) =>
    postWork({
      ...us,
      teams: world.teams,
      pace: { turn: (to) => Promise.resolve(to) },
      mark: {
        mark: () => Promise.resolve(marked),
        keepMark: (value) => {
          marked = value;
          return Promise.resolve();
        },
      },
      card: weeklyCard({ packs: us.packs, questions: () => questions }),
      graph: {
        findMessage: ({ channelId: channel }, marker) =>
          mayRead === true
            ? Promise.resolve(
                world.messages.find(
                  (message) => message.in === channel && JSON.stringify(message.card).includes(marker),
                )?.message,
              )
            : Promise.reject(mayRead),
      },
      machineNow: () => machineMs,
      draw: () => 0,
      ...change,
    });
  const posts = service();
  const run = async (work = posts) => {
    for (let moved = await work.run(); moved > 0; moved = await work.run());
  };
  return {
    ...{ us, world, prompts, service, run, sendingParts },
    sending: sendingActions(sendingParts),
    woken: () => woken,
    /** The mark outside the database. */
    marked: () => marked,
    wait: (ms: number) => (machineMs += ms),
    graph: (answer: true | GraphFault) => (mayRead = answer),
    roundsAt: async (time: string) => {
      us.at(time);
      while ((await rounds.run()) > 0);
    },
    post: async (channel = 'plan', kind: 'weekly' | 'result' = 'weekly') => {
      const round = (await us.programme.rounds(tenant))[0]?.id ?? '';
      return await postStore(database).find({ tenant, round, channel: channelId(channel), kind });
    },
  };
}
