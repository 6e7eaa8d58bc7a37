import { type WorldMeeting } from '../api.ts';
import { type DoorReply } from '../graph-door.ts';
import { tenantId } from '../sign-in/identity.ts';
import { type Conversation, conversationOf, isMember, personOf, teamMembers } from '../world/roster.ts';
import { type ConnectorCall } from './call.ts';
import { limited, reach } from './conversations.ts';
import { account, conversationAccount, noConversation, noMember, notInRoster, refused } from './replies.ts';

function readable(call: ConnectorCall): { conversation: Conversation } | { reply: DoorReply } {
  const [id = ''] = call.params;
  const reached = reach(call, id);
  if ('reply' in reached) return reached;
  const wait = limited(call, 'read', id);
  return wait === undefined ? reached : { reply: wait };
}

/** GET /v3/conversations/{id}/members, and the same for …/activities/{activity}/members */
export function members(call: ConnectorCall): DoorReply {
  const read = readable(call);
  return 'reply' in read ? read.reply : { status: 200, body: read.conversation.members.map(account) };
}

const pageMin = 50;
const pageMax = 500;

/** GET /v3/conversations/{id}/pagedmembers */
export function pagedMembers(call: ConnectorCall): DoorReply {
  const read = readable(call);
  if ('reply' in read) return read.reply;
  const { searchParams } = call.request.url;
  const asked = Number(searchParams.get('pageSize') ?? pageMax);
  if (!Number.isInteger(asked)) return refused(400, 'BadArgument', 'pageSize must be a whole number.');
  const size = Math.min(Math.max(asked, pageMin), pageMax);
  const token = searchParams.get('continuationToken');
  const from = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8'));
  if (!Number.isInteger(from) || from < 0)
    return refused(400, 'BadArgument', 'The continuation token is not valid.');
  const all = read.conversation.members;
  const next = Buffer.from(String(from + size)).toString('base64url');
  return {
    status: 200,
    body: {
      members: all.slice(from, from + size).map(account),
      ...(from + size < all.length ? { continuationToken: next } : {}),
    },
  };
}

/** GET /v3/conversations/{id}/members/{member}, by Teams id or Entra id */
export function member(call: ConnectorCall): DoorReply {
  const read = readable(call);
  if ('reply' in read) return read.reply;
  const person = personOf(call.needs.world(), call.params[1] ?? '');
  if (person === undefined || !isMember(read.conversation, person.id)) return noMember;
  return { status: 200, body: account(person) };
}

function teamOf(call: ConnectorCall): Extract<Conversation, { kind: 'channel' }> | undefined {
  const world = call.needs.world();
  const team = world.teams.find((one) => one.id === call.params[0]);
  const general = team === undefined ? undefined : conversationOf(world, team.id);
  return general?.kind === 'channel' ? general : undefined;
}

/** GET /v3/teams/{id} */
export function team(call: ConnectorCall): DoorReply {
  const found = teamOf(call);
  if (found === undefined) return noConversation;
  if (!found.installed) return notInRoster;
  const world = call.needs.world();
  const channels = world.channels.filter((one) => one.team === found.team.id && one.id !== found.team.id);
  return {
    status: 200,
    body: {
      id: found.team.id,
      name: found.team.name,
      aadGroupId: found.team.groupId,
      channelCount: channels.length + 1,
      memberCount: teamMembers(world, found.team).length,
      type: 'standard',
    },
  };
}

/** GET /v3/teams/{id}/conversations; the General channel comes first and has no name */
export function teamChannels(call: ConnectorCall): DoorReply {
  const found = teamOf(call);
  if (found === undefined) return noConversation;
  if (!found.installed) return notInRoster;
  const channels = call.needs
    .world()
    .channels.filter((one) => one.team === found.team.id && one.id !== found.team.id)
    .map(({ id, name, members: people }) => ({ id, name, type: people.length > 0 ? 'private' : 'standard' }));
  return {
    status: 200,
    body: { conversations: [{ id: found.team.id, name: null, type: 'standard' }, ...channels] },
  };
}

function meetingOf(
  call: ConnectorCall,
): { found: Extract<Conversation, { kind: 'meeting' }> } | { reply: DoorReply } {
  const world = call.needs.world();
  const meeting = world.meetings.find((one) => one.id === call.params[0]);
  const found = meeting === undefined ? undefined : conversationOf(world, meeting.chat);
  if (found?.kind !== 'meeting') return { reply: refused(404, 'MeetingNotFound', 'Meeting not found.') };
  return found.installed ? { found } : { reply: notInRoster };
}

/** GET /v1/meetings/{id} */
export function meetingInfo(call: ConnectorCall): DoorReply {
  const read = meetingOf(call);
  if ('reply' in read) return read.reply;
  const { meeting } = read.found;
  const organizer = personOf(call.needs.world(), meeting.organizer);
  return {
    status: 200,
    body: {
      details: {
        id: meeting.id,
        msGraphResourceId: Buffer.from(`graph ${meeting.id}`).toString('base64'),
        scheduledStartTime: meeting.startsAt,
        scheduledEndTime: meeting.endsAt,
        joinUrl: meeting.joinUrl,
        title: meeting.title,
        type: 'Scheduled',
      },
      conversation: conversationAccount(read.found),
      ...(organizer === undefined ? {} : { organizer: account(organizer) }),
    },
  };
}

/** GET /v1/meetings/{id}/participants/{Entra id}?tenantId= */
export function meetingParticipant(call: ConnectorCall): DoorReply {
  const read = meetingOf(call);
  if ('reply' in read) return read.reply;
  const tenant = call.request.url.searchParams.get('tenantId');
  if (tenant !== null && tenant !== tenantId)
    return refused(403, 'TenantMismatch', 'The meeting is in another tenant.');
  const { meeting } = read.found;
  const person = call.needs.world().people.find((one) => one.id === call.params[1]);
  const role = person && roleIn(meeting, person.id);
  if (person === undefined || role === undefined)
    return refused(404, 'MeetingParticipantNotFound', 'The person is not a participant of the meeting.');
  const now = call.needs.now();
  const inMeeting = new Date(meeting.startsAt) <= now && now < new Date(meeting.endsAt);
  return {
    status: 200,
    body: {
      user: account(person),
      meeting: { role, inMeeting },
      conversation: conversationAccount(read.found),
    },
  };
}

function roleIn(meeting: WorldMeeting, person: string): string | undefined {
  const entry = meeting.participants.find((one) => one.person === person);
  return entry?.role ?? (meeting.organizer === person ? 'Organizer' : undefined);
}
