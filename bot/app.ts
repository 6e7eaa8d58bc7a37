import { join } from 'node:path';
import { loadPacks, type Packs } from './content/packs.ts';
import { agenda } from './minutes/actions/agenda.ts';
import { personalMeetings } from './minutes/actions/own.ts';
import { type MinutesParts } from './minutes/actions/parts.ts';
import { serveFigures } from './figures.ts';
import { minutesChat } from './minutes/chat.ts';
import { publicationWork } from './minutes/jobs.ts';
import { LiveMeetings } from './minutes/live/live.ts';
import { minutesRoutes } from './minutes/routes.ts';
import { publicationQueue } from './minutes/store/publications.ts';
import { readTemplates } from './minutes/templates.ts';
import { type PeopleActions, peopleActions } from './people/actions.ts';
import { peopleChat } from './people/chat.ts';
import { peopleRoutes } from './people/routes.ts';
import { type Clock, followedClock, machineClock } from './platform/clock.ts';
import { keyBond } from './platform/database/key-bond.ts';
import { openDatabase } from './platform/database/open.ts';
import { type Database } from './platform/database/database.ts';
import { microsoftGraph } from './platform/graph/microsoft.ts';
import { type HttpServer, httpServer } from './platform/http/server.ts';
import { tabTokens } from './platform/http/tokens.ts';
import { type Credential, entraIdentity } from './platform/identity/entra.ts';
import { type Identity } from './platform/identity/identity.ts';
import { randomIds } from './platform/ids.ts';
import { type Jobs } from './platform/jobs/jobs.ts';
import { jobRunner } from './platform/jobs/runner.ts';
import { checkBond, type KeyPlace } from './platform/keys/bond.ts';
import { directoryKeys } from './platform/keys/directory.ts';
import { vaultKeys } from './platform/keys/vault.ts';
import { type Log, pinoLog } from './platform/log.ts';
import { type Prometheus, prometheusMetrics } from './platform/metrics/prometheus.ts';
import { botFrameworkTeams } from './platform/teams/botframework.ts';
import { refusalText, texts } from './platform/texts.ts';
import { type ProgrammeActions, programmeActions } from './programme/actions.ts';
import { aboutActions } from './programme/actions/about.ts';
import { trustActions } from './programme/actions/trust.ts';
import { programmeChat } from './programme/chat.ts';
import { aboutChat } from './programme/chat/about.ts';
import { roundWork } from './programme/jobs.ts';
import { programmeRoutes } from './programme/routes.ts';
import { trustRoutes } from './programme/routes/trust.ts';
import { type QuestionPart, type RoundPart } from './programme/slots.ts';
import { promptActions } from './prompts/actions.ts';
import { weeklyCard } from './prompts/cards.ts';
import { promptsChat } from './prompts/chat.ts';
import { postWork } from './prompts/jobs.ts';
import { roundMemory } from './pulses/actions/memory.ts';
import { releasedFigures } from './pulses/actions/figures.ts';
import { personalAnswers } from './pulses/actions/own.ts';
import { pulseReminders } from './pulses/actions/reminding.ts';
import { pulsesPart } from './pulses/actions/rounds.ts';
import { type PulseSurroundings } from './pulses/actions/surroundings.ts';
import { questionPart } from './pulses/cards/part.ts';
import { pulsesChat } from './pulses/chat.ts';
import { reminderWork, retentionWork } from './pulses/jobs.ts';
import { remindersChat } from './pulses/reminder-chat.ts';
import { pulsesRoutes } from './pulses/routes.ts';
import { type Settings } from './settings.ts';

export interface App {
  readonly address: string;
  /** Lets running calls and work end; nothing acknowledged is lost by stopping sooner. */
  stop(deadlineMs: number): Promise<void>;
}

const CALLS_PER_MINUTE = 1200;
const IDENTITY_DEADLINE_MS = 10_000;
const GRAPH_DEADLINE_MS = 15_000;
const KEY_VAULT_DEADLINE_MS = 10_000;
/** A moved clock is answered when what became due is done, or after this long. */
const SETTLE_MS = 10_000;

/** The only place where parts are introduced to each other. */
export async function startApp(settings: Settings): Promise<App> {
  const outside = await openOutside(settings);
  const { log, database } = outside;
  // The clock may move, and people may press, before the work that they make due has been brought together.
  const due: { jobs?: Jobs } = {};
  const clock = await openClock(settings, log, async () => {
    due.jobs?.wake();
    await due.jobs?.settle(SETTLE_MS);
  });
  const server = await openServer(settings, outside);
  const features = wire(settings, outside, { clock, server, wake: () => due.jobs?.wake() });
  server.raw('/api/messages', (request, response) => outside.bot.process(request, response));
  const jobs = jobRunner({ works: features.works, database, log });
  due.jobs = jobs;
  jobs.start();
  const figures = await openFigures(settings, outside, features.counted);
  const { address } = await server.listen(settings.port, settings.host);
  log.info('started');

  return {
    address,
    async stop(deadlineMs) {
      clock.stop();
      await features.live.close();
      await Promise.all([server.close(deadlineMs), jobs.stop(deadlineMs), figures?.close()]);
      await database.close();
      log.info('stopped');
    },
  };
}

interface Outside {
  readonly log: Log;
  readonly database: Database;
  readonly keys: KeyPlace;
  readonly bot: ReturnType<typeof botFrameworkTeams>;
  readonly graph: ReturnType<typeof microsoftGraph>;
}

