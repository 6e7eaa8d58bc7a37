import { type GraphRequest } from './api.ts';
import { type DoorReply, type DoorRequest } from './graph-door.ts';

const newestKept = 20_000;

export interface RequestLog {
  add(request: DoorRequest, reply: DoorReply): void;
  list(): readonly GraphRequest[];
  empty(): void;
}

/** JSON and text as they are, other bytes as their number. */
function readable(body: unknown, type: string | undefined): unknown {
  if (!(body instanceof Uint8Array)) return body ?? null;
  if (body.length === 0) return null;
  if (type === undefined || !/json|text|form/.test(type)) return { bytes: body.length };
  const text = Buffer.from(body).toString('utf8');
  try {
    return type.includes('json') ? (JSON.parse(text) as unknown) : text;
  } catch {
    return text;
  }
}

/** What was asked of Graph or of the connector, oldest first. Never holds a bearer token. */
export function requestLog(): RequestLog {
  let list: GraphRequest[] = [];
  return {
    add(request, reply) {
      const { authorization, ...headers } = request.headers;
      list.push({
        at: new Date().toISOString(),
        method: request.method,
        path: request.url.pathname + request.url.search,
        headers: authorization === undefined ? headers : { ...headers, authorization: 'Bearer …' },
        body: readable(request.body, request.headers['content-type']),
        status: reply.status,
        reply: readable(reply.body, reply.headers?.['content-type']),
      });
      if (list.length > newestKept) list = list.slice(-newestKept);
    },
    list: () => list,
    empty() {
      list = [];
    },
  };
}
