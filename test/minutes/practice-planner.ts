import { practiceGraph } from '../../infra/practice/graph/graph.ts';
import { type DoorReply, type TokenHolder } from '../../infra/practice/graph-door.ts';
import { type Graph } from '../../bot/platform/graph/graph.ts';
import { microsoftGraph } from '../../bot/platform/graph/microsoft.ts';
import { httpsServer } from '../support/issuer.ts';
import { channelId, people, tenant } from './office.ts';

type Json = Record<string, unknown>;

/** Of the next requests that match; they do not reach Graph. */
interface Fault {
  readonly method: string;
  readonly path: RegExp;
  readonly status: number;
  readonly times?: number;
}

/** The service's own adapter before practice's Graph, and a person who works in Planner meanwhile. */
export interface PracticePlanner {
  readonly graph: Graph;
  faults: Fault[];
  tasks(): Promise<readonly (Json & { readonly id: string; readonly title: string })[]>;
  /** As Bjørn does it in Planner, or as the first one that comes before a PATCH of ours does. */
  change(set: Json): Promise<void>;
  remove(): Promise<void>;
  /** Runs once, right before a PATCH of ours. */
  beforePatch: (() => Promise<void>) | undefined;
  close(): Promise<void>;
}

const keep = {
  load: () => undefined,
  save: () => undefined,
  saveBytes: () => undefined,
  loadBytes: () => undefined,
  removeBytes: () => undefined,
};

const holder = (oid: string): TokenHolder => ({
  ...{ oid, appid: 'app', roles: [], tid: tenant },
  scp: ['User.Read', 'Files.ReadWrite.All', 'Tasks.ReadWrite'],
});

export async function practicePlanner(): Promise<PracticePlanner> {
  const files = new Map<string, Uint8Array>();
  const door = practiceGraph({
    ...{ baseUrl: 'https://localhost/v1.0', tenant, now: () => new Date(planner.now) },
    world: () => ({
      people: Object.values(people).map((one) => ({ ...one, title: '', locale: 'nb-no', roles: [] })),
      teams: [
        {
          ...{ id: '19:team@thread.tacv2', groupId: 'group-1', name: 'Ledere' },
          ...{ owners: [people.åse.id], members: [people.bjørn.id, people.kari.id] },
        },
      ],
      channels: [
        { id: channelId, team: '19:team@thread.tacv2', name: 'Ledergruppen', members: [], installed: true },
      ],
      meetings: [],
    }),
    messages: () => [],
    checkToken: ({ headers }) => {
      const token = headers['authorization']?.slice(7);
      return Promise.resolve(token === undefined ? undefined : holder(token));
    },
    keep: {
      ...keep,
      saveBytes: (name, bytes) => void files.set(name, bytes),
      loadBytes: (name) => files.get(name),
    },
    changed: () => undefined,
  });
  const ask = async (
    method: string,
    path: string,
    body?: Json,
    headers: Record<string, string> = {},
  ): Promise<DoorReply> => {
    const reply = await door.handle({
      ...{ method, url: new URL(`/v1.0${path}`, 'https://localhost') },
      headers: { authorization: `Bearer ${people.bjørn.id}`, 'content-type': 'application/json', ...headers },
      body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
    });
    if (!reply || reply.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(reply)}`);
    return reply;
  };
  const tasks = async () => {
    const plans = (await ask('GET', '/groups/group-1/planner/plans')).body as { value: { id: string }[] };
    const found = await Promise.all(
      plans.value.map(
        async ({ id }) => (await ask('GET', `/planner/plans/${id}/tasks`)).body as { value: Json[] },
      ),
    );
    return found.flatMap(({ value }) => value) as (Json & { id: string; title: string })[];
  };
  const only = async () => {
    const [first, ...more] = await tasks();
    if (!first || more.length > 0) throw new Error('There is not exactly one task.');
    return first;
  };
  const server = await httpsServer((request, response) => {
    void (async () => {
      const fault = planner.faults.find(
        ({ method, path }) => method === request.method && path.test(request.path),
      );
      if (fault) {
        const left = (fault.times ?? 1) - 1;
        planner.faults = planner.faults.flatMap((one) =>
          one === fault ? (left > 0 ? [{ ...fault, times: left }] : []) : [one],
        );
        response.writeHead(fault.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: { code: 'x', message: '' } }));
        return;
      }
      const { beforePatch } = planner;
      if (request.method === 'PATCH' && beforePatch) {
        planner.beforePatch = undefined;
        await beforePatch();
      }
      const reply = await door.handle({
        method: request.method,
        url: new URL(request.path, 'https://localhost'),
        headers: request.headers as Record<string, string>,
        body: request.bytes,
      });
      const { status, headers, body } = reply ?? { status: 404, headers: {}, body: undefined };
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    })();
  });
  const planner = {
    now: Date.parse('2027-01-18T08:00:00Z'),
    faults: [] as Fault[],
    beforePatch: undefined as PracticePlanner['beforePatch'],
  };
  const graph = microsoftGraph({
    identity: {
      applicationToken: () => Promise.reject(new Error('not used')),
      // The token of a visit is `token of <who>`; Graph's names the person.
      onBehalfOf: (token) =>
        Promise.resolve(people[token.replace('token of ', '') as keyof typeof people].id),
    },
    ...{ baseUrl: server.url, deadlineMs: 2000 },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined, bug: () => 'x' },
  });
  return Object.assign(planner, {
    graph,
    tasks,
    async change(set: Json) {
      const task = await only();
      await ask('PATCH', `/planner/tasks/${task.id}`, set, { 'if-match': String(task['@odata.etag']) });
    },
    async remove() {
      const task = await only();
      await ask('DELETE', `/planner/tasks/${task.id}`, undefined, {
        'if-match': String(task['@odata.etag']),
      });
    },
    close: () => server.close(),
  });
}
