import { type Connection, type Database } from '../../platform/database/database.ts';
import { type Address, type Installation, type PlaceChange } from '../../platform/teams/teams.ts';
import { type Language, languageOf } from '../../platform/texts.ts';
import { type Greeting, isStale } from '../model/greeting.ts';
import { type LeaderChannel } from '../model/programme.ts';
import { channelStore } from '../store/channels.ts';
import { greetingStore } from '../store/greetings.ts';

/** What happens to the channels the bot is in. Told twice, late or in another order, it comes to the same. */
export interface ChannelActions {
  /** The bot was added to a team or channel: it greets and appears in the set-up, or comes back as it was. */
  installed(installation: Installation): Promise<void>;
  removed(installation: Installation): Promise<void>;
  /** A team or channel was renamed, deleted, archived or brought back. */
  placeChanged(change: PlaceChange): Promise<void>;
  /** The service URL of a conversation may change at any activity. */
  seen(at: Address): Promise<void>;
  /** No more posts until an administrator or a new installation makes it active again. `reason` is a text key. */
  park(tenant: string, channel: string, reason: string): Promise<void>;
  channel(tenant: string, id: string): Promise<LeaderChannel | undefined>;
  channels(tenant: string): Promise<readonly LeaderChannel[]>;
}

/** So long the service URL of a channel is not compared again; by the machine's clock. */
const SEEN_MS = 30_000;
const SEEN_KEPT = 5000;

export function channelActions(database: Database): ChannelActions {
  const store = channelStore(database);
  const change = (tenant: string, id: string, to: (channel: LeaderChannel) => LeaderChannel) =>
    database.transaction(async (connection: Connection) => {
      const channels = channelStore(connection);
      const channel = await channels.find(tenant, id);
      if (channel !== undefined) await channels.keep(to(channel));
    });

  return {
    async installed(installation) {
      if (installation.scope !== 'channel' || installation.team === undefined) return;
      const id = channelIdOf(installation);
      await told(database, installation, id, (known, greeting) => arrival(installation, known, greeting));
      const others = isWholeTeam(installation) ? await inTeam(store, installation) : [];
      for (const { id: other } of others.filter((one) => one.id !== id && cameBackToo(one)))
        await told(database, installation, other, (known, greeting) =>
          known && cameBackToo(known) ? comeBack(known, { ...greeting, isBack: true }) : undefined,
        );
    },

    async removed(installation) {
      if (installation.scope !== 'channel') return;
      const others = isWholeTeam(installation) ? await inTeam(store, installation) : [];
      // Also of a channel that we have never seen: its coming may be told after its going.
      for (const id of new Set([channelIdOf(installation), ...others.map((one) => one.id)]))
        await told(database, installation, id, (known, greeting) => known && departure(known, greeting));
    },

    async placeChanged(event) {
      const ids =
        event.what === 'team'
          ? (await inTeam(store, event)).map((one) => one.id)
          : [event.channel?.id ?? withoutThread(event.at.conversation)];
      for (const id of ids)
        await told(database, event, id, (known, greeting) => known && changed(event, known, greeting));
    },

    seen: seenLately(store, change),

    park: (tenant, id, reason) =>
      change(tenant, id, (channel) =>
        channel.state === 'removed' ? channel : { ...channel, state: 'parked', reason },
      ),
    channel: (tenant, id) => store.find(tenant, id),
    channels: (tenant) => store.of(tenant),
  };
}

type Told = Pick<Installation, 'at' | 'sentAt'>;
type After = { readonly channel: LeaderChannel; readonly greeting: Greeting } | undefined;

/** Changes a channel by what Teams tells of it, unless something newer has been told. */
async function told(
  database: Database,
  { at, sentAt }: Told,
  id: string,
  to: (known: LeaderChannel | undefined, greeting: Greeting) => After,
): Promise<void> {
  await database.transaction(async (connection) => {
    const [channels, greetings] = [channelStore(connection), greetingStore(connection)];
    const key = { tenant: at.tenant, channel: id };
    const greeting = await greetings.hold(key);
    if (isStale(greeting, sentAt)) return;
    const after = to(await channels.find(at.tenant, id), greeting);
    if (after !== undefined) await channels.keep(after.channel);
    await greetings.keep({ ...(after?.greeting ?? greeting), toldAt: sentAt ?? greeting.toldAt }, Date.now());
  });
}

type Somewhere = Pick<Installation, 'at' | 'team' | 'channel'>;

/** The app is added to and taken out of a team as a whole; then it is told in the first channel, which has the team's id. */
const isWholeTeam = (where: Somewhere): boolean =>
  withoutThread(where.at.conversation) === where.team?.id || channelIdOf(where) === where.team?.id;

async function inTeam(
  store: ReturnType<typeof channelStore>,
  { at, team }: Somewhere,
): Promise<readonly LeaderChannel[]> {
  return (await store.of(at.tenant)).filter(({ teamId }) => teamId === team?.id);
}

