import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { type OpenAPIBackend, type Request } from 'openapi-backend';
import { type DoorReply, type DoorRequest } from '../graph-door.ts';

/** Checks traffic against Microsoft's published description, where that lies on the machine. For tests. */
export interface GraphContract {
  /** What is wrong with the request; empty = nothing, or an operation the description does not hold. */
  requestFaults(request: DoorRequest): Promise<readonly string[]>;
  replyFaults(request: DoorRequest, reply: DoorReply): Promise<readonly string[]>;
}

/** @param file `graph-subset.openapi.yaml` */
export async function graphContract(file: string): Promise<GraphContract> {
  const api = await describedBy(file);
  const asked = (request: DoorRequest): Request => ({
    method: request.method,
    path: request.url.pathname.replace(/^\/v1\.0/, ''),
    query: Object.fromEntries(request.url.searchParams),
    headers: { ...request.headers },
    body: bodyOf(request),
  });
  const operationOf = (request: DoorRequest) => {
    try {
      return api.matchOperation(asked(request));
    } catch {
      return undefined;
    }
  };
  return {
    requestFaults(request) {
      const operation = operationOf(request);
      if (operation === undefined) return Promise.resolve([]);
      const { valid, errors } = api.validateRequest(asked(request), operation);
      return Promise.resolve(valid ? [] : sentences(errors));
    },
    replyFaults(request, reply) {
      const operation = operationOf(request);
      if (operation === undefined || reply.body === undefined || reply.body instanceof Uint8Array)
        return Promise.resolve([]);
      const { valid, errors } = api.validateResponse(reply.body, operation, reply.status);
      return Promise.resolve(valid ? [] : sentences(errors));
    },
  };
}

/**
 * A validator for a published description. Loaded only when asked for: the product and practice run without these
 * packages' work.
 */
export async function describedBy(file: string): Promise<OpenAPIBackend> {
  const [{ OpenAPIBackend: Backend }, formats, text] = await Promise.all([
    import('openapi-backend'),
    import('ajv-formats'),
    readFile(file, 'utf8'),
  ]);
  const api = new Backend({
    definition: parse(text) as never,
    quick: true,
    strict: false,
    validate: true,
    ajvOpts: { strict: false },
    customizeAjv: (ajv) => {
      formats.default.default(ajv);
      ajv.addFormat('base64url', true);
      return ajv;
    },
  });
  return await api.init();
}

function bodyOf(request: DoorRequest): unknown {
  if (request.body.length === 0) return undefined;
  const text = new TextDecoder().decode(request.body);
  return request.headers['content-type']?.includes('json') === true ? (JSON.parse(text) as unknown) : text;
}

const sentences = (
  errors: readonly { instancePath?: string; message?: string; params?: unknown }[] | null | undefined,
) =>
  (errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath ?? ''} ${message ?? ''} ${JSON.stringify(params)}`,
  );
