import { type DoorReply, type DoorRequest } from '../graph-door.ts';
import { isJson, type Json } from './call.ts';
import { badRequest } from './graph-error.ts';

const largestBatch = 20;

interface Step {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
}

/** Carries out `$batch`: one after the other, each as if it had come alone with the same token. */
export async function runBatch(
  request: DoorRequest,
  body: Json,
  handle: (request: DoorRequest) => Promise<DoorReply>,
): Promise<DoorReply> {
  const steps = stepsIn(body);
  const responses: { id: string; status: number; headers?: unknown; body?: unknown }[] = [];
  for (const step of steps) {
    const failed = step.dependsOn.some(
      (id) => (responses.find((one) => one.id === id)?.status ?? 500) >= 400,
    );
    if (failed) {
      responses.push({
        id: step.id,
        status: 424,
        body: { error: { code: 'FailedDependency', message: 'A request this one depends on failed.' } },
      });
      continue;
    }
    const reply = await handle(single(request, step));
    responses.push({
      id: step.id,
      status: reply.status,
      ...(reply.headers ? { headers: reply.headers } : {}),
      ...(reply.body instanceof Uint8Array
        ? { body: Buffer.from(reply.body).toString('base64') }
        : { body: reply.body ?? null }),
    });
  }
  return { status: 200, body: { responses } };
}

function stepsIn(body: Json): readonly Step[] {
  const requests: unknown[] = Array.isArray(body['requests']) ? body['requests'] : [];
  if (requests.length === 0 || requests.length > largestBatch)
    throw badRequest(`A batch holds 1 to ${largestBatch} requests.`);
  const steps = requests.map((entry) => {
    if (!isJson(entry) || typeof entry['id'] !== 'string' || typeof entry['url'] !== 'string')
      throw badRequest('A request in a batch needs id, method and url.');
    return {
      id: entry['id'],
      method: typeof entry['method'] === 'string' ? entry['method'].toUpperCase() : 'GET',
      url: entry['url'],
      headers: isJson(entry['headers']) ? (entry['headers'] as Record<string, string>) : {},
      body: entry['body'],
      dependsOn: Array.isArray(entry['dependsOn']) ? entry['dependsOn'].map(String) : [],
    };
  });
  if (new Set(steps.map(({ id }) => id)).size < steps.length)
    throw badRequest('Each request in a batch has an id of its own.');
  const odd = steps.find(({ url }) => /^https?:|^\/v1\.0\/|\$batch/.test(url));
  if (odd) throw badRequest(`Invalid url in request '${odd.id}': it must be relative, and no batch.`);
  const untold = steps.find(({ body, headers }) => body !== undefined && !saysType(headers));
  if (untold) throw badRequest(`Request '${untold.id}' has a body, so it needs the header Content-Type.`);
  return steps;
}

const saysType = (headers: Readonly<Record<string, string>>): boolean =>
  Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');

function single(batch: DoorRequest, step: Step): DoorRequest {
  const own = Object.entries(step.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const { authorization = '' } = batch.headers;
  const text =
    typeof step.body === 'string' ? Buffer.from(step.body, 'base64') : JSON.stringify(step.body ?? '');
  return {
    method: step.method,
    url: new URL(`/v1.0${step.url.startsWith('/') ? '' : '/'}${step.url}`, batch.url),
    headers: { authorization, ...Object.fromEntries(own) },
    body: step.body === undefined ? new Uint8Array() : new Uint8Array(Buffer.from(text)),
  };
}