/** It had been set up when the bot was taken out of its team, and is there still. */
const cameBackToo = (channel: LeaderChannel): boolean =>
  channel.state === 'removed' && channel.programme !== undefined && !isDeleted(channel);

const deleted = 'programme.removed.';
const isDeleted = ({ reason }: LeaderChannel): boolean => reason?.startsWith(deleted) === true;

function arrival(
  installation: Installation,
  known: LeaderChannel | undefined,
  greeting: Greeting,
): NonNullable<After> {
  const channel = appeared(installation, known);
  if (known !== undefined && known.state !== 'removed') return { channel, greeting };
  return comeBack(channel, { ...greeting, isBack: known !== undefined });
}

/** As it was when the bot left, with a card that says so. */
function comeBack(channel: LeaderChannel, greeting: Greeting): NonNullable<After> {
  const state = greeting.pausedBefore ? 'paused' : 'active';
  const fresh = { message: undefined, conversation: undefined, shown: undefined, attempts: 0 };
  return {
    channel: { ...channel, state, reason: undefined },
    greeting: { ...greeting, ...fresh, state: 'planned', pausedBefore: false },
  };
}

/** `reason` is a text key; without one the bot was taken out. */
function departure(known: LeaderChannel, greeting: Greeting, reason?: string): NonNullable<After> {
  const before = known.state === 'removed' ? greeting.pausedBefore : known.state === 'paused';
  return {
    channel: { ...known, state: 'removed', reason: reason ?? (isDeleted(known) ? known.reason : undefined) },
    greeting: { ...greeting, state: 'none', pausedBefore: before },
  };
}

function changed(event: PlaceChange, known: LeaderChannel, greeting: Greeting): After {
  switch (event.change) {
    case 'renamed':
      return { channel: renamed(event, known), greeting };
    case 'deleted':
      return departure(known, greeting, `${deleted}${event.what}`);
    case 'restored':
      return isDeleted(known) ? comeBack(renamed(event, known), { ...greeting, isBack: true }) : undefined;
    case 'archived':
      return known.state === 'removed'
        ? undefined
        : { channel: { ...known, state: 'parked', reason: archived }, greeting };
    case 'unarchived':
      return known.reason === archived
        ? { channel: { ...known, state: 'active', reason: undefined }, greeting }
        : undefined;
  }
}

const archived = 'programme.parked.archived';

function renamed({ what, team, channel }: PlaceChange, known: LeaderChannel): LeaderChannel {
  const teamName = nonEmpty(team?.name) ?? known.teamName;
  // Of the whole team, the event names its first channel, whatever that is called.
  return {
    ...known,
    teamName,
    name: (what === 'channel' ? nonEmpty(channel?.name) : undefined) ?? known.name,
  };
}

const nonEmpty = (text: string | undefined) => (text === '' ? undefined : text);

function appeared(installation: Installation, known: LeaderChannel | undefined): LeaderChannel {
  const { at, channel, from } = installation;
  const team = installation.team ?? { id: '', groupId: undefined, name: '' };
  const before = known ?? unset(team.name, languageOf(from.locale));
  return {
    ...before,
    tenant: at.tenant,
    id: channelIdOf(installation),
    name: nonEmpty(channel?.name) ?? before.name,
    teamId: team.id,
    teamName: nonEmpty(team.name) ?? known?.teamName ?? '',
    groupId: team.groupId ?? before.groupId,
    serviceUrl: at.serviceUrl,
    state: before.state === 'paused' ? 'paused' : 'active',
    reason: undefined,
  };
}

/** A channel nobody has decided anything about yet. */
function unset(name: string, language: Language) {
  return { name, language, groupId: '', unit: undefined, programme: undefined, state: 'active' } as const;
}

function seenLately(
  store: ReturnType<typeof channelStore>,
  change: (tenant: string, id: string, to: (channel: LeaderChannel) => LeaderChannel) => Promise<void>,
): ChannelActions['seen'] {
  const lately = new Map<string, { readonly serviceUrl: string; readonly until: number }>();
  return async (at) => {
    const id = withoutThread(at.conversation);
    const name = `${at.tenant} ${id}`;
    const seen = lately.get(name);
    if (seen?.serviceUrl === at.serviceUrl && seen.until > Date.now()) return;
    if (lately.size >= SEEN_KEPT) lately.clear();
    lately.set(name, { serviceUrl: at.serviceUrl, until: Date.now() + SEEN_MS });
    const known = await store.find(at.tenant, id);
    if (known === undefined || known.serviceUrl === at.serviceUrl) return;
    await change(at.tenant, id, (channel) => ({ ...channel, serviceUrl: at.serviceUrl }));
  };
}

/** An installation in a whole team comes from its first channel, whose id is the team's. */
function channelIdOf({ channel, at }: Pick<Installation, 'channel' | 'at'>): string {
  return channel?.id ?? withoutThread(at.conversation);
}

/** `19:…@thread.tacv2;messageid=1` is a thread in the channel `19:…@thread.tacv2`. */
const withoutThread = (conversation: string): string => conversation.split(';')[0] ?? conversation;
