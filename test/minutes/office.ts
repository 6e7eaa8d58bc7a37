import { randomUUID } from 'node:crypto';
import { type MinutesParts } from '../../bot/minutes/actions/parts.ts';
import { changeMeeting } from '../../bot/minutes/actions/change.ts';
import { startMeeting } from '../../bot/minutes/actions/lead.ts';
import { openMeeting } from '../../bot/minutes/actions/open.ts';
import { publishDue } from '../../bot/minutes/actions/publish.ts';
import { type Change, type ChangesReply, type MeetingView } from '../../bot/minutes/api.ts';
import { readTemplates } from '../../bot/minutes/templates.ts';
import { type Database } from '../../bot/platform/database/database.ts';
import {
  type DelegatedGraph,
  type GraphFaultCode,
  GraphFault,
  type TaskToKeep,
} from '../../bot/platform/graph/graph.ts';
import { type Caller } from '../../bot/platform/http/http.ts';
import { type Card, type Member, type Teams, TeamsFault } from '../../bot/platform/teams/teams.ts';
import { type LeaderChannel } from '../../bot/programme/model/programme.ts';

export const tenant = 'tenant-1';
export const chat = '19:meeting_abc@thread.v2';
export const channelId = '19:channel@thread.tacv2';

export const people = {
  åse: { id: 'p-aase', name: 'Åse Ødegård' },
  bjørn: { id: 'p-bjoern', name: 'Bjørn Sæther' },
  kari: { id: 'p-kari', name: 'Kari Nordmann' },
  outsider: { id: 'p-ola', name: 'Ola Utenfor' },
} as const;

export type Who = keyof typeof people;

/** What stands in for Microsoft 365: kept in memory, with faults on order. */
interface World {
  readonly members: Map<string, Member[]>;
  readonly files: Map<string, Uint8Array[]>;
  readonly tasks: Map<string, TaskToKeep & { readonly times: number; readonly completedAt?: string }>;
  readonly cards: { readonly conversation: string; readonly card: Card }[];
  /** Cards that came to say something else. */
  readonly updates: { readonly message: string; readonly card: Card }[];
  readonly tokens: Set<string>;
  /** Who does not want to be reminded. */
  readonly paused: Set<string>;
  /** Sent to a person's own chat, by Teams' id of the person. */
  readonly personal: { readonly to: string; readonly card: Card }[];
  /** Whose own chat the bot may not write in. */
  readonly closed: Set<string>;
  /** How many times each task has been changed by somebody in Planner. */
  readonly etags: Map<string, number>;
  graphFault: GraphFaultCode | undefined;
  siteIsOpen: boolean;
  /** Fails the n-th outside call from now, before or after it has had its effect, as a stop of the process would. */
  crash: { in: number; when: 'before' | 'after' } | undefined;
  /** Stopped by a crash: nothing reaches the database until the next start. */
  dead: boolean;
  sendFault: TeamsFault | undefined;
  /** The card arrives although the answer is lost. */
  loseAnswer: boolean;
  machine: number;
  /** When Teams says that the next opened meeting starts; a meeting keeps what it was opened with. */
  startsAt: Date;
  readonly starts: Map<string, Date>;
  now: Date;
}

export class Stopped extends Error {
  override readonly name = 'Stopped';
}

export interface Office {
  readonly parts: MinutesParts;
  readonly world: World;
  woken: number;
  caller(who: Who): Caller;
  open(who: Who, meeting?: string): Promise<MeetingView>;
  change(who: Who, meeting: string, ...changes: Unnumbered[]): Promise<ChangesReply>;
  /** Runs what is due until nothing is, as the jobs do. */
  publish(): Promise<void>;
}

type Unnumbered = Change extends infer One
  ? One extends Change
    ? Omit<One, 'id'> & { id?: string }
    : never
  : never;

