import { type IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type Certificate } from './certificate.ts';
import { type Faults, suffer } from './faults.ts';
import { type DoorReply, type DoorRequest, type GraphDoor } from './graph-door.ts';
import { type RequestLog } from './requests.ts';
import { type SignIn } from './sign-in/sign-in.ts';

export interface Doors {
  readonly certificate: Certificate;
  readonly signIn: SignIn;
  connector(request: DoorRequest): Promise<DoorReply>;
  readonly graph: GraphDoor;
  readonly faults: Faults;
  /** `kill -9` of a service, for faults that end it. */
  kill(service: number): Promise<void>;
  readonly logs: { readonly connector: RequestLog; readonly graph: RequestLog };
  /** A bug of practice itself. */
  failed(error: unknown): void;
}

const bodyBytesMax = 64 * 1024 * 1024;

/** `undefined` = more than a door takes. */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= bytesMax) chunks.push(chunk);
  }
  return bytes > bytesMax ? undefined : Buffer.concat(chunks);
}

export function sendReply(response: ServerResponse, { status, headers, body }: DoorReply): void {
  const bytes =
    body instanceof Uint8Array ? body : body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json; charset=utf-8';
  response.writeHead(status, {
    ...(bytes === undefined ? {} : { 'content-type': type, 'content-length': bytes.length }),
    ...headers,
  });
  response.end(bytes);
}

async function signInDoor(doors: Doors, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '';
  const isToken = path.split('?')[0]?.endsWith('/oauth2/v2.0/token') === true;
  const fault = isToken
    ? doors.faults.meet({ on: 'token', method: request.method ?? '', path, body: '' })
    : undefined;
  if (fault === undefined) {
    await doors.signIn.handle(request, response);
    return;
  }
  await suffer(fault.do, {
    async carryOut() {
      // Its answer is lost; only connector and Graph can answer late.
      await doors.signIn.handle(request, new ServerResponse(request));
      return { status: 503 };
    },
    answer: (reply) => {
      sendReply(response, reply);
    },
    cut: () => request.socket.destroy(),
    kill: (service) => doors.kill(service),
  });
}

async function recordedDoor(
  doors: Doors,
  on: 'connector' | 'graph',
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, bodyBytesMax);
  if (body === undefined) {
    sendReply(response, {
      status: 413,
      body: { error: { code: 'RequestTooLarge', message: 'At most 64 MB.' } },
    });
    return;
  }
  const asked = doorRequest(request, body);
  const fault = doors.faults.meet({
    on,
    method: asked.method,
    path: decodeURIComponent(asked.url.pathname) + asked.url.search,
    body: Buffer.from(body).toString('utf8'),
  });
  const give = (reply: DoorReply) => {
    doors.logs[on].add(asked, reply);
    sendReply(response, reply);
  };
  if (fault === undefined) {
    give(await answer(doors, on, asked));
    return;
  }
  await suffer(fault.do, {
    async carryOut() {
      const reply = await answer(doors, on, asked);
      if (fault.showsAfterMs !== undefined) doors.faults.hide(postedId(reply), fault.showsAfterMs);
      return reply;
    },
    answer: give,
    cut: () => request.socket.destroy(),
    kill: (service) => doors.kill(service),
  });
  if (!response.writableEnded) doors.logs[on].add(asked, { status: 0 });
}

function doorRequest(request: IncomingMessage, body: Uint8Array): DoorRequest {
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', `https://${request.headers.host ?? 'localhost'}`),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const),
    ),
    body,
  };
}

/** The message that the connector has just made, of a new thread or of an activity. */
function postedId({ body }: DoorReply): string {
  const { activityId, id } = (body ?? {}) as { activityId?: unknown; id?: unknown };
  const posted = activityId ?? id;
  return typeof posted === 'string' ? posted : '';
}

async function answer(doors: Doors, on: 'connector' | 'graph', asked: DoorRequest): Promise<DoorReply> {
  const reply = on === 'connector' ? await doors.connector(asked) : await doors.graph.handle(asked);
  return reply ?? { status: 404, body: { error: { code: 'NotFound', message: 'Nothing answers here.' } } };
}

/** https for sign-in, connector and Graph; scripted faults and recording happen here. */
export function secureServer(doors: Doors): Server {
  const { key, cert } = doors.certificate;
  return createServer({ key, cert }, (request, response) => {
    const path = request.url ?? '/';
    const handled = doors.signIn.owns(path)
      ? signInDoor(doors, request, response)
      : recordedDoor(doors, path.startsWith('/teams/') ? 'connector' : 'graph', request, response);
    handled.catch((error: unknown) => {
      doors.failed(error);
      if (response.headersSent) request.socket.destroy();
      else
        sendReply(response, {
          status: 500,
          body: { error: { code: 'InternalServerError', message: 'Practice failed.' } },
        });
    });
  });
}
