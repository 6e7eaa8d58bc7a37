import { join } from 'node:path';
import { apiServer } from './api-server.ts';
import { type ServiceState } from './api.ts';
import { localCertificate } from './certificate.ts';
import { changeCounter } from './changes.ts';
import { connector } from './connector/connector.ts';
import { secureServer } from './doors.ts';
import { type Keep } from './graph-door.ts';
import { folderKeep } from './keep.ts';
import { type Parts, type Ports, practiceParts } from './parts.ts';
import { freePort, listenOn } from './ports.ts';
import { apiRoutes } from './routes/routes.ts';
import { type PracticeSettings } from './settings.ts';
import { signIn } from './sign-in/sign-in.ts';
import { personOf } from './world/roster.ts';

const root = join(import.meta.dirname, '..', '..');
const meetingsEveryMs = 15_000;

export interface RunningPractice {
  /** The page to open. */
  readonly url: string;
  readonly service: ServiceState;
  stop(): Promise<void>;
}

/** The wanted ports; where 0 is wanted, those of the last time; where neither is free, any. */
async function choosePorts(settings: PracticeSettings, keep: Keep, report: Report): Promise<Ports> {
  const last = (keep.load('ports') ?? {}) as Partial<Ports>;
  const choose = async (what: string, wanted: number, before: number | undefined) => {
    const port = await freePort(...(wanted === 0 ? [] : [wanted]), ...(before === undefined ? [] : [before]));
    if (wanted !== 0 && port !== wanted) report(`Port ${wanted} is taken; ${what} is on ${port} this time.`);
    return port;
  };
  const page = await choose('the page', settings.port, last.page);
  const tls = await choose('sign-in, Teams and Graph', settings.tlsPort, last.tls);
  const service = await choose('the service', settings.servicePort, last.service);
  const ports = { page, tls, service };
  keep.save('ports', () => ports);
  return ports;
}

type Report = (line: string) => void;

function servers(
  parts: Parts,
  certificate: Parameters<typeof secureServer>[0]['certificate'],
  report: Report,
) {
  const failed = (error: unknown) => {
    report(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  const secure = secureServer({
    certificate,
    signIn: signIn({
      identity: parts.identity,
      authority: parts.authority,
      checkAssertion: (assertion) => parts.tokens.checkAssertion(assertion),
      knows: (person) => personOf(parts.worlds.world(), person) !== undefined,
      lacksConsent: (person) => parts.consents.lacks(person),
      consents: parts.consents,
      name: (person) => personOf(parts.worlds.world(), person)?.name,
      redirects: () => parts.services.states().map(({ address }) => `${address}/tab/consent-end`),
    }),
    connector: connector(parts.connector),
    graph: parts.graph,
    faults: parts.faults,
    kill: async (service) => {
      await parts.services.end(service, 'kill');
    },
    logs: parts.logs,
    failed,
  });
  const page = apiServer({
    routes: apiRoutes(parts, join(root, 'manifest')),
    pageFolder: join(root, 'dist', 'practice-page'),
    failed,
  });
  return { secure, page };
}

/** Starts practice and the first service; that one is ready and set up, or has failed, when it resolves. */
export async function startPractice(settings: PracticeSettings, report: Report): Promise<RunningPractice> {
  const keep = folderKeep(settings.dataDir);
  const certificate = await localCertificate(settings.dataDir);
  const ports = await choosePorts(settings, keep, report);
  const parts = await practiceParts({ settings, ports, keep, changes: changeCounter(), certificate });
  const { secure, page } = servers(parts, certificate, report);
  await listenOn(secure, [ports.tls]);
  await listenOn(page, [ports.page]);
  const meetings = setInterval(() => void parts.happenings.meetingsUpTo(parts.clock.now()), meetingsEveryMs);

  const service = await parts.services.start(0);
  if (service.state === 'running')
    await parts.administrator.setUpOnce().catch((error: unknown) => {
      report(`The first set-up did not succeed: ${error instanceof Error ? error.message : String(error)}`);
    });
  return {
    url: `http://127.0.0.1:${ports.page}`,
    service,
    async stop() {
      clearInterval(meetings);
      await parts.services.close();
      for (const server of [page, secure]) {
        server.close();
        server.closeAllConnections();
      }
      keep.flush();
    },
  };
}