export function office(database: Database, channel = leaderChannel): Office {
  const world = newWorld();
  const parts: MinutesParts = {
    database: mortal(database, world),
    teams: fakeTeams(world),
    graph: fakeGraph(world),
    people: {
      roster: (at) => Promise.resolve(world.members.get(at.conversation) ?? []),
      dropRoster: () => undefined,
      homeUnit: () => Promise.resolve(undefined),
      language: () => Promise.resolve('nb'),
      unreminded: () => Promise.resolve(world.paused),
    },
    programme: { channels: () => Promise.resolve([channel]) },
    templates: readTemplates(),
    agencyName: 'Etaten for prøver',
    tabLink: ({ id }) => `https://lederpuls.example/tab/minutes?meeting=${id}`,
    agencyLogo: undefined,
    clock: { now: () => world.now },
    ids: randomUUID,
    wake: () => {
      made.woken += 1;
    },
    machineNow: () => world.machine,
    draw: () => 0.5,
  };
  const caller = (who: Who): Caller => ({
    ...people[who],
    tenant,
    roles: [],
    language: 'nb',
    token: `token of ${who}`,
    tokenExpires: new Date(world.machine + 3_600_000),
  });
  const made: Office = {
    parts,
    world,
    woken: 0,
    caller,
    open: (who, meeting = 'teams-meeting') => openMeeting(parts, caller(who), { meeting, chat }),
    change: (who, meeting, ...changes) =>
      changeMeeting(
        parts,
        caller(who),
        meeting,
        changes.map((change): Change => ({ id: randomUUID(), ...change })),
      ),
    async publish() {
      while ((await publishDue(parts)) > 0);
    },
  };
  return made;
}

export const leaderChannel: LeaderChannel = {
  tenant,
  id: channelId,
  name: 'Ledergruppen',
  teamId: '19:team@thread.tacv2',
  teamName: 'Ledere',
  groupId: 'group-1',
  serviceUrl: 'https://teams.example/',
  unit: undefined,
  programme: undefined,
  language: 'nb',
  state: 'active',
  reason: undefined,
};

const member = (who: Who): Member => ({ ...people[who], teamsId: `29:${who}`, guest: false });

function newWorld(): World {
  return {
    members: new Map([
      [chat, [member('åse'), member('bjørn'), member('kari')]],
      [channelId, [member('åse'), member('bjørn')]],
    ]),
    files: new Map(),
    tasks: new Map(),
    cards: [],
    updates: [],
    tokens: new Set(),
    paused: new Set(),
    personal: [],
    closed: new Set(),
    etags: new Map(),
    graphFault: undefined,
    siteIsOpen: false,
    crash: undefined,
    dead: false,
    sendFault: undefined,
    loseAnswer: false,
    machine: Date.parse('2027-01-18T08:00:00Z'),
    startsAt: new Date('2027-01-18T08:00:00Z'),
    starts: new Map(),
    now: new Date('2027-01-18T08:00:00Z'),
  };
}

/** After a crash nothing is written any more, as after `kill -9`. */
function mortal(database: Database, world: World): Database {
  const alive = () => {
    if (world.dead) throw new Stopped();
    return database;
  };
  return {
    ...database,
    tables: () => alive().tables(),
    transaction: (work) => alive().transaction(work),
    notify: (...notice) => alive().notify(...notice),
  };
}

/** One call to the outside: a scripted stop may hit it before or after its effect. */
function outside<Result>(world: World, effect: () => Result): Promise<Result> {
  const { crash } = world;
  const hit = crash !== undefined && crash.in-- === 0;
  world.dead ||= hit;
  if (hit && crash.when === 'before') return Promise.reject(new Stopped());
  const result = effect();
  return hit ? Promise.reject(new Stopped()) : Promise.resolve(result);
}

function fakeTeams(world: World): Teams {
  return {
    startThread: () => Promise.reject(new Error('not used')),
    personalChat: ({ teamsId, tenant, serviceUrl }) =>
      world.closed.has(teamsId)
        ? Promise.reject(new TeamsFault({ kind: 'gone', message: 'blocked' }))
        : Promise.resolve({ tenant, serviceUrl, conversation: `a:${teamsId}` }),
    async update(_at, message, card) {
      if (world.sendFault) throw world.sendFault;
      await outside(world, () => world.updates.push({ message, card }));
      if (world.loseAnswer) throw new TeamsFault({ kind: 'unknown', message: 'reset' });
    },
    members: (of) => Promise.resolve(world.members.get(of.conversation) ?? []),
    async send(to, card) {
      if (world.sendFault) throw world.sendFault;
      if (to.conversation.startsWith('a:')) {
        world.personal.push({ to: to.conversation.slice(2), card });
        if (world.loseAnswer) throw new TeamsFault({ kind: 'unknown', message: 'reset' });
        return { message: `p-${world.personal.length}`, conversation: to.conversation };
      }
      return outside(world, () => {
        world.cards.push({ conversation: to.conversation, card });
        if (world.loseAnswer) throw new TeamsFault({ kind: 'unknown', message: 'reset' });
        return { message: `m-${world.cards.length}`, conversation: to.conversation };
      });
    },
    meeting: (_of, meeting) => {
      const startsAt = world.starts.get(meeting) ?? world.startsAt;
      world.starts.set(meeting, startsAt);
      return Promise.resolve({
        title: 'Ledermøte uke 3',
        organizer: people.åse.id,
        joinUrl: undefined,
        startsAt,
        endsAt: new Date(startsAt.getTime() + 3_600_000),
      });
    },
    participant: (of, _meeting, person) => {
      const found = world.members.get(of.conversation)?.some(({ id }) => id === person);
      return Promise.resolve(found ? { id: person, role: 'Presenter' as const, inMeeting: true } : undefined);
    },
  };
}

