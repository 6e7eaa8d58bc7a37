import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type ServiceState } from '../practice/api.ts';
import { localCertificate } from '../practice/certificate.ts';
import { delivery } from '../practice/connector/delivery.ts';
import { secureServer } from '../practice/doors.ts';
import { scriptedFaults } from '../practice/faults.ts';
import { folderKeep } from '../practice/keep.ts';
import { freePort, listenOn } from '../practice/ports.ts';
import { requestLog } from '../practice/requests.ts';
import { supervisor } from '../practice/service/supervisor.ts';
import { consents } from '../practice/sign-in/consents.ts';
import { keptIdentity, tenantId } from '../practice/sign-in/identity.ts';
import { connectorIssuer, signIn } from '../practice/sign-in/sign-in.ts';
import { practiceTokens } from '../practice/sign-in/tokens.ts';
import { type Bridge, playgroundBridge } from './bridge.ts';
import { type PlaygroundSettings } from './settings.ts';

export interface Playground {
  /** Where Microsoft's playground sends to, on this machine only. */
  readonly endpoint: string;
  readonly service: ServiceState;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');

/** The ordinary service, and around it what signs for Microsoft's playground, which cannot. */
export async function startPlayground(
  settings: PlaygroundSettings,
  failed: (error: unknown) => void,
): Promise<Playground> {
  const { practice } = settings;
  mkdirSync(practice.dataDir, { recursive: true });
  const keep = folderKeep(practice.dataDir);
  const certificate = await localCertificate(practice.dataDir);
  const identity = await keptIdentity(keep);
  const tls = await freePort();
  const authority = `https://localhost:${tls}`;
  const serviceUrl = `${authority}/teams/`;
  const issuer = connectorIssuer(authority);
  const tokens = await practiceTokens(identity, { authority, connectorIssuer: issuer, serviceUrl });
  const services = supervisor({
    place: {
      ...{ settings: practice, identity, authority, agencyName: 'Playground' },
      ...{ practiceUrl: authority, certificatePath: certificate.path },
      instead: { CLOCK_URL: '', TAB_HOST_ORIGINS: '', RESULTS_SITE_ID: '', RESULTS_LIST: '' },
    },
    port: await freePort(),
    script: resolve(root, practice.serviceScript),
    changed: () => undefined,
  });
  const bridge = playgroundBridge({
    ...{ serviceUrl, tenant: tenantId, playgroundPort: settings.playgroundPort },
    deliver: delivery({
      service: () => services.address(),
      authorization: (flaw) => tokens.connector(flaw),
    }),
  });
  const secure = secureServer({
    certificate,
    signIn: signIn({
      ...{ identity, authority, knows: () => true, lacksConsent: () => false },
      ...{ consents: consents(() => undefined), name: () => undefined, redirects: () => [] },
      checkAssertion: (assertion) => tokens.checkAssertion(assertion),
    }),
    ...outward(bridge, failed),
  });
  await listenOn(secure, [tls]);
  const service = await services.start(0);
  const port = await listenOn(bridge.server, [settings.port]);
  return {
    endpoint: `http://127.0.0.1:${port}/api/messages`,
    service,
    async stop() {
      await services.close();
      for (const server of [bridge.server, secure]) {
        server.close();
        server.closeAllConnections();
      }
      keep.flush();
    },
  };
}

function outward({ connector, graph }: Bridge, failed: (error: unknown) => void) {
  return {
    ...{ connector, graph, failed, faults: scriptedFaults(), kill: () => Promise.resolve() },
    logs: { connector: requestLog(), graph: requestLog() },
  };
}
