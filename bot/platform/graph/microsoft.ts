import { z } from 'zod';
import { type Identity } from '../identity/identity.ts';
import { type Log } from '../log.ts';
import { graphCalls, path } from './calls.ts';
import { graphFiles } from './files.ts';
import { GraphFault, type DelegatedGraph, type Graph } from './graph.ts';
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

/** What a present person lets us do: files of the team, tasks of the plan. */
const delegatedScopes = ['Files.ReadWrite.All', 'Tasks.ReadWrite'];

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

  const delegated = (tenant: string, token: string): DelegatedGraph => {
    const calls = graphCalls({
      baseUrl,
      deadlineMs,
      token: () => identity.onBehalfOf(token, delegatedScopes, tenant),
    });
    const uploadHosts = [new URL(baseUrl).host, ...storeHosts];
    return noted(
      { ...graphFiles({ calls, deadlineMs, uploadHosts }), ...graphPlanner({ calls, resource }) },
      log,
    );
  };

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
      const token = () => identity.applicationToken(`${resource}/.default`, tenant);
      const calls = graphCalls({ baseUrl, deadlineMs, token });
      const members = await calls.all(path`/teams/${groupId}/members`, memberShape);
      return members.flatMap(({ roles, userId }) => (roles?.includes('owner') && userId ? [userId] : []));
    },

    // Listing messages is not in the published subset we check against; it is in Graph v1.0.
    findMessage({ tenant, ...channel }, marker, since) {
      const token = () => identity.applicationToken(`${resource}/.default`, tenant);
      const calls = graphCalls({ baseUrl, deadlineMs, token });
      return findMessage(calls, channel, { marker, since, endsAt: Date.now() + LOOK_DEADLINES * deadlineMs });
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
function noted(graph: DelegatedGraph, log: Log): DelegatedGraph {
  const note = async <Result>(work: string, done: Promise<Result>): Promise<Result> => {
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
  };
  return {
    channelFolder: (...given) => note('channelFolder', graph.channelFolder(...given)),
    keepFile: (...given) => note('keepFile', graph.keepFile(...given)),
    keepPlan: (...given) => note('keepPlan', graph.keepPlan(...given)),
    readTask: (...given) => note('readTask', graph.readTask(...given)),
    keepTask: (...given) => note('keepTask', graph.keepTask(...given)),
  };
}
