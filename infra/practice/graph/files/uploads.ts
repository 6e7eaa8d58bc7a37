import { randomUUID } from 'node:crypto';
import { type DoorReply, type DoorRequest } from '../../graph-door.ts';
import { permissions } from '../access.ts';
import { isJson, jsonOf, noContent, ok, onlyProperties, type Call, type Json, type Route } from '../call.ts';
import { GraphError, badRequest, notFound } from '../graph-error.ts';
import { actorOf } from '../identity.ts';
import { type Actor, type Item } from '../records.ts';
import { requireMatch } from './contents.ts';
import { conflictOf, fileReader, type FileParts } from './parts.ts';
import { type ConflictBehavior } from './tree.ts';

const sliceUnit = 327_680;
const largestSlice = 60 * 1024 * 1024;
const lifetimeMs = 15 * 60_000;

interface Session {
  readonly id: string;
  readonly target: { readonly parent: Item; readonly path: string } | { readonly item: Item };
  readonly conflict: ConflictBehavior;
  readonly by: Actor;
  readonly view: (item: Item) => Json;
  /** Machine time. */
  expires: number;
  readonly slices: Uint8Array[];
  received: number;
}

/** Uploads in slices. Sessions live in memory: practice that restarts has forgotten them, as expired ones are. */
export interface Uploads {
  readonly routes: readonly Route[];
  /** Requests to an upload address, which carries its own right and no token. */
  handle(request: DoorRequest): DoorReply;
}

export function uploads(parts: FileParts): Uploads {
  const sessions = new Map<string, Session>();
  const { itemOf, view } = fileReader(parts);

  const start = (call: Call, target: Session['target']): DoorReply => {
    const item = itemIn(call);
    const session: Session = {
      id: randomUUID(),
      target,
      conflict: conflictOf(item['@microsoft.graph.conflictBehavior'], 'fail'),
      by: actorOf(call.holder),
      view: (finished) => view(call, finished),
      expires: Date.now() + lifetimeMs,
      slices: [],
      received: 0,
    };
    sessions.set(session.id, session);
    return ok({ uploadUrl: `${call.url.origin}/_upload/${session.id}`, ...progress(session) });
  };

  return {
    routes: [
      {
        method: 'POST',
        path: '/drives/{drive}/items/{item}:/{path*}:/createUploadSession',
        needs: permissions.writeFiles,
        run: (call) => start(call, { parent: itemOf(call), path: call.params['path'] ?? '' }),
      },
      {
        method: 'POST',
        path: '/drives/{drive}/items/{item}/createUploadSession',
        needs: permissions.writeFiles,
        run(call) {
          const item = itemOf(call);
          requireMatch(item, call.headers['if-match']);
          return start(call, { item });
        },
      },
    ],
    handle(request) {
      if (request.headers['authorization'] !== undefined)
        throw new GraphError(
          401,
          'unauthenticated',
          'An upload address must be called without Authorization.',
        );
      const session = sessions.get(request.url.pathname.slice('/_upload/'.length));
      if (!session || session.expires < Date.now()) throw notFound('The upload session was not found.');
      if (request.method === 'GET') return ok(progress(session));
      if (request.method === 'DELETE') {
        sessions.delete(session.id);
        return noContent;
      }
      if (request.method !== 'PUT') throw new GraphError(405, 'invalidRequest', 'Use PUT, GET or DELETE.');
      const total = take(session, request);
      if (session.received < total) return { status: 202, body: progress(session) };
      const { item, created } = finish(parts, session);
      sessions.delete(session.id);
      return { status: created ? 201 : 200, body: session.view(item) };
    },
  };
}

function itemIn(call: Call): Json {
  if (call.bytes.length === 0) return {};
  const body = jsonOf(call);
  onlyProperties(body, ['item', 'deferCommit'], 'createUploadSession');
  if (body['item'] === undefined) return {};
  if (!isJson(body['item'])) throw badRequest("'item' must be an object.");
  onlyProperties(
    body['item'],
    ['name', 'description', 'fileSize', 'fileSystemInfo'],
    'driveItemUploadableProperties',
  );
  return body['item'];
}

const progress = (session: Session): Json => ({
  expirationDateTime: new Date(session.expires).toISOString(),
  nextExpectedRanges: [`${session.received}-`],
});

/** Takes one slice; answers how many bytes the whole file has. */
function take(session: Session, { headers, body }: DoorRequest): number {
  const { first, last, total } = rangeIn(headers['content-range'] ?? '');
  if (body.length !== last - first + 1) throw invalid('The length of the body does not match Content-Range.');
  if (first !== session.received)
    throw new GraphError(416, 'invalidRange', `The next expected range is ${session.received}-.`);
  const isLast = last + 1 === total;
  if (body.length >= largestSlice || (!isLast && body.length % sliceUnit !== 0))
    throw invalid(`Slices are multiples of ${sliceUnit} bytes, under 60 MiB.`);
  session.slices.push(body);
  session.received += body.length;
  session.expires = Date.now() + lifetimeMs;
  return total;
}

function rangeIn(header: string): { first: number; last: number; total: number } {
  const [, first = 0, last = 0, total = 0] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(header)?.map(Number) ?? [];
  if (last >= total || last < first) throw invalid('Content-Range must be given as bytes first-last/total.');
  return { first, last, total };
}

const invalid = (message: string) => new GraphError(400, 'invalidRequest', message);

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Slices carry no type: SharePoint goes by the name. */
function typeOf({ target }: Session): string {
  const name = 'path' in target ? target.path : target.item.name;
  return name.toLowerCase().endsWith('.docx') ? wordType : 'application/octet-stream';
}

function finish(parts: FileParts, session: Session): { item: Item; created: boolean } {
  const file = { bytes: Buffer.concat(session.slices), by: session.by, type: typeOf(session) };
  try {
    if ('parent' in session.target)
      return parts.contents.write({ ...session.target, ...file, conflict: session.conflict });
    parts.contents.replace(session.target.item, file);
    return { item: session.target.item, created: false };
  } catch (error) {
    // A taken name is told at the last slice, which may then be sent again.
    const last = session.slices.pop();
    session.received -= last?.length ?? 0;
    throw error;
  }
}
