import { randomUUID } from 'node:crypto';
import { type ServerResponse } from 'node:http';
import { type Answer, type HeardRequest, httpsServer, type HttpsServer, json } from './issuer.ts';

interface Version {
  readonly version: string;
  readonly value: string;
  readonly contentType: string | undefined;
  /** Seconds, as the vault tells them. */
  readonly created: number;
  enabled: boolean;
}

interface Secret {
  /** Newest last. */
  readonly versions: Version[];
  deletedAtMs: number | undefined;
  purgedAtMs: number | undefined;
}

/** What Key Vault needs before a deleted secret shows, and before a purged one is gone. */
const takesMs = 150;
const pageSize = 2;
/** A permission, as an access policy names it. */
type Permission = 'get' | 'list' | 'set' | 'delete' | 'purge';

/** The secrets of an Azure Key Vault (REST 7.4) on this machine: challenge, soft delete, purge, pages. */
export interface VaultStand extends HttpsServer {
  /** What the challenge says that tokens are made for. */
  readonly resource: string;
  resourceIs(resource: string): void;
  protectFromPurge(): void;
  forbid(...permissions: Permission[]): void;
  /** Answers the next calls that the pattern fits with something else; the token has been checked by then. */
  next(times: number, pattern: RegExp, answer: Answer): void;
  /** Alive, by name. */
  names(): readonly string[];
  deleted(): readonly string[];
  /** As somebody in the portal would. */
  secret(name: string): Secret | undefined;
}

const error = (response: ServerResponse, status: number, code: string, inner?: string): void => {
  json(response, status, {
    error: {
      code,
      message: `${code} for the secret and its caller`,
      ...(inner === undefined ? {} : { innererror: { code: inner } }),
    },
  });
};

