import { type TokenHolder } from '../graph-door.ts';
import { type World, type WorldChannel, type WorldPerson, type WorldTeam } from '../api.ts';
import { resourceConsents } from '../sign-in/permissions.ts';
import { userPrincipalName } from '../world/roster.ts';
import { type Call, type Permission } from './call.ts';
import { GraphError, badRequest, notFound } from './graph-error.ts';

/** Permissions as Microsoft's permission data lists them for the operations we offer. */
export const permissions = {
  readFiles: {
    delegated: [
      'Files.Read',
      'Files.Read.All',
      'Files.ReadWrite',
      'Files.ReadWrite.All',
      'Sites.Read.All',
      'Sites.ReadWrite.All',
    ],
    application: [
      'Files.Read.All',
      'Files.ReadWrite.All',
      'Sites.Read.All',
      'Sites.ReadWrite.All',
      'Sites.Selected',
    ],
  },
  writeFiles: {
    delegated: ['Files.ReadWrite', 'Files.ReadWrite.All', 'Sites.ReadWrite.All'],
    application: ['Files.ReadWrite.All', 'Sites.ReadWrite.All', 'Sites.Selected'],
  },
  readTasks: {
    delegated: ['Tasks.Read', 'Tasks.ReadWrite', 'Group.Read.All', 'Group.ReadWrite.All'],
    application: ['Tasks.Read.All', 'Tasks.ReadWrite.All'],
  },
  writeTasks: { delegated: ['Tasks.ReadWrite', 'Group.ReadWrite.All'], application: ['Tasks.ReadWrite.All'] },
  readSites: {
    delegated: ['Sites.Read.All', 'Sites.ReadWrite.All', 'Sites.Manage.All'],
    application: ['Sites.Read.All', 'Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.Selected'],
  },
  writeSites: {
    delegated: ['Sites.ReadWrite.All', 'Sites.Manage.All'],
    application: ['Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.Selected'],
  },
  manageSites: {
    delegated: ['Sites.Manage.All', 'Sites.FullControl.All'],
    application: ['Sites.Manage.All', 'Sites.FullControl.All', 'Sites.Selected'],
  },
  grantSites: { delegated: ['Sites.FullControl.All'], application: ['Sites.FullControl.All'] },
  readTeam: {
    delegated: ['Team.ReadBasic.All', 'Channel.ReadBasic.All', 'TeamSettings.ReadWrite.All'],
    application: ['Team.ReadBasic.All', 'Channel.ReadBasic.All'],
    resource: ['TeamSettings.Read.Group', 'ChannelSettings.Read.Group', 'TeamMember.Read.Group'],
  },
  readTeamMembers: {
    delegated: ['TeamMember.Read.All', 'TeamMember.ReadWrite.All', 'ChannelMember.Read.All'],
    application: ['TeamMember.Read.All', 'TeamMember.ReadWrite.All', 'ChannelMember.Read.All'],
    resource: ['TeamMember.Read.Group'],
  },
  readMessages: {
    delegated: ['ChannelMessage.Read.All'],
    application: ['ChannelMessage.Read.All'],
    resource: ['ChannelMessage.Read.Group'],
  },
  readChatMembers: {
    delegated: ['Chat.ReadBasic', 'Chat.Read', 'Chat.ReadWrite', 'ChatMember.Read', 'ChatMember.ReadWrite'],
    application: ['ChatMember.Read.All', 'Chat.ReadBasic.All'],
    resource: ['ChatMember.Read.Chat'],
  },
  readGroupMembers: {
    delegated: ['GroupMember.ReadBasic.All', 'GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'],
    application: [
      'GroupMember.ReadBasic.All',
      'GroupMember.Read.All',
      'Group.Read.All',
      'Directory.Read.All',
    ],
  },
  readMe: { delegated: ['User.Read', 'User.ReadBasic.All', 'User.Read.All'], application: [] },
  readUsers: {
    delegated: ['User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'],
    application: ['User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'],
  },
  readMeetings: { delegated: ['OnlineMeetings.Read', 'OnlineMeetings.ReadWrite'], application: [] },
  none: { delegated: [], application: [] },
} as const satisfies Record<string, Permission>;

/** 403 unless the token carries one of the permissions. Who is a member of what is asked for by the routes. */
export function requirePermission(holder: TokenHolder, needs: Permission): void {
  const [has, wants] =
    holder.oid === undefined ? [holder.roles, needs.application] : [holder.scp, needs.delegated];
  if (needs === permissions.none || wants.some((name) => has.includes(name))) return;
  if (holder.oid === undefined && needs.resource?.some((name) => resourceConsents.includes(name))) return;
  throw new GraphError(
    403,
    'Authorization_RequestDenied',
    `Insufficient privileges to complete the operation. Needs one of '${wants.join(', ')}'; the token has '${has.join(', ')}'.`,
  );
}

/** Who may reach what in the world. App-only callers see a team by permission, or because the app is installed there. */
export interface Access {
  team(call: Call, groupId: string): WorldTeam;
  channel(call: Call, groupId: string, channelId: string): WorldChannel;
  /** The caller's own person; 400 for an app-only token, as `/me` gives. */
  me(call: Call): WorldPerson;
  person(id: string): WorldPerson;
}

export function access(world: () => World): Access {
  const person = (id: string) => {
    const found = world().people.find((one) => one.id === id || userPrincipalName(one) === id.toLowerCase());
    if (found) return found;
    throw new GraphError(404, 'Request_ResourceNotFound', `Resource '${id}' does not exist.`);
  };
  const team = (call: Call, groupId: string) => {
    const found = world().teams.find((one) => one.groupId === groupId);
    if (!found) throw notFound(`No team found with Group Id ${groupId}`);
    if (!mayReach(call.holder, found)) throw forbidden('team');
    return found;
  };
  const mayReach = (holder: TokenHolder, of: WorldTeam) =>
    holder.oid === undefined
      ? holder.roles.length > 0 ||
        world().channels.some((channel) => channel.team === of.id && channel.installed)
      : membersOf(of).includes(holder.oid);
  return {
    team,
    channel(call, groupId, channelId) {
      const inTeam = team(call, groupId);
      const found =
        world().channels.find((one) => one.id === channelId && one.team === inTeam.id) ??
        (channelId === inTeam.id ? generalOf(inTeam) : undefined);
      if (!found) throw notFound(`Channel ${channelId} was not found in the team.`);
      const { oid } = call.holder;
      if (oid !== undefined && !channelMembers(found, inTeam).includes(oid)) throw forbidden('channel');
      return found;
    },
    me(call) {
      if (call.holder.oid !== undefined) return person(call.holder.oid);
      throw badRequest('/me request is only valid with delegated authentication flow.');
    },
    person,
  };
}

/** Every team has a General channel, of the team's own id. */
const generalOf = (team: WorldTeam): WorldChannel => ({
  id: team.id,
  team: team.id,
  name: 'General',
  members: [],
  installed: false,
});

export const membersOf = (team: WorldTeam): readonly string[] => [
  ...new Set([...team.owners, ...team.members]),
];
export const channelMembers = (channel: WorldChannel, team: WorldTeam): readonly string[] =>
  channel.members.length === 0 ? membersOf(team) : channel.members;
export const forbidden = (what: string) =>
  new GraphError(403, 'accessDenied', `The caller does not have permission to reach this ${what}.`);