async function openOutside(settings: Settings): Promise<Outside> {
  const { app, authority } = settings;
  const log = pinoLog({ level: settings.logLevel });
  // The database comes first: its lock tells a second service on the same folder to stop before it touches anything.
  const database = await openDatabase(settings);
  const entra = (clientId: string) =>
    entraIdentity({
      ...{ tenant: app.tenant, clientId, authority, deadlineMs: IDENTITY_DEADLINE_MS },
      credential: credentialOf(settings),
    });
  const identity = entra(app.id);
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
  return { log, database, keys, bot, graph };
}

function openKeys({ keys }: Settings, identity: Identity): Promise<KeyPlace> {
  return keys.kind === 'directory'
    ? directoryKeys(keys.dir)
    : vaultKeys({ url: keys.url, resource: keys.resource, identity, deadlineMs: KEY_VAULT_DEADLINE_MS });
}

function credentialOf({ app }: Settings): Credential {
  return app.password === undefined
    ? { kind: 'managed-identity', clientId: app.id }
    : { kind: 'secret', secret: app.password };
}

async function openClock(
  settings: Settings,
  log: Log,
  onMove: () => Promise<void>,
): Promise<Clock & { stop(): void }> {
  if (settings.clockUrl !== undefined) return followedClock({ url: settings.clockUrl, onMove, log });
  return { ...machineClock, stop: () => undefined };
}

function openServer(settings: Settings, { log, database, keys }: Outside): Promise<HttpServer> {
  const { authority, publicUrl, allowedTenants } = settings;
  return httpServer({
    checkToken: tabTokens({ authority, audience: settings.app.signInId, publicUrl, allowedTenants, log }),
    callsPerMinute: CALLS_PER_MINUTE,
    trustProxy: settings.trustProxy,
    refusalText,
    bugText: (language, id) => texts(language)('door.bug.text', { id }),
    log,
    tab: { folder: join(import.meta.dirname, '../dist/tab'), hostOrigins: settings.tabHostOrigins },
    ready: { database: () => database.check(), keys: () => keys.check() },
  });
}

async function openFigures(
  { metricsPort }: Settings,
  { log }: Outside,
  counted: Parameters<typeof serveFigures>[1],
): Promise<Prometheus | undefined> {
  if (metricsPort === undefined) return undefined;
  const metrics = prometheusMetrics(log);
  serveFigures(metrics, counted);
  await metrics.listen(metricsPort);
  return metrics;
}

/** Features in the order of who may know whom; what points upwards is a slot, filled when it is first asked. */
function wire(
  settings: Settings,
  { log, database, keys, bot, graph }: Outside,
  { clock, server, wake }: { readonly clock: Clock; readonly server: HttpServer; readonly wake: () => void },
) {
  const { teams, door } = bot;
  const { http } = server;
  const ids = randomIds;
  const packs = loadPacks(join(import.meta.dirname, 'content/packs'), settings.packsDir);

  const people = peopleActions({ database, teams, clock });
  const programme = programmeActions({
    database,
    people,
    packs,
    clock,
    ids,
    lastPosts: () => prompts.lastPosts,
  });
  const prompts = promptActions({ database, programme: () => programme, packs });
  const card = weeklyCard({ packs, questions: () => questions });
  const memory = roundMemory({ database, keys, programme });
  const pulses = { database, keys, clock, memory, people, packs, programme };
  const questions: QuestionPart = questionPart(pulses);
  const reminders = pulseReminders({ ...pulses, teams, pace: bot.pace, machineNow: Date.now });
  // Reminders look who has answered before pulses delete it; a result card is planned when the result is kept.
  const roundParts: readonly RoundPart[] = [reminders.part, pulsesPart(pulses), prompts.part];

  const minutes: MinutesParts = {
    ...{ database, teams, graph, people, programme, clock, ids, wake },
    templates: readTemplates(),
    agencyName: settings.agencyName,
    machineNow: Date.now,
    draw: Math.random,
  };
  const live = new LiveMeetings(minutes, (error) => log.bug(error, 'live meetings'));

  http.useLanguage((person) => people.language(person));
  door.useLanguage((person) => people.language(person));
  peopleRoutes(http, people);
  peopleChat(door, people);
  programmeRoutes(http, programme);
  programmeChat(door, programme, people);
  trustDoors({ http, door }, { ...pulses, agencyName: settings.agencyName }, minutes);
  promptsChat(door, { people, programme, prompts, card, agenda: () => agenda(minutes) });
  pulsesRoutes(http, pulses, settings.agencyName);
  pulsesChat(door, pulses, () => card);
  remindersChat(door, pulses, reminders, () => card);
  minutesRoutes(http, minutes, live);
  minutesChat(door, minutes, live);

  const works = [
    roundWork({ database, programme, packs, clock, parts: () => roundParts }),
    postWork({
      ...{ database, programme, teams, graph, card, clock },
      pace: bot.pace,
      mark: keys,
    }),
    publicationWork(minutes),
    reminderWork(reminders),
    retentionWork({ database, clock, people, programme }),
  ];
  return { works, live, counted: { prompts, programme, publications: publicationQueue(database) } };
}

/** What people may know before they trust us: every feature tells its part. */
function trustDoors(
  { http, door }: { readonly http: HttpServer['http']; readonly door: Outside['bot']['door'] },
  parts: PulseSurroundings & {
    readonly people: PeopleActions;
    readonly programme: ProgrammeActions;
    readonly packs: Packs;
    readonly agencyName: string;
  },
  minutes: MinutesParts,
): void {
  const { people, programme, agencyName } = parts;
  const answers = personalAnswers(parts);
  const about = aboutActions({ ...parts, answers, meetings: personalMeetings(minutes) });
  const trust = trustActions({ ...parts, figures: releasedFigures(parts) });
  trustRoutes(http, { trust, about, programme, agencyName });
  aboutChat(door, people, about);
}