export async function vaultStand(): Promise<VaultStand> {
  const secrets = new Map<string, Secret>();
  const forbidden = new Set<Permission>();
  const planned: { times: number; pattern: RegExp; answer: Answer }[] = [];
  let resource = 'https://vault.azure.net';
  let isProtected = false;

  const server: HttpsServer = await httpsServer((request, response, raw) => {
    const url = new URL(request.path, server.url);
    if (!/^Bearer token-\d+$/.test(request.headers.authorization ?? '')) {
      response.setHeader(
        'WWW-Authenticate',
        `Bearer authorization="https://login.microsoftonline.com/${randomUUID()}", resource="${resource}"`,
      );
      error(response, 401, 'Unauthorized');
      return;
    }
    if (url.searchParams.get('api-version') !== '7.4') {
      error(response, 400, 'BadParameter');
      return;
    }
    const plan = planned.find(
      ({ times, pattern }) => times > 0 && pattern.test(`${request.method} ${url.pathname}`),
    );
    if (plan !== undefined) {
      plan.times -= 1;
      plan.answer(request, response, raw);
      return;
    }
    handle({ request, response, url });
  });

  interface Call {
    readonly request: HeardRequest;
    readonly response: ServerResponse;
    readonly url: URL;
  }

  const state = (secret: Secret | undefined): 'none' | 'alive' | 'deleting' | 'deleted' | 'purging' => {
    if (secret === undefined) return 'none';
    if (secret.purgedAtMs !== undefined) return Date.now() - secret.purgedAtMs < takesMs ? 'purging' : 'none';
    if (secret.deletedAtMs === undefined) return 'alive';
    return Date.now() - secret.deletedAtMs < takesMs ? 'deleting' : 'deleted';
  };
  const stateOf = (name: string) => state(secrets.get(name));
  const inState = (wanted: ReturnType<typeof state>) =>
    [...secrets.keys()].filter((name) => stateOf(name) === wanted).sort();

  const attributes = ({ enabled, created }: Version) => ({
    ...{ enabled, created, updated: created, recoverableDays: 90 },
    recoveryLevel: isProtected ? 'Recoverable' : 'Recoverable+Purgeable',
  });
  const item = (name: string, version: Version, withVersion: boolean) => ({
    id: `${server.url}/secrets/${name}${withVersion ? `/${version.version}` : ''}`,
    contentType: version.contentType,
    attributes: attributes(version),
  });
  const newest = (name: string): Version | undefined => secrets.get(name)?.versions.at(-1);
  const itemsOf = (name: string, withVersion: boolean) => {
    const version = newest(name);
    return version === undefined ? [] : [item(name, version, withVersion)];
  };
  const deletedBundle = (name: string) => ({
    ...itemsOf(name, true)[0],
    recoveryId: `${server.url}/deletedsecrets/${name}`,
    deletedDate: Math.floor((secrets.get(name)?.deletedAtMs ?? 0) / 1000),
    scheduledPurgeDate: Math.floor(Date.now() / 1000) + 90 * 86_400,
  });

  const paged = ({ response, url }: Call, all: readonly unknown[]): void => {
    const from = Number(url.searchParams.get('$skiptoken') ?? 0);
    const next = new URL(url);
    next.searchParams.set('$skiptoken', String(from + pageSize));
    const more = from + pageSize < all.length;
    json(response, 200, { value: all.slice(from, from + pageSize), nextLink: more ? next.href : null });
  };

  const allowed = ({ response }: Call, permission: Permission): boolean => {
    if (!forbidden.has(permission)) return true;
    error(response, 403, 'Forbidden', 'ForbiddenByRbac');
    return false;
  };

  function handle(call: Call): void {
    const [collection, name, version] = call.url.pathname.split('/').slice(1);
    if (collection === 'deletedsecrets') handleDeleted(call, name ?? '');
    else if (collection === 'secrets') handleSecret(call, name ?? '', version ?? '');
    else error(call.response, 404, 'NotFound');
  }

  function handleSecret(call: Call, name: string, version: string): void {
    const { request, response } = call;
    if (request.method === 'GET' && name === '') list(call);
    else if (request.method === 'GET' && version === 'versions') listVersions(call, name);
    else if (request.method === 'PUT') set(call, name);
    else if (stateOf(name) !== 'alive') error(response, 404, 'SecretNotFound');
    else if (request.method === 'GET') get(call, name, version);
    else if (request.method === 'PATCH') update(call, name, version);
    else if (request.method === 'DELETE') remove(call, name);
    else error(response, 405, 'BadParameter');
  }

  function list(call: Call): void {
    if (!allowed(call, 'list')) return;
    paged(
      call,
      inState('alive').flatMap((name) => itemsOf(name, false)),
    );
  }

  function listVersions(call: Call, name: string): void {
    if (!allowed(call, 'list')) return;
    // In the order of their names, as far as anybody can rely on it.
    const versions = stateOf(name) === 'alive' ? (secrets.get(name)?.versions ?? []) : [];
    paged(
      call,
      versions
        .toSorted((a, b) => (a.version < b.version ? -1 : 1))
        .map((version) => item(name, version, true)),
    );
  }

  function get(call: Call, name: string, wanted: string): void {
    if (!allowed(call, 'get')) return;
    const versions = secrets.get(name)?.versions ?? [];
    const found = wanted === '' ? versions.at(-1) : versions.find(({ version }) => version === wanted);
    if (found === undefined) error(call.response, 404, 'SecretNotFound');
    else if (!found.enabled) error(call.response, 403, 'Forbidden', 'SecretDisabled');
    else json(call.response, 200, { ...item(name, found, true), value: found.value });
  }

  function set(call: Call, name: string): void {
    const { request, response } = call;
    if (!allowed(call, 'set')) return;
    const now = stateOf(name);
    if (now !== 'none' && now !== 'alive') {
      const inner = now === 'deleted' ? 'ObjectIsDeletedButRecoverable' : 'ObjectIsBeingDeleted';
      error(response, 409, 'Conflict', inner);
      return;
    }
    const body = request.body as {
      value: string;
      contentType?: string;
      attributes?: { enabled?: boolean };
    };
    const made: Version = {
      version: randomUUID().replaceAll('-', ''),
      value: body.value,
      contentType: body.contentType,
      created: Math.floor(Date.now() / 1000),
      enabled: body.attributes?.enabled ?? true,
    };
    if (now === 'none') secrets.set(name, { versions: [], deletedAtMs: undefined, purgedAtMs: undefined });
    secrets.get(name)?.versions.push(made);
    json(response, 200, { ...item(name, made, true), value: made.value });
  }

  function update(call: Call, name: string, wanted: string): void {
    if (!allowed(call, 'set')) return;
    const found = secrets.get(name)?.versions.find(({ version }) => version === wanted);
    if (found === undefined) {
      error(call.response, 404, 'SecretNotFound');
      return;
    }
    found.enabled = (call.request.body as { attributes: { enabled: boolean } }).attributes.enabled;
    json(call.response, 200, item(name, found, true));
  }

  function remove(call: Call, name: string): void {
    if (!allowed(call, 'delete')) return;
    const secret = secrets.get(name);
    if (secret !== undefined) secret.deletedAtMs = Date.now();
    json(call.response, 200, deletedBundle(name));
  }

  function handleDeleted(call: Call, name: string): void {
    const { request, response } = call;
    if (name === '') {
      if (allowed(call, 'list')) paged(call, inState('deleted').map(deletedBundle));
    } else if (request.method === 'DELETE') purge(call, name);
    else if (!allowed(call, 'get')) return;
    else if (stateOf(name) === 'deleted') json(response, 200, deletedBundle(name));
    else error(response, 404, 'SecretNotFound');
  }

  function purge(call: Call, name: string): void {
    const { response } = call;
    const secret = secrets.get(name);
    if (!allowed(call, 'purge')) return;
    if (isProtected) error(response, 403, 'Forbidden', 'ForbiddenByPurgeProtection');
    else if (stateOf(name) === 'deleting') error(response, 409, 'Conflict', 'ObjectIsBeingDeleted');
    else if (secret === undefined || stateOf(name) !== 'deleted') error(response, 404, 'SecretNotFound');
    else {
      secret.purgedAtMs = Date.now();
      response.writeHead(204);
      response.end();
    }
  }

  return {
    ...server,
    get resource() {
      return resource;
    },
    resourceIs(next) {
      resource = next;
    },
    protectFromPurge() {
      isProtected = true;
    },
    forbid(...permissions) {
      for (const permission of permissions) forbidden.add(permission);
    },
    next(times, pattern, answer) {
      planned.push({ times, pattern, answer });
    },
    names: () => inState('alive'),
    deleted: () => [...inState('deleted'), ...inState('deleting')].sort(),
    secret: (name) => secrets.get(name),
  };
}
