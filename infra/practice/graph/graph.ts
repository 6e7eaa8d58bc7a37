import { randomUUID } from 'node:crypto';
import {
  type DoorReply,
  type DoorRequest,
  type GraphDoor,
  type GraphNeeds,
  type TokenHolder,
} from '../graph-door.ts';
import { access, requirePermission } from './access.ts';
import { runBatch } from './batch.ts';
import { jsonIn } from './call.ts';
import { type GraphContract } from './contract.ts';
import { directoryRoutes } from './directory.ts';
import { contents } from './files/contents.ts';
import { fileRoutes } from './files/files.ts';
import { type FileParts } from './files/parts.ts';
import { tree } from './files/tree.ts';
import { uploads } from './files/uploads.ts';
import { GraphError, badRequest, errorBody } from './graph-error.ts';
import { listRoutes } from './lists/lists.ts';
import { plannerRoutes } from './planner/planner.ts';
import { recordBook } from './records.ts';
import { router } from './router.ts';
import { overview } from './overview.ts';
import { teamRoutes } from './teams.ts';

const audience = 'https://graph.microsoft.com';

export interface GraphOptions {
  /** Checks each request (400 when it breaks the published description) and each reply (500). */
  readonly contract?: GraphContract;
}

/** A Graph of our own for practice: it keeps what it is given and refuses what the real one refuses. */
export function practiceGraph(needs: GraphNeeds, { contract }: GraphOptions = {}): GraphDoor {
  const book = recordBook(needs);
  const files = tree(book, needs);
  const parts: FileParts = {
    book,
    needs,
    access: access(() => needs.world()),
    tree: files,
    contents: contents(book, files, needs.keep),
  };
  const uploading = uploads(parts);
  const find = router([
    ...fileRoutes(parts),
    ...uploading.routes,
    ...plannerRoutes(parts),
    ...listRoutes(parts),
    ...teamRoutes(parts),
    ...directoryRoutes(parts),
  ]);

  /** One request whose token is good. */
  const route = async (request: DoorRequest, holder: TokenHolder): Promise<DoorReply> => {
    const path = request.url.pathname.slice('/v1.0'.length);
    const match = find(request.method, path);
    if (!match) throw badRequest(`Resource not found for the segment '${path.split('/')[1] ?? ''}'.`);
    requirePermission(holder, match.route.needs);
    return checkedBy(contract, request, () =>
      match.route.run({ ...request, bytes: request.body, params: match.params, holder }),
    );
  };
  const answer = async (request: DoorRequest): Promise<DoorReply> => {
    const holder = await needs.checkToken(request, audience);
    if (!holder) throw unauthenticated(request);
    if (request.method === 'POST' && request.url.pathname === '/v1.0/$batch')
      return checkedBy(contract, request, () => runBatch(request, jsonIn(request.body), guarded));
    return route(request, holder);
  };
  const guarded = (request: DoorRequest) => guard(request, () => answer(request));

  return {
    async handle(request) {
      const { pathname } = request.url;
      if (pathname.startsWith('/v1.0/')) return guarded(request);
      if (pathname.startsWith('/_upload/')) return guard(request, () => uploading.handle(request));
      if (pathname.startsWith('/_download/')) return guard(request, () => download(parts, request));
      return undefined;
    },
    ...overview(parts),
    reset() {
      for (const item of book.records.items)
        if (!item.folder) needs.keep.removeBytes(`graph-file-${item.id}`);
      book.clear();
    },
  };
}

/** Microsoft's published description on both sides of a request, where it lies on the machine. */
async function checkedBy(
  contract: GraphContract | undefined,
  request: DoorRequest,
  run: () => DoorReply | Promise<DoorReply>,
): Promise<DoorReply> {
  const faults = (await contract?.requestFaults(request)) ?? [];
  if (faults.length > 0) throw badRequest(faults.join('; '));
  const reply = await run();
  const broken = (await contract?.replyFaults(request, reply)) ?? [];
  if (broken.length > 0) throw new GraphError(500, 'ReplyBreaksContract', broken.join('; '));
  return reply;
}

/** Runs a request; a refusal becomes Graph's error, and every reply names itself. */
async function guard(request: DoorRequest, run: () => DoorReply | Promise<DoorReply>): Promise<DoorReply> {
  const requestId = randomUUID();
  const clientRequestId = request.headers['client-request-id'] ?? requestId;
  const ids = { 'request-id': requestId, 'client-request-id': clientRequestId };
  try {
    const reply = await run();
    return { ...reply, headers: { ...ids, ...reply.headers } };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return {
      status: error.status,
      headers: { ...ids, ...error.headers },
      body: errorBody(error, { date: new Date(), requestId, clientRequestId }),
    };
  }
}

function unauthenticated(request: DoorRequest): GraphError {
  const empty = request.headers['authorization'] === undefined;
  return new GraphError(
    401,
    'InvalidAuthenticationToken',
    empty ? 'Access token is empty.' : 'Access token validation failure.',
    {
      'www-authenticate':
        'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
    },
  );
}

function download({ book, contents: stored }: FileParts, { url }: DoorRequest): DoorReply {
  const item = book.records.items.find((one) => one.id === url.pathname.slice('/_download/'.length));
  if (!item || !stored.opens(item, url.searchParams.get('key') ?? ''))
    throw new GraphError(404, 'itemNotFound', 'The resource could not be found.');
  return { status: 200, headers: { 'content-type': item.type }, body: stored.bytes(item) };
}
