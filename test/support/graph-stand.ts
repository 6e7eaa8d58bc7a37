import { GraphFault, type DelegatedGraph, type Graph } from '../../bot/platform/graph/graph.ts';
import { microsoftGraph } from '../../bot/platform/graph/microsoft.ts';
import { type Identity, type IdentityFault } from '../../bot/platform/identity/identity.ts';
import { type Log } from '../../bot/platform/log.ts';
import { graphFake, type GraphFake, type Trouble } from './graph-fake.ts';
import { type HeardRequest } from './issuer.ts';

export const kari = { tenant: 'T1', id: 'kari' };

/** The Graph adapter before a small Graph, with an identity that can be made to fail. */
export interface GraphStand {
  readonly fake: GraphFake;
  readonly graph: Graph;
  readonly warnings: unknown[];
  /** The adapter on behalf of Kari, whose token is remembered. */
  asKari(): DelegatedGraph;
  failIdentity(fault: IdentityFault): void;
  trouble(...list: Trouble[]): void;
  sent(method: string): readonly HeardRequest[];
  /** Forgets everything, for the next test. */
  reset(): void;
}

export async function graphStand(deadlineMs: number): Promise<GraphStand> {
  const fake = await graphFake();
  const warnings: unknown[] = [];
  let identityFault: IdentityFault | undefined;
  const tokenOr = (token: string) =>
    identityFault === undefined ? Promise.resolve(token) : Promise.reject(identityFault);
  const identity: Identity = {
    applicationToken: (scope, tenant) => tokenOr(`app ${scope} ${tenant ?? ''}`),
    onBehalfOf: (assertion, scopes, tenant) => tokenOr(`${assertion} ${scopes.join(' ')} ${tenant}`),
  };
  const log: Log = {
    info: () => undefined,
    warn: (event, fields) => void warnings.push([event, fields]),
    error: () => undefined,
    bug: () => 'x',
  };
  const graph = microsoftGraph({ identity, baseUrl: fake.url, deadlineMs, log });
  return {
    fake,
    graph,
    warnings,
    asKari() {
      graph.remember(kari, 'kari-token', new Date(Date.now() + 60_000));
      const delegated = graph.onBehalfOf(kari);
      if (delegated === undefined) throw new Error('Kari has no token');
      return delegated;
    },
    failIdentity(fault) {
      identityFault = fault;
    },
    trouble(...list) {
      fake.trouble = list;
    },
    sent: (method) => fake.heard.filter((request) => request.method === method),
    reset() {
      identityFault = undefined;
      warnings.length = 0;
      fake.reset();
    },
  };
}

/** The fault a call ends with; throws when it does not end with one. */
export async function graphFaultOf(asked: Promise<unknown>): Promise<GraphFault> {
  const error: unknown = await asked.catch((fault: unknown) => fault);
  if (!(error instanceof GraphFault)) throw new Error(`No fault: ${String(error)}`);
  return error;
}
