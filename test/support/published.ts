import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Request } from 'openapi-backend';
import { z } from 'zod';
import { type GraphRequest } from '../../infra/practice/api.ts';
import { describedBy } from '../../infra/practice/graph/contract.ts';

/** Microsoft's published descriptions: they lie beside the project where somebody has put them, never in it. */
const folder = join(import.meta.dirname, '../../../shared/contracts');
const files = { graph: 'graph-subset.openapi.yaml', connector: 'connector.openapi.yaml' } as const;
/** What stands before the operations' paths in an address. */
const prefixes = { graph: '/v1.0', connector: '/teams' } as const;

/** Documented by Microsoft, but not in the subset that lies here. */
const outsideSubset = [/^GET \/teams\/[^/]+\/channels\/[^/]+\/messages$/];

export type Surface = keyof typeof files;

/** `describe` where the description lies, else a skip whose reason is printed. */
export function describeWithPublished(surface: Surface): typeof describe {
  const file = join(folder, files[surface]);
  if (existsSync(file)) return describe;
  process.stdout.write(`Published description of ${surface}: not run — it is not at ${file}\n`);
  return describe.skip;
}

const sentences = (
  call: GraphRequest,
  errors: readonly { instancePath?: string; message?: string; params?: unknown }[] | null | undefined,
) =>
  (errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${call.method} ${call.path}: ${instancePath ?? ''} ${message ?? ''} ${JSON.stringify(params)}`,
  );

/** Answers what is wrong with a recorded call and its reply, in the words of the published description. */
export async function published(surface: Surface): Promise<(call: GraphRequest) => string[]> {
  const api = await describedBy(join(folder, files[surface]));
  const faultsOf = (call: GraphRequest): string[] => {
    const [path = '', query = ''] = call.path.replace(prefixes[surface], '').split('?');
    const { method, headers, body } = call;
    const request: Request = {
      method,
      path,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers,
      body,
    };
    const operation = api.matchOperation(request);
    const name = `${method} ${decodeURIComponent(path)}`;
    if (operation === undefined)
      return outsideSubset.some((known) => known.test(name)) ? [] : [`no operation ${name}`];
    const asked = api.validateRequest(request, operation);
    // Where the description names no body, the validator would fall back on that of errors.
    const answered =
      call.reply === null ? undefined : api.validateResponse(call.reply, operation, call.status);
    return [
      ...sentences(call, asked.errors),
      ...sentences(call, answered?.errors),
      ...partsOf(call).flatMap(faultsOf),
    ];
  };
  return faultsOf;
}

const batchShape = z.object({
  requests: z.array(
    z.object({
      ...{ id: z.string(), method: z.string(), url: z.string() },
      headers: z.record(z.string(), z.string()).default({}),
      body: z.unknown().optional(),
    }),
  ),
});
const repliesShape = z.object({
  responses: z.array(z.object({ id: z.string(), status: z.number(), body: z.unknown().optional() })),
});

/** Each call in an envelope is held against the description as if it had come alone. */
function partsOf({ path, body, reply, ...rest }: GraphRequest): readonly GraphRequest[] {
  if (!path.endsWith('/$batch')) return [];
  const { responses } = repliesShape.parse(reply);
  return batchShape.parse(body).requests.map(({ id, method, url, headers, body: sent }) => {
    const answer = responses.find((one) => one.id === id);
    return {
      ...{ ...rest, method, path: `${prefixes.graph}${url}`, body: sent, reply: answer?.body ?? null },
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      status: answer?.status ?? 0,
    };
  });
}
