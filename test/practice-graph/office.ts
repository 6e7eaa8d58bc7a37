import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type StateMessage, type World } from '../../infra/practice/api.ts';
import { graphContract } from '../../infra/practice/graph/contract.ts';
import { practiceGraph, type GraphOptions } from '../../infra/practice/graph/graph.ts';
import { type GraphDoor, type Keep, type TokenHolder } from '../../infra/practice/graph-door.ts';

/** A small office with a Graph of its own; a token is the holder as JSON. */

const contractFile = join(import.meta.dirname, '../../../shared/contracts/graph-subset.openapi.yaml');
const hasContract = existsSync(contractFile);
const published: Promise<GraphOptions> = hasContract
  ? graphContract(contractFile).then((contract) => ({ contract }))
  : Promise.resolve({});
/** Checks every request and reply where the description lies on the machine; read once a file. */
export const publishedContract = (): Promise<GraphOptions> => published;

const tenant = '11111111-1111-4111-8111-111111111111';
export const group = '22222222-2222-4222-8222-222222222222';
export const channel = '19:leder@thread.tacv2';
export const closedChannel = '19:lukket@thread.tacv2';
export const ase = 'a0000000-0000-4000-8000-000000000001';
export const bjorn = 'b0000000-0000-4000-8000-000000000002';
export const outsider = 'c0000000-0000-4000-8000-000000000003';
export const hr = 'd0000000-0000-4000-8000-000000000004';

const person = (id: string, name: string) =>
  ({ id, name, title: 'Seksjonsleder', locale: 'nb-no', roles: [] }) as const;

const world: World = {
  people: [
    person(ase, 'Åse Ødegård'),
    person(bjorn, 'Bjørn Sæther'),
    person(outsider, 'Ute Stender'),
    { ...person(hr, 'Hanne Løvås'), roles: ['Puls.HR'] },
  ],
  teams: [
    {
      id: '19:team@thread.tacv2',
      groupId: group,
      name: 'Helse og mestring',
      owners: [ase],
      members: [bjorn],
    },
  ],
  channels: [
    { id: channel, team: '19:team@thread.tacv2', name: 'Lederkanal', members: [], installed: true },
    { id: closedChannel, team: '19:team@thread.tacv2', name: 'Lukket', members: [ase], installed: false },
  ],
  meetings: [],
};

type Json = Record<string, unknown>;

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

interface Asking {
  readonly as?: TokenHolder | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Leave the token out. */
  readonly unsigned?: boolean;
}

export const delegated = (oid: string, ...scp: string[]): TokenHolder => ({
  oid,
  appid: 'app',
  scp: scp.length > 0 ? scp : ['User.Read', 'Files.ReadWrite.All', 'Tasks.ReadWrite', 'Sites.Manage.All'],
  roles: [],
  tid: tenant,
});
export const appOnly = (...roles: string[]): TokenHolder => ({ appid: 'app', scp: [], roles, tid: tenant });

/** What a folder would keep, in memory; give it to a second office to start practice again. */
export function memoryKeep(): Keep {
  const snapshots = new Map<string, string>();
  const files = new Map<string, Uint8Array>();
  return {
    load: (name) => (JSON.parse(snapshots.get(name) ?? 'null') as unknown) ?? undefined,
    save: (name, snapshot) => snapshots.set(name, JSON.stringify(snapshot())),
    saveBytes: (name, bytes) => files.set(name, bytes),
    loadBytes: (name) => files.get(name),
    removeBytes: (name) => files.delete(name),
  };
}

export interface Office {
  readonly door: GraphDoor;
  ask(method: string, path: string, asking?: Asking): Promise<Answered>;
}

export function office(
  options: GraphOptions = {},
  { keep = memoryKeep(), messages = [] }: { keep?: Keep; messages?: readonly StateMessage[] } = {},
): Office {
  const door = practiceGraph(
    {
      baseUrl: 'https://localhost:4443/v1.0',
      tenant,
      now: () => new Date('2027-01-18T07:30:00.000Z'),
      world: () => world,
      messages: (conversation) => messages.filter((message) => message.conversation === conversation),
      checkToken: ({ headers }) =>
        Promise.resolve(
          headers['authorization'] === undefined
            ? undefined
            : (JSON.parse(headers['authorization'].slice(7)) as TokenHolder),
        ),
      keep,
      fileUrl: (id) => `http://127.0.0.1:4000/api/files/${id}`,
      changed: () => undefined,
    },
    options,
  );
  return {
    door,
    async ask(method, path, asking = {}) {
      const url = new URL(path.startsWith('https:') ? path : `/v1.0${path}`, 'https://localhost:4443');
      const reply = await door.handle({
        method,
        url,
        headers: headersOf(asking),
        body: bytesOf(asking.body),
      });
      if (!reply) throw new Error(`Nobody answered ${method} ${path}`);
      return { status: reply.status, headers: reply.headers ?? {}, body: reply.body as Json };
    },
  };
}

function headersOf({ as = delegated(ase), headers, body, unsigned = false }: Asking): Record<string, string> {
  const isJson = body !== undefined && !(body instanceof Uint8Array);
  return {
    ...(unsigned ? {} : { authorization: `Bearer ${JSON.stringify(as)}` }),
    ...(isJson ? { 'content-type': 'application/json' } : {}),
    ...headers,
  };
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body));
}
