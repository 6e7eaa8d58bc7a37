import { createServer, type IncomingMessage, type Server } from 'node:http';
import { readBody, sendReply } from '../practice/doors.ts';
import { type Deliver } from '../practice/connector/delivery.ts';
import { type DoorReply, type DoorRequest, type GraphDoor } from '../practice/graph-door.ts';
import { asFromTeams } from './activity.ts';

export interface BridgeNeeds {
  /** `https://localhost:{port}/teams/`: where the service finds the connector. */
  readonly serviceUrl: string;
  readonly tenant: string;
  readonly playgroundPort: number;
  /** Signs an activity as the Bot Connector does, and sends it to the service. */
  readonly deliver: Deliver;
}

export interface Bridge {
  /** Takes what the playground sends, which nobody has signed. Only for 127.0.0.1. */
  readonly server: Server;
  /** What the service says to Teams goes to the playground. */
  readonly connector: (request: DoorRequest) => Promise<DoorReply>;
  /** Who owns a team: everybody who has said something in the playground. */
  readonly graph: GraphDoor;
}

const bodyBytesMax = 256 * 1024;
const deadlineMs = 10_000;

/**
 * Between Microsoft's playground, which signs nothing, and the service, which takes nothing unsigned. The service is
 * the usual one: it has no switch for this.
 */
export function playgroundBridge(needs: BridgeNeeds): Bridge {
  const seen = new Set<string>();
  let replies: string | undefined;

  async function take(request: IncomingMessage): Promise<DoorReply> {
    if (request.method !== 'POST' || request.url !== '/api/messages') return refusal(404, 'not-found');
    // A page in a browser, or a name that leads here, is not the playground.
    if (request.headers.origin !== undefined || !isHere(request.headers.host))
      return refusal(403, 'not-here');
    const body = await readBody(request, bodyBytesMax);
    const told = body && asFromTeams(parsed(body), needs);
    if (told === undefined) return refusal(400, 'bad-activity');
    ({ replies } = told);
    const { aadObjectId } = told.activity['from'] as { aadObjectId: string };
    seen.add(aadObjectId);
    return needs.deliver(told.activity);
  }

  return {
    server: createServer((request, response) => {
      take(request).then(
        (reply) => {
          sendReply(response, { ...reply, body: reply.body ?? undefined });
        },
        () => {
          sendReply(response, refusal(500, 'bug'));
        },
      );
    }),
    async connector(request) {
      if (replies === undefined) return refusal(404, 'ConversationNotFound');
      const to = `${replies}${request.url.pathname.replace(/^\/teams/, '')}${request.url.search}`;
      const answer = await fetch(to, {
        method: request.method,
        redirect: 'error',
        headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
        ...(request.body.length === 0 ? {} : { body: Buffer.from(request.body) }),
        signal: AbortSignal.timeout(deadlineMs),
      });
      const type = answer.headers.get('content-type') ?? 'application/json';
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return { status: answer.status, headers: { 'content-type': type }, body: bytes };
    },
    graph: ownersOnly(() => [...seen]),
  };
}

const refusal = (status: number, code: string): DoorReply => ({ status, body: { error: { code } } });

const isHere = (host: string | undefined): boolean => /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** The playground has no Graph; this is what setting up a channel asks. */
function ownersOnly(owners: () => readonly string[]): GraphDoor {
  const value = () => owners().map((userId) => ({ id: userId, userId, roles: ['owner'] }));
  const isMembers = ({ url }: DoorRequest) => /^\/v1\.0\/teams\/[^/]+\/members$/.test(url.pathname);
  return {
    handle: (request) =>
      Promise.resolve(isMembers(request) ? { status: 200, body: { value: value() } } : undefined),
    state: () => ({ files: [], tasks: [], lists: [] }),
    file: () => undefined,
    reset: () => undefined,
  };
}
