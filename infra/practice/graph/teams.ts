import { type StateMessage, type WorldChannel, type WorldTeam } from '../api.ts';
import { type GraphNeeds } from '../graph-door.ts';
import { userPrincipalName } from '../world/roster.ts';
import { channelMembers, forbidden, membersOf, permissions, type Access } from './access.ts';
import { collection, single, type Call, type Json, type Route } from './call.ts';
import { notFound } from './graph-error.ts';

interface Parts {
  readonly needs: Pick<GraphNeeds, 'world' | 'messages' | 'tenant'>;
  readonly access: Access;
}

/** Teams, channels, their members and messages, as practice's Teams has them. */
export function teamRoutes(parts: Parts): readonly Route[] {
  return [...structureRoutes(parts), ...memberRoutes(parts), ...messageRoutes(parts)];
}

const groupIn = (call: Call) => call.params['group'] ?? '';
const channelIn = (call: Call) => call.params['channel'] ?? '';

function structureRoutes({ needs, access }: Parts): readonly Route[] {
  const teamView = (team: WorldTeam): Json => ({
    id: team.groupId,
    displayName: team.name,
    description: team.name,
    internalId: team.id,
    visibility: 'private',
    isArchived: false,
  });
  const channelView = (channel: WorldChannel): Json => ({
    id: channel.id,
    displayName: channel.name,
    description: null,
    membershipType: channel.members.length === 0 ? 'standard' : 'private',
    tenantId: needs.tenant,
  });
  return [
    {
      method: 'GET',
      path: '/teams/{group}',
      needs: permissions.readTeam,
      run: (call) => single(call, teamView(access.team(call, groupIn(call)))),
    },
    {
      method: 'GET',
      path: '/teams/{group}/channels',
      needs: permissions.readTeam,
      run(call) {
        const team = access.team(call, groupIn(call));
        const { oid } = call.holder;
        const seen = needs
          .world()
          .channels.filter(
            (one) => one.team === team.id && (oid === undefined || channelMembers(one, team).includes(oid)),
          );
        return collection(call, seen.map(channelView));
      },
    },
    {
      method: 'GET',
      path: '/teams/{group}/channels/{channel}',
      needs: permissions.readTeam,
      run: (call) => single(call, channelView(access.channel(call, groupIn(call), channelIn(call)))),
    },
  ];
}

function memberRoutes({ needs, access }: Parts): readonly Route[] {
  const memberView = (id: string, roles: readonly string[]): Json => {
    const person = access.person(id);
    return {
      '@odata.type': '#microsoft.graph.aadUserConversationMember',
      id: Buffer.from(`member ${id}`).toString('base64url'),
      roles: [...roles],
      userId: id,
      displayName: person.name,
      email: userPrincipalName(person),
      tenantId: needs.tenant,
    };
  };
  const rolesIn = (team: WorldTeam, id: string) => (team.owners.includes(id) ? ['owner'] : []);
  const ofChannel = (call: Call) => {
    const channel = access.channel(call, groupIn(call), channelIn(call));
    const team = access.team(call, groupIn(call));
    return collection(
      call,
      channelMembers(channel, team).map((id) => memberView(id, rolesIn(team, id))),
    );
  };
  return [
    {
      method: 'GET',
      path: '/teams/{group}/members',
      needs: permissions.readTeamMembers,
      run(call) {
        const team = access.team(call, groupIn(call));
        return collection(
          call,
          membersOf(team).map((id) => memberView(id, rolesIn(team, id))),
        );
      },
    },
    {
      method: 'GET',
      path: '/teams/{group}/channels/{channel}/members',
      needs: permissions.readTeamMembers,
      run: ofChannel,
    },
    {
      method: 'GET',
      path: '/teams/{group}/channels/{channel}/allMembers',
      needs: permissions.readTeamMembers,
      run: ofChannel,
    },
    chatMembers(needs, memberView),
  ];
}

