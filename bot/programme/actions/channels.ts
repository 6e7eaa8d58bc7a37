import { type Connection, type Database } from '../../platform/database/database.ts';
import { type Address, type Installation } from '../../platform/teams/teams.ts';
import { type Language, languageOf } from '../../platform/texts.ts';
import { type LeaderChannel } from '../model/programme.ts';
import { channelStore } from '../store/channels.ts';

/** What happens to the channels the bot is in. */
export interface ChannelActions {
  /** The bot was added to a team or channel: it appears in the set-up, or comes back as it was. */
  installed(installation: Installation): Promise<void>;
  removed(installation: Installation): Promise<void>;
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
  const seenLately = new Map<string, { readonly serviceUrl: string; readonly until: number }>();

  const change = (tenant: string, id: string, to: (channel: LeaderChannel) => LeaderChannel) =>
    database.transaction(async (connection: Connection) => {
      const channels = channelStore(connection);
      const channel = await channels.find(tenant, id);
      if (channel !== undefined) await channels.keep(to(channel));
    });

  return {
    async installed(installation) {
      if (installation.scope !== 'channel' || installation.team === undefined) return;
      await database.transaction(async (connection) => {
        const channels = channelStore(connection);
        const known = await channels.find(installation.at.tenant, channelIdOf(installation));
        await channels.keep(appeared(installation, known));
      });
    },

    async removed(installation) {
      const { tenant } = installation.at;
      const inTeam = (await store.of(tenant)).filter((channel) => channel.teamId === installation.team?.id);
      const gone =
        installation.channel === undefined && inTeam.length > 0
          ? inTeam.map((channel) => channel.id)
          : [channelIdOf(installation)];
      for (const id of gone) await change(tenant, id, (channel) => ({ ...channel, state: 'removed' }));
    },

    async seen(at) {
      const id = withoutThread(at.conversation);
      const name = `${at.tenant} ${id}`;
      const lately = seenLately.get(name);
      if (lately?.serviceUrl === at.serviceUrl && lately.until > Date.now()) return;
      if (seenLately.size >= SEEN_KEPT) seenLately.clear();
      seenLately.set(name, { serviceUrl: at.serviceUrl, until: Date.now() + SEEN_MS });
      const known = await store.find(at.tenant, id);
      if (known === undefined || known.serviceUrl === at.serviceUrl) return;
      await change(at.tenant, id, (channel) => ({ ...channel, serviceUrl: at.serviceUrl }));
    },

    park: (tenant, id, reason) =>
      change(tenant, id, (channel) =>
        channel.state === 'removed' ? channel : { ...channel, state: 'parked', reason },
      ),
    channel: (tenant, id) => store.find(tenant, id),
    channels: (tenant) => store.of(tenant),
  };
}

function appeared(installation: Installation, known: LeaderChannel | undefined): LeaderChannel {
  const { at, channel, from } = installation;
  const team = installation.team ?? { id: '', groupId: undefined, name: '' };
  const before = known ?? unset(team.name, languageOf(from.locale));
  return {
    ...before,
    tenant: at.tenant,
    id: channelIdOf(installation),
    name: channel?.name ?? before.name,
    teamId: team.id,
    teamName: team.name,
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

/** An installation in a whole team comes from its first channel, whose id is the team's. */
function channelIdOf({ channel, at }: Installation): string {
  return channel?.id ?? withoutThread(at.conversation);
}

/** `19:…@thread.tacv2;messageid=1` is a thread in the channel `19:…@thread.tacv2`. */
const withoutThread = (conversation: string): string => conversation.split(';')[0] ?? conversation;
