import { httpsServer, json, type HeardRequest, type HttpsServer } from './issuer.ts';

type Json = Record<string, unknown>;

/** What happens to the next requests whose method and path match. */
export interface Trouble {
  readonly method: string;
  readonly path: string;
  readonly times?: number;
  /** So many that match go through first. */
  readonly after?: number;
  /** `lost` = carried out, but the line is cut before the answer. */
  readonly do: 'cut' | 'lost' | 'hang' | { status: number; code?: string; headers?: Record<string, string> };
}

interface FakeTask {
  readonly id: string;
  readonly planId: string;
  fields: Json;
  details: Json;
  revision: number;
  detailsRevision: number;
}

/** A small Graph with just enough state for the adapter: files, an upload session, plans and tasks with ETags. */
export interface GraphFake extends HttpsServer {
  readonly files: Map<string, { id: string; bytes: Buffer; writes: number }>;
  /** Names of files under way in slices: such an address is gone when the last slice has come. */
  readonly uploads: Set<string>;
  readonly plans: { id: string; title: string }[];
  readonly tasks: FakeTask[];
  messages: Json[];
  members: Json[];
  /** As some Graphs do not. */
  expands: boolean;
  takesDetailsAtOnce: boolean;
  /** Replaces the host of upload addresses. */
  uploadOrigin: string | undefined;
  trouble: Trouble[];
  /** Runs right before a PATCH: somebody else was faster. */
  beforePatch: (() => void) | undefined;
  reset(): void;
}

const etag = (kind: string, revision: number) => `W/"${kind}-${revision}"`;

interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

export async function graphFake(): Promise<GraphFake> {
  const server = await httpsServer((request, response, raw) => {
    const trouble = troubleFor(fake, request)?.do;
    if (trouble === 'hang') return;
    const refused = typeof trouble === 'object' ? trouble : undefined;
    const { status, body } =
      refused === undefined && trouble !== 'cut' ? answer(fake, request) : failure(refused);
    if (trouble === undefined || refused !== undefined) json(response, status, body, refused?.headers);
    else raw.socket.destroy();
  });
  const usual = () => ({
    messages: [],
    members: [],
    expands: true,
    takesDetailsAtOnce: true,
    uploadOrigin: undefined,
    trouble: [],
    beforePatch: undefined,
  });
  const fake: GraphFake = {
    ...server,
    ...usual(),
    files: new Map(),
    uploads: new Set(),
    plans: [],
    tasks: [],
    reset() {
      Object.assign(fake, usual());
      fake.files.clear();
      fake.uploads.clear();
      for (const list of [fake.heard, fake.plans, fake.tasks]) list.length = 0;
    },
  };
  return fake;
}

const failure = (refused?: { status: number; code?: string }): Reply => ({
  status: refused?.status ?? 0,
  body: { error: { code: refused?.code ?? 'x', message: 'Kari Nordmann' } },
});

function troubleFor(fake: GraphFake, { method, path }: HeardRequest): Trouble | undefined {
  const index = fake.trouble.findIndex((one) => one.method === method && path.includes(one.path));
  const found = fake.trouble[index];
  if (found === undefined) return undefined;
  if ((found.after ?? 0) > 0) {
    fake.trouble.splice(index, 1, { ...found, after: (found.after ?? 0) - 1 });
    return undefined;
  }
  const times = (found.times ?? 1) - 1;
  fake.trouble.splice(index, 1, ...(times > 0 ? [{ ...found, times }] : []));
  return found;
}

interface Asked {
  readonly request: HeardRequest;
  readonly url: URL;
  readonly body: Json;
  /** The variable part of the path. */
  readonly name: string;
}