function chatMembers(
  needs: Parts['needs'],
  memberView: (id: string, roles: readonly string[]) => Json,
): Route {
  return {
    method: 'GET',
    path: '/chats/{chat}/members',
    needs: permissions.readChatMembers,
    run(call) {
      const meeting = needs.world().meetings.find((one) => one.chat === call.params['chat']);
      if (!meeting) throw notFound('The chat was not found.');
      const people = meeting.participants.map((one) => one.person);
      const { oid } = call.holder;
      if (oid === undefined ? !meeting.installed : !people.includes(oid)) throw forbidden('chat');
      return collection(
        call,
        people.map((id) => memberView(id, id === meeting.organizer ? ['owner'] : [])),
      );
    },
  };
}

function messageRoutes({ needs, access }: Parts): readonly Route[] {
  const inChannel = (call: Call) => {
    const channel = access.channel(call, groupIn(call), channelIn(call));
    return { all: needs.messages(channel.id), channel };
  };
  const view = (message: StateMessage, call: Call) => messageView(message, groupIn(call), channelIn(call));
  return [
    {
      method: 'GET',
      path: '/teams/{group}/channels/{channel}/messages',
      needs: permissions.readMessages,
      run(call) {
        const { all } = inChannel(call);
        const expands = call.url.searchParams.get('$expand')?.includes('replies') === true;
        const threads = all.filter((message) => message.replyTo === undefined).toReversed();
        return collection(
          call,
          threads.map((thread) => ({
            ...view(thread, call),
            ...(expands
              ? { replies: all.filter((one) => one.replyTo === thread.id).map((one) => view(one, call)) }
              : {}),
          })),
          20,
        );
      },
    },
    {
      method: 'GET',
      path: '/teams/{group}/channels/{channel}/messages/{message}',
      needs: permissions.readMessages,
      run(call) {
        const message = inChannel(call).all.find((one) => one.id === call.params['message']);
        if (!message) throw notFound('The message was not found.');
        return single(call, view(message, call));
      },
    },
    {
      method: 'GET',
      path: '/teams/{group}/channels/{channel}/messages/{message}/replies',
      needs: permissions.readMessages,
      run(call) {
        const replies = inChannel(call).all.filter((one) => one.replyTo === call.params['message']);
        return collection(
          call,
          replies.toReversed().map((one) => view(one, call)),
          20,
        );
      },
    },
  ];
}

const cardType = 'application/vnd.microsoft.card.adaptive';

/** A `chatMessage`: a card is an attachment that the body names, its content a JSON text. */
function messageView(message: StateMessage, group: string, channel: string): Json {
  const attachment = {
    id: `card-${message.id}`,
    contentType: cardType,
    content: JSON.stringify(message.card),
  };
  const attachments = message.card === undefined ? [] : [attachment];
  const text = message.text?.replace(
    /[&<>]/g,
    (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark] ?? mark,
  );
  return {
    id: message.id,
    replyToId: message.replyTo ?? null,
    etag: String(Date.parse(message.editedAt ?? message.sentAt)),
    messageType: 'message',
    createdDateTime: message.sentAt,
    lastModifiedDateTime: message.editedAt ?? message.sentAt,
    lastEditedDateTime: message.editedAt ?? null,
    summary: message.summary ?? null,
    importance: 'normal',
    locale: 'nb-no',
    from: message.from.bot
      ? {
          application: {
            id: message.from.id,
            displayName: message.from.name,
            applicationIdentityType: 'bot',
          },
        }
      : { user: { id: message.from.id, displayName: message.from.name, userIdentityType: 'aadUser' } },
    body: {
      contentType: 'html',
      content: [text, ...attachments.map(({ id }) => `<attachment id="${id}"></attachment>`)]
        .filter(Boolean)
        .join(''),
    },
    channelIdentity: { teamId: group, channelId: channel },
    attachments,
  };
}