function fakeGraph(world: World): MinutesParts['graph'] {
  const call = <Result>(effect: () => Result): Promise<Result> =>
    world.graphFault ? Promise.reject(new GraphFault(world.graphFault)) : outside(world, effect);
  const etagOf = (taskId: string) => `W/"${world.etags.get(taskId) ?? 0}"`;
  const delegated: DelegatedGraph = {
    channelFolder: (groupId) =>
      call(() => ({ driveId: groupId, folderId: 'folder', webUrl: 'https://files.example/' })),
    keepFile: (_folder, name, bytes) =>
      call(() => {
        const versions = world.files.get(name) ?? [];
        const same = versions.at(-1) !== undefined && Buffer.compare(versions.at(-1) ?? bytes, bytes) === 0;
        world.files.set(name, same ? versions : [...versions, bytes]);
        return {
          driveId: 'd',
          itemId: `file ${name}`,
          webUrl: `https://files.example/${encodeURIComponent(name)}`,
        };
      }),
    keepPlan: (groupId) => call(() => `plan-of-${groupId}`),
    readTask: (taskId) =>
      call(() => {
        const task = world.tasks.get(taskId.replace('task-of-', ''));
        if (!task) return undefined;
        const { title, due, done, completedAt } = task;
        return { title, due, done, completedAt, etag: etagOf(taskId) };
      }),
    readTasks: async (ids) =>
      (await Promise.allSettled(ids.map((id) => delegated.readTask(id)))).map((one) =>
        one.status === 'fulfilled' ? { seen: one.value } : { fault: one.reason as GraphFault },
      ),
    keepTask: (_plan, task) =>
      call(() => {
        if (task.etag !== undefined && task.etag !== etagOf(`task-of-${task.followUpId}`))
          throw new GraphFault('conflict', { status: 412 });
        const times = (world.tasks.get(task.followUpId)?.times ?? 0) + 1;
        world.tasks.set(task.followUpId, { ...task, times });
        return `task-of-${task.followUpId}`;
      }),
  };
  return {
    remember: ({ id }) => void world.tokens.add(id),
    onBehalfOf: ({ id }) => (world.tokens.has(id) ? delegated : undefined),
    findMessage: () => Promise.resolve(undefined),
    teamOwners: () => Promise.resolve([]),
    unattended: () =>
      world.siteIsOpen ? delegated : { keepFile: () => Promise.reject(new GraphFault('not-allowed')) },
  };
}

/** A meeting with a decision and a follow-up, ready to be finished; answers its id and the follow-up's. */
export async function led(
  at: Office,
  meeting?: string,
): Promise<{ id: string; item: string; followUp: string }> {
  const { id } = await at.open('åse', meeting);
  await startMeeting(at.parts, at.caller('åse'), id);
  const item = randomUUID();
  const followUp = randomUUID();
  const reply = await at.change(
    'åse',
    id,
    { type: 'add-item', item, kind: 'B', title: 'Ny stilling', after: null },
    {
      type: 'edit',
      target: { of: 'item', item, field: 'decision' },
      revision: 0,
      edit: { at: 0, remove: 0, insert: 'Vi lyser ut.' },
    },
    { type: 'add-follow-up', item, followUp, text: 'Skrive utlysning' },
    { type: 'set-follow-up', item, followUp, set: { owner: people.bjørn, due: '2027-01-25' } },
  );
  if (reply.results.some((result) => 'refused' in result)) throw new Error(JSON.stringify(reply));
  return { id, item, followUp };
}
