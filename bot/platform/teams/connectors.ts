import { Agent } from 'node:https';
import { ConnectorClient, TeamsConnectorClient, type ServiceClientCredentials } from 'botframework-connector';

/** The two halves of the Bot Connector at one service URL. */
export interface Connector {
  readonly conversations: ConnectorClient['conversations'];
  readonly teams: TeamsConnectorClient['teams'];
  readonly client: ConnectorClient;
}

/** Clients by service URL, made once: a new one builds a pipeline of twenty policies. */
export interface Connectors {
  of(serviceUrl: string): Connector;
}

/** Teams has a handful of service URLs; more than this and somebody is making them up. */
const connectorsMax = 100;
/** An idle line is closed by us, long before Teams does: a post that meets a closing line may or may not have arrived. */
const IDLE_MS = 4000;

export function connectors(credentials: ServiceClientCredentials, deadlineMs: number): Connectors {
  const agent = new Agent({ keepAlive: true, timeout: IDLE_MS });
  const known = new Map<string, Connector>();
  return {
    of(serviceUrl) {
      const found = known.get(serviceUrl);
      if (found !== undefined) return found;
      const options = { baseUri: serviceUrl, userAgent: 'Lederpuls' };
      const client = new ConnectorClient(credentials, options);
      const teams = new TeamsConnectorClient(credentials, options);
      for (const one of [client, teams]) sendOnce(one, { deadlineMs, agent });
      if (known.size >= connectorsMax) known.clear();
      const connector = { client, conversations: client.conversations, teams: teams.teams };
      known.set(serviceUrl, connector);
      return connector;
    },
  };
}

interface WebRequest {
  readonly url: string;
  abortSignal?: AbortSignal;
  agent?: Agent;
}

interface Pipeline {
  removePolicy(which: { phase: string } | { name: string }): unknown;
  addPolicy(
    policy: {
      name: string;
      sendRequest: (request: WebRequest, next: (request: WebRequest) => Promise<unknown>) => Promise<unknown>;
    },
    options: { phase: string },
  ): void;
}

/**
 * The SDK repeats a POST after 5xx, 408 and a cut line, and waits for ever for an answer (measured:
 * reference/pulses.md 2.2). Our ledger decides about a second try, so here it is one request, ended in time.
 */
function sendOnce(
  client: ConnectorClient | TeamsConnectorClient,
  { deadlineMs, agent }: { readonly deadlineMs: number; readonly agent: Agent },
): void {
  // The pipeline is a private field, and no option of the SDK changes it.
  const { pipeline } = (client as unknown as { client: { pipeline: Pipeline } }).client;
  pipeline.removePolicy({ phase: 'Retry' });
  pipeline.removePolicy({ name: 'redirectPolicy' });
  pipeline.addPolicy(
    {
      name: 'deadline',
      sendRequest(request, next) {
        // Not `request.timeout`: that one stops watching when the first byte of the answer has come.
        request.abortSignal = AbortSignal.timeout(deadlineMs);
        // The SDK means to keep lines open, but its two halves mean opposite things by it: a handshake for each post.
        if (request.url.startsWith('https:')) request.agent = agent;
        return next(request);
      },
    },
    { phase: 'Sign' },
  );
}
