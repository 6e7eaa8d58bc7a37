import { type WorldPerson, type WorldTeam } from '../api.ts';
import { type GraphNeeds } from '../graph-door.ts';
import { userPrincipalName } from '../world/roster.ts';
import { membersOf, permissions, type Access } from './access.ts';
import { collection, single, type Call, type Json, type Route } from './call.ts';
import { badRequest } from './graph-error.ts';

interface Parts {
  readonly needs: Pick<GraphNeeds, 'world'>;
  readonly access: Access;
}

const groupIn = (call: Call) => call.params['group'] ?? '';

/** People, groups and one's own meetings. */
export function directoryRoutes(parts: Parts): readonly Route[] {
  return [...peopleRoutes(parts), ...groupRoutes(parts), ...meetingRoutes(parts)];
}

const userView = (person: WorldPerson): Json => ({
  id: person.id,
  displayName: person.name,
  givenName: person.name.split(' ')[0] ?? person.name,
  surname: person.name.split(' ').at(-1) ?? person.name,
  jobTitle: person.title,
  mail: userPrincipalName(person),
  userPrincipalName: userPrincipalName(person),
  preferredLanguage: person.locale,
  businessPhones: [],
});

function peopleRoutes({ access }: Parts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/me',
      needs: permissions.readMe,
      run: (call) => single(call, userView(access.me(call))),
    },
    {
      method: 'GET',
      path: '/users/{user}',
      needs: permissions.readUsers,
      run: (call) => single(call, userView(access.person(call.params['user'] ?? ''))),
    },
  ];
}

function groupRoutes({ access }: Parts): readonly Route[] {
  const groupView = (team: WorldTeam): Json => ({
    id: team.groupId,
    displayName: team.name,
    description: team.name,
    groupTypes: ['Unified'],
    mailEnabled: true,
    securityEnabled: false,
    visibility: 'Private',
  });
  const members = (call: Call) =>
    collection(
      call,
      membersOf(access.team(call, groupIn(call))).map((id) => ({
        '@odata.type': '#microsoft.graph.user',
        ...userView(access.person(id)),
      })),
    );
  return [
    {
      method: 'GET',
      path: '/groups/{group}',
      needs: permissions.readGroupMembers,
      run: (call) => single(call, groupView(access.team(call, groupIn(call)))),
    },
    { method: 'GET', path: '/groups/{group}/members', needs: permissions.readGroupMembers, run: members },
    {
      method: 'GET',
      path: '/groups/{group}/transitiveMembers/microsoft.graph.user',
      needs: permissions.readGroupMembers,
      run: members,
    },
  ];
}

function meetingRoutes({ needs, access }: Parts): readonly Route[] {
  return [
    {
      // Found by its join address only, and by its organizer only, as Graph has it.
      method: 'GET',
      path: '/me/onlineMeetings',
      needs: permissions.readMeetings,
      run(call) {
        const [, url] = /^JoinWebUrl eq '(.+)'$/.exec(call.url.searchParams.get('$filter') ?? '') ?? [];
        if (url === undefined) throw badRequest('Filter expression expected: JoinWebUrl eq {address}.');
        const { id } = access.me(call);
        const mine = needs
          .world()
          .meetings.filter(
            (meeting) => meeting.organizer === id && [url, decodeURIComponent(url)].includes(meeting.joinUrl),
          );
        return collection(
          call,
          mine.map((meeting) => ({
            id: meeting.id,
            subject: meeting.title,
            startDateTime: meeting.startsAt,
            endDateTime: meeting.endsAt,
            joinWebUrl: meeting.joinUrl,
            chatInfo: { threadId: meeting.chat },
          })),
        );
      },
    },
  ];
}
