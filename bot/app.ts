import { join } from 'node:path';
import { serveFigures } from './figures.ts';
import { type Clock, followedClock, machineClock } from './platform/clock.ts';
import { keyBond } from './platform/database/key-bond.ts';
import { openDatabase } from './platform/database/open.ts';
import { delegatedScopes } from './platform/graph/graph.ts';
import { microsoftGraph } from './platform/graph/microsoft.ts';
import { type HealthOptions } from './platform/http/health.ts';
import { type HttpServer, httpServer } from './platform/http/server.ts';
import { tabTokens } from './platform/http/tokens.ts';
import { type Identity, IdentityFault } from './platform/identity/identity.ts';
import { randomIds } from './platform/ids.ts';
import { type Jobs } from './platform/jobs/jobs.ts';
import { jobRunner } from './platform/jobs/runner.ts';
import { checkBond, checkKeys, type KeyPlace } from './platform/keys/bond.ts';
import { directoryKeys } from './platform/keys/directory.ts';
import { vaultKeys } from './platform/keys/vault.ts';
import { type Log } from './platform/log.ts';
import { prometheusMetrics } from './platform/metrics/prometheus.ts';
import { type Reach, reach } from './platform/reach.ts';
import { botFrameworkTeams } from './platform/teams/botframework.ts';
import { TeamsFault } from './platform/teams/teams.ts';
import { refusalText, texts } from './platform/texts.ts';
import { type Settings } from './settings.ts';
import { wireFeatures } from './features.ts';
import { type Outside } from './features/outside.ts';
import { databasePlace, serviceIdentity } from './identity.ts';

export interface App {
  readonly address: string;
  /** Lets running calls and work end; nothing acknowledged is lost by stopping sooner. */
  stop(deadlineMs: number): Promise<void>;
}

const CALLS_PER_MINUTE = 1200;
const GRAPH_DEADLINE_MS = 15_000;
const KEY_VAULT_DEADLINE_MS = 10_000;
/** A moved clock is answered when what became due is done, or after this long. */
const SETTLE_MS = 10_000;
/** Of the time for stopping, kept for closing the database. */
const CLOSE_DATABASE_MS = 1500;

/** The only place where parts are introduced to each other. */
export async function startApp(settings: Settings, log: Log): Promise<App> {
  const reached = reach();
  const outside = await openOutside(settings, log, reached);
  const { database } = outside;
  // The clock may move, and people may press, before the work that they make due has been brought together.
  const due: { jobs?: Jobs } = {};
  const clock = await openClock(settings, log, async () => {
    due.jobs?.wake();
    await due.jobs?.settle(SETTLE_MS);
  });
  const server = await openServer(settings, outside, {
    hung: () => (due.jobs?.report() ?? []).filter(({ hung }) => hung).map(({ name }) => name),
    unreachable: () => reached.unreachable(),
  });
  const metrics = settings.metricsPort === undefined ? undefined : prometheusMetrics(log);
  const wake = () => due.jobs?.wake();
  const features = wireFeatures(settings, outside, { clock, server, wake, metrics });
  server.raw('/api/messages', (request, response) => outside.bot.process(request, response));
  const jobs = jobRunner({ works: features.works, database, log });
  due.jobs = jobs;
  jobs.start();
  if (metrics !== undefined)
    serveFigures(metrics, features.counted, {
      works: () => jobs.report(),
      unreachable: () => reached.unreachable(),
    });
  await metrics?.listen(settings.metricsPort ?? 0);
  const { address } = await server.listen(settings.port, settings.host);
  log.info('started');

  return {
    address,
    async stop(deadlineMs) {
      const workMs = Math.max(deadlineMs - CLOSE_DATABASE_MS, 0);
      clock.stop();
      // At once, so that no stream comes back while the others are being ended.
      await Promise.all([server.close(workMs), features.live.close(), jobs.stop(workMs), metrics?.close()]);
      await database.close();
      log.info('stopped');
    },
  };
}

async function openOutside(settings: Settings, log: Log, reached: Reach): Promise<Outside> {
  const { app } = settings;
  const entra = (clientId: string) =>
    reached.watched(
      'identity',
      serviceIdentity(settings, clientId),
      (fault) => fault instanceof IdentityFault && fault.code === 'unreachable',
    );
  const identity = entra(app.id);
  // The database comes first: its lock tells a second service on the same folder to stop before it touches anything.
  const database = await openDatabase(databasePlace(settings, identity));
  const keys = await openKeys(settings, identity);
  await checkBond(keyBond(database), keys, randomIds);
  const bot = botFrameworkTeams({
    ...{ identity, appId: app.id, tenant: app.tenant, cloud: settings.cloud, log },
    allowedTenants: settings.allowedTenants,
    serviceUrlHosts: settings.serviceUrlHosts,
    sendDeadlineMs: settings.sendDeadlineMs,
    sendPerSecond: settings.sendPerSecond,
  });
  const graph = microsoftGraph({
    identity: app.signInId === app.id ? identity : entra(app.signInId),
    ...{ baseUrl: settings.graphBaseUrl, deadlineMs: GRAPH_DEADLINE_MS, log },
  });
  // The first posts find their token, and whether Entra ID answers is known from the start.
  const resource = settings.cloud.ToChannelFromBotOAuthScope.replace(/\/$/, '');
  void identity.applicationToken(`${resource}/.default`, app.tenant).catch(() => undefined);
  const teams = reached.watched('teams', bot.teams, isSilence);
  return { log, database, keys, bot: { ...bot, teams }, graph };
}

/** Teams gave no answer, or one of its own fault; a refusal is an answer. */
const isSilence = (fault: unknown): boolean =>
  fault instanceof TeamsFault &&
  (fault.status === undefined ? fault.kind !== 'refused' : fault.status >= 500);

function openKeys({ keys }: Settings, identity: Identity): Promise<KeyPlace> {
  return keys.kind === 'directory'
    ? directoryKeys(keys.dir)
    : vaultKeys({ url: keys.url, resource: keys.resource, identity, deadlineMs: KEY_VAULT_DEADLINE_MS });
}

async function openClock(
  settings: Settings,
  log: Log,
  onMove: () => Promise<void>,
): Promise<Clock & { stop(): void }> {
  if (settings.clockUrl !== undefined) return followedClock({ url: settings.clockUrl, onMove, log });
  return { ...machineClock, stop: () => undefined };
}

function openServer(
  settings: Settings,
  { log, database, keys }: Outside,
  health: Pick<HealthOptions, 'hung' | 'unreachable'>,
): Promise<HttpServer> {
  const { authority, publicUrl, allowedTenants } = settings;
  return httpServer({
    checkToken: tabTokens({ authority, audience: settings.app.signInId, publicUrl, allowedTenants, log }),
    callsPerMinute: CALLS_PER_MINUTE,
    trustProxy: settings.trustProxy,
    refusalText,
    bugText: (language, id) => texts(language)('door.bug.text', { id }),
    log,
    tab: {
      folder: join(import.meta.dirname, '../dist/tab'),
      hostOrigins: settings.tabHostOrigins,
      teamsAppId: settings.app.teamsId,
      consent: { authority, clientId: settings.app.signInId, scopes: delegatedScopes },
    },
    ready: { database: () => database.check(), keys: () => checkKeys(keyBond(database), keys) },
    ...health,
  });
}
