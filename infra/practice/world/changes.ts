import { type World } from '../api.ts';
import { withoutThread } from './roster.ts';

export type Role = World['meetings'][number]['participants'][number]['role'];

/** Pure changes of the world. The conversation is a team, a channel or a meeting's chat. */

/** Where membership of a conversation lies: a channel without members of its own has its team's. */
function seatOf(world: World, conversation: string): string {
  const id = withoutThread(conversation);
  const channel = world.channels.find((one) => one.id === id);
  return channel === undefined || channel.members.length > 0 ? id : channel.team;
}

export function joined(world: World, conversation: string, person: string, role: Role): World {
  const seat = seatOf(world, conversation);
  return {
    ...world,
    teams: world.teams.map((one) => (one.id === seat ? { ...one, members: [...one.members, person] } : one)),
    channels: world.channels.map((one) =>
      one.id === seat && one.members.length > 0 ? { ...one, members: [...one.members, person] } : one,
    ),
    meetings: world.meetings.map((one) =>
      one.chat === seat ? { ...one, participants: [...one.participants, { person, role }] } : one,
    ),
  };
}

export function left(world: World, conversation: string, person: string): World {
  const seat = seatOf(world, conversation);
  const others = (people: readonly string[]) => people.filter((one) => one !== person);
  return {
    ...world,
    teams: world.teams.map((one) =>
      one.id === seat ? { ...one, owners: others(one.owners), members: others(one.members) } : one,
    ),
    channels: world.channels.map((one) => (one.id === seat ? { ...one, members: others(one.members) } : one)),
    meetings: world.meetings.map((one) =>
      one.chat === seat
        ? { ...one, participants: one.participants.filter((entry) => entry.person !== person) }
        : one,
    ),
  };
}

/** Added to a team as a whole, the app lands in its General channel and may use the others; taken out, it is gone from all. */
export function withApp(world: World, conversation: string, installed: boolean): World {
  const id = withoutThread(conversation);
  const isTeam = world.teams.some((one) => one.id === id);
  const isMeant = ({ id: one, team }: World['channels'][number]) => one === id || (isTeam && team === id);
  const isNew = isTeam && installed && !world.channels.some((one) => one.id === id);
  const general = { id, team: id, name: 'General', members: [], installed };
  return {
    ...world,
    channels: [
      ...world.channels.map((one) => (isMeant(one) ? { ...one, installed } : one)),
      ...(isNew ? [general] : []),
    ],
    meetings: world.meetings.map((one) => (one.chat === id ? { ...one, installed } : one)),
  };
}
