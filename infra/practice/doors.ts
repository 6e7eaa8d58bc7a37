import { type IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type Fault } from './api.ts';
import { type Certificate } from './certificate.ts';
import { type Faults } from './faults.ts';
import { type DoorReply, type DoorRequest, type GraphDoor } from './graph-door.ts';
import { type RequestLog } from './requests.ts';
import { type SignIn } from './sign-in/sign-in.ts';

export interface Doors {
  readonly certificate: Certificate;
  readonly signIn: SignIn;
  connector(request: DoorRequest): Promise<DoorReply>;
  readonly graph: GraphDoor;
  readonly faults: Faults;
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

function send(response: ServerResponse, { status, headers, body }: DoorReply): void {
  const bytes =
    body instanceof Uint8Array ? body : body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json; charset=utf-8';
  response.writeHead(status, {
    ...(bytes === undefined ? {} : { 'content-type': type, 'content-length': bytes.length }),
    ...headers,
  });
  response.end(bytes);
}

/** The fault takes the place of the answer; `true` = nothing more to do. */
function suffer(fault: Fault['do'] | undefined, request: IncomingMessage, response: ServerResponse): boolean {
  if (fault === undefined || fault === 'reset-after-accept') return false;
  if (fault === 'reset-before') request.socket.destroy();
  if (typeof fault === 'object') send(response, scripted(fault));
  return true;
}

const scripted = ({ status, headers, body }: Exclude<Fault['do'], string>): DoorReply => ({
  status,
  headers: headers ?? {},
  body: body ?? { error: { code: 'ScriptedFault', message: 'A fault that the test asked for.' } },
});

async function signInDoor(doors: Doors, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '';
  const isToken = path.split('?')[0]?.endsWith('/oauth2/v2.0/token') === true;
  const fault = isToken ? doors.faults.meet('token', request.method ?? '', path) : undefined;
  if (suffer(fault, request, response)) return;
  if (fault === undefined) {
    await doors.signIn.handle(request, response);
    return;
  }
  // Carried out, and the answer is lost.
  await doors.signIn.handle(request, new ServerResponse(request));
  request.socket.destroy();
}

async function recordedDoor(
  doors: Doors,
  on: 'connector' | 'graph',
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, bodyBytesMax);
  if (body === undefined) {
    send(response, { status: 413, body: { error: { code: 'RequestTooLarge', message: 'At most 64 MB.' } } });
    return;
  }
  const url = new URL(request.url ?? '/', `https://${request.headers.host ?? 'localhost'}`);
  const asked: DoorRequest = {
    method: request.method ?? 'GET',
    url,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const),
    ),
    body,
  };
  const fault = doors.faults.meet(on, asked.method, decodeURIComponent(url.pathname) + url.search);
  if (fault !== undefined && fault !== 'reset-after-accept') {
    doors.logs[on].add(asked, typeof fault === 'object' ? scripted(fault) : { status: 0 });
    suffer(fault, request, response);
    return;
  }
  const reply = await answer(doors, on, asked);
  doors.logs[on].add(asked, reply);
  if (fault === undefined) send(response, reply);
  else request.socket.destroy();
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
        send(response, {
          status: 500,
          body: { error: { code: 'InternalServerError', message: 'Practice failed.' } },
        });
    });
  });
}
