import { z } from 'zod';
import { type Identity } from '../identity/identity.ts';
import { type Log } from '../log.ts';
import { graphCalls, path } from './calls.ts';
import { graphFiles } from './files.ts';
import { delegatedScopes, GraphFault, type DelegatedGraph, type Graph } from './graph.ts';
import { graphList } from './lists.ts';
import { findMessage } from './messages.ts';
import { graphPlanner } from './planner.ts';

export interface MicrosoftGraphOptions {
  readonly identity: Identity;
  /** `https://graph.microsoft.com`, or another cloud's. */
  readonly baseUrl: string;
  /** Of each call; an upload has it for each slice. */
  readonly deadlineMs: number;
  readonly log: Log;
}

/** Looking through a channel takes several calls. */
const LOOK_DEADLINES = 3;

/** Where the bytes of large files go, besides Graph itself. */
const storeHosts = ['*.sharepoint.com', '*.sharepoint.us', '*.sharepoint.cn'];

const memberShape = z.object({
  roles: z.array(z.string()).nullish(),
  /** Of a person; other kinds of member have none. */
  userId: z.string().nullish(),
});

export function microsoftGraph({ identity, baseUrl, deadlineMs, log }: MicrosoftGraphOptions): Graph {
  const remembered = new Map<string, { token: string; expires: Date }>();
  const resource = resourceOf(baseUrl);
  const uploadHosts = [new URL(baseUrl).host, ...storeHosts];

  const delegated = (tenant: string, token: string): DelegatedGraph => {
    const calls = graphCalls({
      baseUrl,
      deadlineMs,
      token: () => identity.onBehalfOf(token, delegatedScopes, tenant),
    });
    return notedEach(
      { ...graphFiles({ calls, deadlineMs, uploadHosts }), ...graphPlanner({ calls, resource }) },
      log,
    );
  };

  /** By the service's own right: what teams and sites have granted, and no more. */
  const asApp = (tenant: string) =>
    graphCalls({
      ...{ baseUrl, deadlineMs },
      token: () => identity.applicationToken(`${resource}/.default`, tenant),
    });

  return {
    remember(person, token, expires) {
      const now = new Date();
      for (const [key, known] of remembered) if (known.expires <= now) remembered.delete(key);
      const known = remembered.get(keyOf(person));
      if (expires > now && (known === undefined || known.expires < expires))
        remembered.set(keyOf(person), { token, expires });
    },

    onBehalfOf(person) {
      const known = remembered.get(keyOf(person));
      return known !== undefined && known.expires > new Date()
        ? delegated(person.tenant, known.token)
        : undefined;
    },

    async teamOwners({ tenant, groupId }) {
      const members = await asApp(tenant).all(path`/teams/${groupId}/members`, memberShape);
      return members.flatMap(({ roles, userId }) => (roles?.includes('owner') && userId ? [userId] : []));
    },

    // Listing messages is not in the published subset we check against; it is in Graph v1.0.
    findMessage({ tenant, ...channel }, marker, since) {
      const endsAt = Date.now() + LOOK_DEADLINES * deadlineMs;
      return findMessage(asApp(tenant), channel, { marker, since, endsAt });
    },

    unattended(tenant) {
      const { keepFile } = graphFiles({ calls: asApp(tenant), deadlineMs, uploadHosts });
      return { keepFile: (...given) => noted(log, 'keepFile', keepFile(...given)) };
    },

    siteList({ tenant, ...of }) {
      const list = graphList(asApp(tenant), of);
      return {
        missing: (columns) => noted(log, 'listColumns', list.missing(columns)),
        keepRows: (group, rows) => noted(log, 'listRows', list.keepRows(group, rows)),
      };
    },
  };
}

const keyOf = ({ tenant, id }: { tenant: string; id: string }): string => `${tenant} ${id}`;

/** Tokens are for Graph as Microsoft names it, also where it is reached at another address. */
function resourceOf(baseUrl: string): string {
  const { origin, hostname } = new URL(baseUrl);
  return /^(dod-)?graph\.microsoft\.(com|us)$|^microsoftgraph\.chinacloudapi\.cn$/.test(hostname)
    ? origin
    : 'https://graph.microsoft.com';
}

/** Says in the log what failed and how; who it was for is not said. */
async function noted<Result>(log: Log, work: string, done: Promise<Result>): Promise<Result> {
  try {
    return await done;
  } catch (error) {
    if (error instanceof GraphFault)
      log.warn('graph call failed', {
        work,
        code: error.code,
        status: error.status,
        retryAfterMs: error.retryAfterMs,
      });
    throw error;
  }
}

function notedEach(graph: DelegatedGraph, log: Log): DelegatedGraph {
  return {
    channelFolder: (...given) => noted(log, 'channelFolder', graph.channelFolder(...given)),
    keepFile: (...given) => noted(log, 'keepFile', graph.keepFile(...given)),
    keepPlan: (...given) => noted(log, 'keepPlan', graph.keepPlan(...given)),
    readTask: (...given) => noted(log, 'readTask', graph.readTask(...given)),
    readTasks: (...given) => noted(log, 'readTasks', graph.readTasks(...given)),
    keepTask: (...given) => noted(log, 'keepTask', graph.keepTask(...given)),
  };
}
