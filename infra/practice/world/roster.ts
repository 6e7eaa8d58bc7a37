import { createHash } from 'node:crypto';
import {
  type World,
  type WorldChannel,
  type WorldMeeting,
  type WorldPerson,
  type WorldTeam,
} from '../api.ts';
import { appId } from '../sign-in/identity.ts';

/** Pure readings of the world: who is where, and how Teams names them. */

export const botAccount = { id: `28:${appId}`, name: 'Lederpuls' } as const;

interface Common {
  /** Without `;messageid=…`. */
  readonly id: string;
  readonly members: readonly WorldPerson[];
  readonly installed: boolean;
}
export type Conversation = Common &
  (
    | { readonly kind: 'channel'; readonly channel: WorldChannel; readonly team: WorldTeam }
    | { readonly kind: 'meeting'; readonly meeting: WorldMeeting }
    | { readonly kind: 'personal'; readonly person: WorldPerson }
  );

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

/** Teams' own id of a person, the same for this bot everywhere. */
export const teamsId = (person: string): string => `29:1${digest(`person ${person}`)}`;
export const personalId = (person: string): string => `a:1${digest(`personal ${person}`)}`;

/** The channel or chat of a thread: `19:…;messageid=17` -> `19:…`. */
export const withoutThread = (id: string): string => id.split(';')[0] ?? id;
export const threadOf = (id: string): string | undefined => /;messageid=(\d+)$/.exec(id)?.[1];

export function userPrincipalName(person: WorldPerson): string {
  const plain = person.name
    .toLowerCase()
    .replace(/æ/g, 'ae')
    .replace(/ø/g, 'o')
    .replace(/å/g, 'a')
    .normalize('NFD')
    .replace(/[^a-z ]/g, '')
    .trim()
    .replace(/ +/g, '.');
  return `${plain}@practice.example`;
}

/** The person with this Entra id or Teams id. */
export function personOf(world: World, id: string): WorldPerson | undefined {
  return world.people.find((person) => person.id === id || teamsId(person.id) === id);
}

function peopleOf(world: World, ids: Iterable<string>): WorldPerson[] {
  const wanted = new Set(ids);
  return world.people.filter((person) => wanted.has(person.id));
}

export const teamMembers = (world: World, team: WorldTeam): WorldPerson[] =>
  peopleOf(world, [...team.owners, ...team.members]);

function channelConversation(world: World, channel: WorldChannel): Conversation | undefined {
  const team = world.teams.find((one) => one.id === channel.team);
  if (team === undefined) return undefined;
  const members = channel.members.length > 0 ? peopleOf(world, channel.members) : teamMembers(world, team);
  return { kind: 'channel', id: channel.id, channel, team, members, installed: channel.installed };
}

function meetingConversation(world: World, meeting: WorldMeeting): Conversation {
  const members = peopleOf(world, [meeting.organizer, ...meeting.participants.map(({ person }) => person)]);
  return { kind: 'meeting', id: meeting.chat, meeting, members, installed: meeting.installed };
}

/** The channel, meeting chat or personal chat of this id, of a thread in it, or of a team's General channel. */
export function conversationOf(world: World, id: string): Conversation | undefined {
  const bare = withoutThread(id);
  const channel = world.channels.find((one) => one.id === bare);
  if (channel !== undefined) return channelConversation(world, channel);
  const meeting = world.meetings.find((one) => one.chat === bare);
  if (meeting !== undefined) return meetingConversation(world, meeting);
  const team = world.teams.find((one) => one.id === bare);
  if (team !== undefined) {
    const installed = world.channels.some((one) => one.team === team.id && one.installed);
    const general = { id: team.id, team: team.id, name: 'General', members: [], installed };
    return channelConversation(world, general);
  }
  const person = world.people.find((one) => personalId(one.id) === bare);
  return person && { kind: 'personal', id: bare, person, members: [person], installed: true };
}

/** Every conversation the bot is in, except personal chats. */
export function installedConversations(world: World): Conversation[] {
  return [
    ...world.channels.filter((one) => one.installed).map((one) => channelConversation(world, one)),
    ...world.meetings.filter((one) => one.installed).map((one) => meetingConversation(world, one)),
  ].filter((one) => one !== undefined);
}

export const isMember = (conversation: Conversation, person: string): boolean =>
  conversation.members.some((one) => one.id === person);