type Route = readonly [method: string, path: RegExp, reply: (fake: GraphFake, asked: Asked) => Reply];
const routes: readonly Route[] = [
  ['GET', /^\/teams\/[^/]+\/channels\/[^/]+\/filesFolder$/, () => ({ status: 200, body: folder })],
  ['GET', /\/messages$/, (fake, asked) => page(fake, asked, fake.messages)],
  ['GET', /^\/teams\/[^/]+\/members$/, (fake, asked) => page(fake, asked, fake.members)],
  ['PUT', /^\/drives\/d\/items\/f:\/(.+):\/content$/, putFile],
  ['POST', /^\/drives\/d\/items\/f:\/(.+):\/createUploadSession$/, startUpload],
  [
    'GET',
    /^\/up\/(.+)$/,
    (fake, asked) =>
      fake.uploads.has(asked.name)
        ? { status: 200, body: progress(uploadOf(fake, asked).bytes.length) }
        : notFound,
  ],
  ['PUT', /^\/up\/(.+)$/, putSlice],
  ['GET', /^\/groups\/[^/]+\/planner\/plans$/, (fake, asked) => page(fake, asked, fake.plans)],
  ['POST', /^\/planner\/plans$/, createPlan],
  [
    'GET',
    /^\/planner\/plans\/[^/]+\/tasks$/,
    (fake, asked) =>
      page(
        fake,
        asked,
        fake.tasks.map((one) => view(one, fake.expands)),
      ),
  ],
  ['POST', /^\/planner\/tasks$/, createTask],
  ['GET', /^\/planner\/tasks\/([^/]+)$/, withTask((task) => ({ status: 200, body: view(task, false) }))],
  ['PATCH', /^\/planner\/tasks\/([^/]+)$/, withTask(patchTask)],
  [
    'GET',
    /^\/planner\/tasks\/([^/]+)\/details$/,
    withTask((task) => ({
      status: 200,
      body: { '@odata.etag': etag('details', task.detailsRevision), ...task.details },
    })),
  ],
  ['PATCH', /^\/planner\/tasks\/([^/]+)\/details$/, withTask(patchDetails)],
  ['POST', /^\/\$batch$/, (fake, { request, body }) => ({ status: 200, body: batch(fake, request, body) })],
];

/** Each part as if it had come alone, with troubles of its own. */
function batch(fake: GraphFake, { headers }: HeardRequest, body: Json): Json {
  const parts = body['requests'] as { id: string; method: string; url: string; body?: unknown }[];
  return {
    responses: parts.map((part) => {
      const alone = {
        ...{ method: part.method, path: `/v1.0${part.url}`, headers, bytes: Buffer.alloc(0) },
        body: part.body,
      };
      const trouble = troubleFor(fake, alone)?.do;
      if (typeof trouble !== 'object') return { id: part.id, ...answer(fake, alone) };
      return { id: part.id, ...failure(trouble), headers: trouble.headers };
    }),
  };
}

const folder = { id: 'f', webUrl: 'https://x/f', parentReference: { driveId: 'd' } };
const notFound: Reply = { status: 404, body: { error: { code: 'itemNotFound', message: '' } } };

function answer(fake: GraphFake, request: HeardRequest): Reply {
  const url = new URL(request.path, fake.url);
  const path = decodeURIComponent(url.pathname).replace('/v1.0', '');
  const route = routes.find(([method, pattern]) => method === request.method && pattern.test(path));
  if (route === undefined) return notFound;
  const name = route[1].exec(path)?.[1] ?? '';
  return route[2](fake, { request, url, body: (request.body ?? {}) as Json, name });
}

/** Two on a page, so that reading further is needed. */
function page(fake: GraphFake, { url }: Asked, all: readonly unknown[]): Reply {
  const from = Number(url.searchParams.get('$skiptoken') ?? 0);
  const top = Number(url.searchParams.get('$top') ?? 2);
  const next = new URL(url.pathname + url.search, fake.url);
  next.searchParams.set('$skiptoken', String(from + top));
  const more = from + top < all.length ? { '@odata.nextLink': next.href } : {};
  return { status: 200, body: { value: all.slice(from, from + top), ...more } };
}

const view = (task: FakeTask, expanded: boolean): Json => ({
  '@odata.etag': etag('task', task.revision),
  id: task.id,
  ...task.fields,
  hasDescription: Boolean(task.details['description']),
  ...(expanded ? { details: task.details } : {}),
});

