import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { contentActions } from '../../../bot/content/actions.ts';
import { loadPacks } from '../../../bot/content/packs.ts';
import { contentRoutes } from '../../../bot/content/routes.ts';
import { peopleRoutes } from '../../../bot/people/routes.ts';
import { type Database } from '../../../bot/platform/database/database.ts';
import { httpServer } from '../../../bot/platform/http/server.ts';
import { tabTokens } from '../../../bot/platform/http/tokens.ts';
import { type Log } from '../../../bot/platform/log.ts';
import { refusalText, texts } from '../../../bot/platform/texts.ts';
import { programmeRoutes } from '../../../bot/programme/routes.ts';
import { type SendingParts } from '../../../bot/prompts/actions/sending.ts';
import { sendingRoutes } from '../../../bot/prompts/routes/sending.ts';
import { office, type Office, tenant } from '../office.ts';
import { testSignIn } from '../sign-in.ts';
import { hostPage } from './host-page.ts';

const builtTab = fileURLToPath(new URL('../../../dist/tab', import.meta.url));
const silent: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  bug: (error) => {
    throw error;
  },
};

/** The tab inside a stand-in Teams, on the real programme behind its real door: what is saved is saved. */
export interface SetupStand {
  readonly us: Office;
  /** A page as the administrator sees it. */
  address(page: string, theme?: string): Promise<string>;
  close(): Promise<void>;
}

export async function setupStand(
  database: Database,
  prepared?: SendingParts & Office,
  ownPacks?: string,
): Promise<SetupStand> {
  const us = prepared ?? (await office(database));
  const sending = prepared ?? { ...us, machineNow: Date.now, perSecond: 47.5, wake: () => undefined };
  const signIn = await testSignIn();
  const host = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(hostPage);
  });
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  const origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  const server = await httpServer({
    checkToken: tabTokens({
      authority: signIn.authority,
      audience: signIn.clientId,
      publicUrl: 'https://lederpuls.example.no',
      allowedTenants: [tenant],
      log: silent,
    }),
    callsPerMinute: 10_000,
    trustProxy: false,
    refusalText,
    bugText: (language, id) => texts(language)('door.bug.text', { id }),
    log: silent,
    tab: { folder: builtTab, hostOrigins: [origin] },
    ready: {},
  });
  peopleRoutes(server.http, us.people);
  contentRoutes(server.http, contentActions(loadPacks('bot/content/packs', ownPacks)));
  sendingRoutes(server.http, { ...sending, agencyName: 'Etaten' });
  programmeRoutes(server.http, us.programme);
  server.http.get('/api/results/list', () => Promise.resolve({ on: false }));
  const { address } = await server.listen(0, '127.0.0.1');
  return {
    us,
    async address(page, theme = 'default') {
      const token = await signIn.token({
        tid: tenant,
        iss: `${signIn.authority}/${tenant}/v2.0`,
        roles: ['Puls.Admin'],
      });
      const query = new URLSearchParams({ as: token, theme, tab: `${address}/tab/${page}` });
      return `${origin}/?${query.toString()}`;
    },
    async close() {
      await server.close(1000);
      await signIn.stop();
      host.closeAllConnections();
      host.close();
    },
  };
}
