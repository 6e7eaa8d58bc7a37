import { type DoorReply, type DoorRequest } from '../graph-door.ts';
import { botResource } from '../sign-in/permissions.ts';
import { appId } from '../sign-in/identity.ts';
import { type ConnectorCall, type ConnectorNeeds } from './call.ts';
import { createConversation, editActivity, removeActivity, sendActivity } from './conversations.ts';
import { refused, tooMany, unauthorized } from './replies.ts';
import {
  meetingInfo,
  meetingParticipant,
  member,
  members,
  pagedMembers,
  team,
  teamChannels,
} from './rosters.ts';

type Handler = (call: ConnectorCall) => DoorReply;

const routes: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
  ['POST', /^\/v3\/conversations$/, createConversation],
  ['POST', /^\/v3\/conversations\/([^/]+)\/activities$/, sendActivity],
  ['POST', /^\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, sendActivity],
  ['PUT', /^\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, editActivity],
  ['DELETE', /^\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, removeActivity],
  ['GET', /^\/v3\/conversations\/([^/]+)\/members$/, members],
  ['GET', /^\/v3\/conversations\/([^/]+)\/pagedmembers$/, pagedMembers],
  ['GET', /^\/v3\/conversations\/([^/]+)\/members\/([^/]+)$/, member],
  ['GET', /^\/v3\/conversations\/([^/]+)\/activities\/([^/]+)\/members$/, members],
  ['GET', /^\/v3\/teams\/([^/]+)$/, team],
  ['GET', /^\/v3\/teams\/([^/]+)\/conversations$/, teamChannels],
  ['GET', /^\/v1\/meetings\/([^/]+)$/, meetingInfo],
  ['GET', /^\/v1\/meetings\/([^/]+)\/participants\/([^/]+)$/, meetingParticipant],
];

/** The Bot Connector under `/teams`, as the service's `serviceUrl` says. */
export function connector(needs: ConnectorNeeds): (request: DoorRequest) => Promise<DoorReply> {
  return async (request) => {
    const holder = await needs.checkToken(request, botResource);
    if (holder?.appid !== appId || holder.oid !== undefined) return unauthorized;
    const wait = needs.limits.admitApp();
    if (wait !== undefined) return tooMany(wait);
    const path = request.url.pathname.replace(/^\/teams/, '');
    for (const [method, pattern, handler] of routes) {
      const match = method === request.method ? pattern.exec(path) : null;
      if (match !== null) return handler({ request, params: match.slice(1).map(decodeURIComponent), needs });
    }
    return refused(404, 'NotFound', `No such operation: ${request.method} ${path}`);
  };
}
