import { readFileSync } from 'node:fs';
import { figuresSite } from '../../infra/practice/graph/files/drives.ts';
import { type DoorReply } from '../../infra/practice/graph-door.ts';
import { type Graph } from '../../bot/platform/graph/graph.ts';
import { microsoftGraph } from '../../bot/platform/graph/microsoft.ts';
import { appOnly, delegated, hr, office, publishedContract, type Office } from '../practice-graph/office.ts';
import { httpsServer, json, type HeardRequest, type HttpsServer } from './issuer.ts';
import { silentLog } from './log.ts';

export const place = { site: figuresSite, list: 'Lederpuls' } as const;

type Json = Record<string, unknown>;

/** The Graph adapter before practice's Graph, over https, with the site that figures are written to. */
export interface ListStand {
  readonly graph: Graph;
  readonly server: HttpsServer;
  /** Practice anew: no list, no grant. */
  reset(): Promise<void>;
  /** What an administrator of SharePoint does. */
  makeList(columns?: (names: Json[]) => Json[]): Promise<void>;
  grant(role?: string): Promise<void>;
  rows(): readonly Json[];
  /** Somebody changes a row by hand. */
  edit(fields: Json): Promise<void>;
  /** Answers in place of Graph; `lost` = carried out, but the line is cut before the answer. */
  meddle: ((request: HeardRequest) => DoorReply | 'lost' | undefined) | undefined;
}

const body = JSON.parse(
  readFileSync(new URL('../../infra/results-list.json', import.meta.url), 'utf8'),
) as Json & {
  columns: Json[];
};

export async function listStand(deadlineMs = 5000): Promise<ListStand> {
  const contract = await publishedContract();
  let practice: Office = office(contract);
  const server = await httpsServer((request, response, raw) => {
    const meddled = stand.meddle?.(request);
    if (typeof meddled === 'object') {
      json(response, meddled.status, meddled.body, meddled.headers);
      return;
    }
    const { method, path, bytes, headers } = request;
    const url = new URL(path, server.url);
    const asked = { method, url, headers: headers as Record<string, string>, body: new Uint8Array(bytes) };
    void practice.door.handle(asked).then((reply) => {
      if (meddled === 'lost') raw.socket.destroy();
      else json(response, reply?.status ?? 404, reply?.body, reply?.headers);
    });
  });
  const identity = {
    applicationToken: () => Promise.resolve(JSON.stringify(appOnly('Sites.Selected'))),
    onBehalfOf: () => Promise.reject(new Error('Nobody is here')),
  };
  const graph = microsoftGraph({ identity, baseUrl: server.url, deadlineMs, log: silentLog() });
  const site = `/sites/${place.site}`;
  const as = delegated(hr, 'Sites.FullControl.All', 'Sites.Manage.All');
  const done = async (method: string, path: string, asked: Json) => {
    const { status, body: answer } = await practice.ask(method, site + path, { as, body: asked });
    if (status >= 300) throw new Error(JSON.stringify(answer));
  };
  const stand: ListStand = {
    graph,
    server,
    meddle: undefined,
    reset() {
      practice = office(contract);
      stand.meddle = undefined;
      server.heard.length = 0;
      return Promise.resolve();
    },
    makeList: (columns = (all) => all) => done('POST', '/lists', { ...body, columns: columns(body.columns) }),
    grant: (role = 'write') =>
      done('POST', '/permissions', {
        roles: [role],
        grantedToIdentities: [{ application: { id: 'app', displayName: 'Lederpuls' } }],
      }),
    rows: () => practice.door.state().lists.map(({ fields }) => fields),
    edit: (fields) => done('PATCH', `/lists/${place.list}/items/1/fields`, fields),
  };
  return stand;
}
