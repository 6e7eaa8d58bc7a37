import { join, resolve } from 'node:path';
import { type World } from './api.ts';
import { type Certificate } from './certificate.ts';
import { type Changes } from './changes.ts';
import { type PracticeClock, practiceClock } from './clock.ts';
import { type ConnectorNeeds } from './connector/call.ts';
import { type Deliver, delivery } from './connector/delivery.ts';
import { type Happenings, happenings } from './connector/happenings.ts';
import { sendLimits } from './connector/limits.ts';
import { messageStore } from './connector/messages.ts';
import { type Presses, presses } from './connector/presses.ts';
import { type TeamsSide } from './connector/scene.ts';
import { type Faults, scriptedFaults } from './faults.ts';
import { practiceGraph } from './graph/graph.ts';
import { type GraphDoor, type Keep } from './graph-door.ts';
import { type RequestLog, requestLog } from './requests.ts';
import { type ServicePlace } from './service/environment.ts';
import { type Supervisor, supervisor } from './service/supervisor.ts';
import { type PracticeSettings } from './settings.ts';
import { keptIdentity, type PracticeIdentity, tenantId } from './sign-in/identity.ts';
import { type Consents, consents } from './sign-in/consents.ts';
import { connectorIssuer } from './sign-in/sign-in.ts';
import { practiceTokens, type Tokens } from './sign-in/tokens.ts';
import { type Administrator, administrator } from './world/administrator.ts';
import { agencyName } from './world/seed.ts';
import { type WorldStore, worldStore } from './world/world.ts';

export interface Ports {
  readonly page: number;
  readonly tls: number;
  readonly service: number;
}

/** Everything practice is made of, introduced to each other. */
export interface Parts {
  readonly clock: PracticeClock;
  readonly changes: Changes;
  readonly identity: PracticeIdentity;
  /** `https://localhost:{port}` */
  readonly authority: string;
  readonly tokens: Tokens;
  readonly consents: Consents;
  readonly faults: Faults;
  readonly logs: { readonly connector: RequestLog; readonly graph: RequestLog };
  readonly worlds: WorldStore;
  readonly teams: TeamsSide;
  readonly connector: ConnectorNeeds;
  readonly presses: Presses;
  readonly happenings: Happenings;
  readonly graph: GraphDoor;
  readonly services: Supervisor;
  readonly administrator: Administrator;
}

export interface Ground {
  readonly settings: PracticeSettings;
  readonly ports: Ports;
  readonly keep: Keep;
  readonly changes: Changes;
  readonly certificate: Certificate;
}

interface Base {
  readonly ground: Ground;
  readonly clock: PracticeClock;
  readonly identity: PracticeIdentity;
  readonly authority: string;
  readonly serviceUrl: string;
  readonly tokens: Tokens;
  readonly worlds: WorldStore;
  readonly world: () => World;
}

const root = join(import.meta.dirname, '..', '..');

async function base(ground: Ground): Promise<Base> {
  const { keep, changes, ports } = ground;
  const clock = practiceClock(keep);
  const now = () => clock.now();
  const changed = () => {
    changes.changed();
  };
  const identity = await keptIdentity(keep);
  const authority = `https://localhost:${ports.tls}`;
  const serviceUrl = `${authority}/teams/`;
  const tokens = await practiceTokens(identity, {
    authority,
    connectorIssuer: connectorIssuer(authority),
    serviceUrl,
  });
  const worlds = worldStore({ keep, now, changed });
  return { ground, clock, identity, authority, serviceUrl, tokens, worlds, world: () => worlds.world() };
}

function servicesOf({ ground, identity, authority }: Base): Supervisor {
  const { settings, ports, certificate, changes } = ground;
  const place: ServicePlace = {
    settings,
    identity,
    authority,
    practiceUrl: `http://127.0.0.1:${ports.page}`,
    certificatePath: certificate.path,
    agencyName: settings.inherited['AGENCY_NAME'] ?? agencyName,
  };
  return supervisor({
    place,
    port: ports.service,
    script: resolve(root, settings.serviceScript),
    changed: () => {
      changes.changed();
    },
  });
}

function teamsOf(made: Base, deliver: Deliver): TeamsSide {
  const { ground, clock, world, serviceUrl } = made;
  const now = () => clock.now();
  const changed = () => {
    ground.changes.changed();
  };
  return { world, now, serviceUrl, deliver, messages: messageStore({ keep: ground.keep, now, changed }) };
}

function graphOf(
  { ground, tokens, clock, authority, world }: Base,
  { messages }: TeamsSide,
  faults: Faults,
): GraphDoor {
  const page = `http://127.0.0.1:${ground.ports.page}`;
  return practiceGraph({
    baseUrl: `${authority}/v1.0`,
    tenant: tenantId,
    now: () => clock.now(),
    world,
    messages: (conversation) => messages.in(conversation).filter(({ id }) => !faults.isHidden(id)),
    checkToken: (request, audience) => tokens.check(request, audience),
    keep: ground.keep,
    fileUrl: (itemId) => `${page}/api/files/${itemId}`,
    changed: () => {
      ground.changes.changed();
    },
  });
}

export async function practiceParts(ground: Ground): Promise<Parts> {
  const made = await base(ground);
  const { tokens, worlds, clock, world } = made;
  const services = servicesOf(made);
  const deliver = delivery({
    service: () => services.address(),
    authorization: (flaw) => tokens.connector(flaw),
  });
  const teams = teamsOf(made, deliver);
  const pressing = presses(teams);
  const happening = happenings(teams, ground.keep);
  const faults = scriptedFaults();
  const graph = graphOf(made, teams, faults);
  const limits = sendLimits();
  const connector: ConnectorNeeds = {
    world,
    now: () => clock.now(),
    messages: teams.messages,
    limits,
    checkToken: (request, audience) => tokens.check(request, audience),
    edited: (message) => {
      pressing.edited(message);
    },
  };
  return {
    ...made,
    changes: ground.changes,
    consents: consents(() => {
      ground.changes.changed();
    }),
    faults,
    logs: { connector: requestLog(), graph: requestLog() },
    teams,
    connector,
    presses: pressing,
    happenings: happening,
    graph,
    services,
    administrator: administrator({
      worlds,
      teams,
      happenings: happening,
      graph,
      limits,
      services,
      tokens,
      keep: ground.keep,
      agencyName: ground.settings.inherited['AGENCY_NAME'] ?? agencyName,
    }),
  };
}