function createPlan(fake: GraphFake, { body }: Asked): Reply {
  fake.plans.push({ id: `p${fake.plans.length + 1}`, title: body['title'] as string });
  return { status: 201, body: fake.plans.at(-1) };
}

function createTask(fake: GraphFake, asked: Asked): Reply {
  const { planId, details, ...fields } = asked.body;
  const task: FakeTask = {
    id: `t${fake.tasks.length + 1}`,
    planId: planId as string,
    fields,
    details: fake.takesDetailsAtOnce ? ((details ?? {}) as Json) : {},
    revision: 1,
    detailsRevision: 1,
  };
  fake.tasks.push(task);
  return { status: 201, body: view(task, false) };
}

function withTask(reply: (task: FakeTask, asked: Asked) => Reply): Route[2] {
  return (fake, asked) => {
    const task = fake.tasks.find(({ id }) => id === asked.name);
    if (task === undefined) return notFound;
    if (asked.request.method === 'PATCH') fake.beforePatch?.();
    return reply(task, asked);
  };
}

const stale: Reply = { status: 412, body: { error: { code: 'Conflict', message: '' } } };

function patchTask(task: FakeTask, { request, body }: Asked): Reply {
  if (request.headers['if-match'] !== etag('task', task.revision)) return stale;
  const assignments = {
    ...(task.fields['assignments'] as Json),
    ...(body['assignments'] as Json | undefined),
  };
  const kept = Object.fromEntries(Object.entries(assignments).filter(([, value]) => value !== null));
  task.fields = { ...task.fields, ...body, assignments: kept };
  task.revision++;
  return { status: 204 };
}

function patchDetails(task: FakeTask, { request, body }: Asked): Reply {
  if (request.headers['if-match'] !== etag('details', task.detailsRevision)) return stale;
  task.details = { ...task.details, ...body };
  task.detailsRevision++;
  return { status: 204 };
}

const uploadOf = ({ files }: GraphFake, { name }: Asked) =>
  files.get(name) ?? { id: `i-${name}`, bytes: Buffer.alloc(0), writes: 0 };
const progress = (from: number) => ({ nextExpectedRanges: [`${from}-`] });
const stored = (name: string) => ({ id: `i-${name}`, webUrl: `https://x/${name}` });

function putFile(fake: GraphFake, asked: Asked): Reply {
  const writes = uploadOf(fake, asked).writes + 1;
  fake.files.set(asked.name, { id: `i-${asked.name}`, bytes: asked.request.bytes, writes });
  return { status: writes === 1 ? 201 : 200, body: stored(asked.name) };
}

function startUpload(fake: GraphFake, asked: Asked): Reply {
  fake.files.set(asked.name, { ...uploadOf(fake, asked), bytes: Buffer.alloc(0) });
  fake.uploads.add(asked.name);
  const uploadUrl = `${fake.uploadOrigin ?? fake.url}/up/${asked.name}`;
  return { status: 200, body: { uploadUrl, ...progress(0) } };
}

function putSlice(fake: GraphFake, asked: Asked): Reply {
  if (asked.request.headers.authorization !== undefined) return { status: 401 };
  return fake.uploads.has(asked.name) ? takeSlice(fake, asked) : notFound;
}

function takeSlice(fake: GraphFake, asked: Asked): Reply {
  const { headers, bytes } = asked.request;
  const file = uploadOf(fake, asked);
  const [from = 0, to = 0, size = 0] = headers['content-range']?.match(/\d+/g)?.map(Number) ?? [];
  if (from !== file.bytes.length) return { status: 416 };
  const finished = to + 1 === size;
  if (finished) fake.uploads.delete(asked.name);
  const writes = file.writes + Number(finished);
  fake.files.set(asked.name, { ...file, bytes: Buffer.concat([file.bytes, bytes]), writes });
  return finished ? { status: 201, body: stored(asked.name) } : { status: 202, body: progress(to + 1) };
}
