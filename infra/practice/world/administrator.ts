import { type World, type WorldPerson } from '../api.ts';
import { type Happenings } from '../connector/happenings.ts';
import { type Limits } from '../connector/limits.ts';
import { type TeamsSide } from '../connector/scene.ts';
import { type GraphDoor, type Keep } from '../graph-door.ts';
import { Refused } from '../refused.ts';
import { type Supervisor } from '../service/supervisor.ts';
import { graphResource } from '../sign-in/permissions.ts';
import { type Tokens } from '../sign-in/tokens.ts';
import { type Role } from './changes.ts';
import { openFigures } from './figures.ts';
import { botAccount, conversationOf, installedConversations, personOf } from './roster.ts';
import { setUp } from './set-up.ts';
import { type WorldStore } from './world.ts';

interface MemberChange {
  readonly conversation: string;
  /** A person's id, or `bot`. */
  readonly person: string;
  readonly do: 'join' | 'leave';
  readonly role?: Role | undefined;
}

/** Changes of the world that the service hears of, through its public doors only. */
export interface Administrator {
  /** Sets the world up in a running service, unless that has been done there. */
  setUpOnce(): Promise<void>;
  /** A new world, with nothing of the old one left, set up at once where a service runs. */
  replace(world: World): Promise<void>;
  /** A person, or the bot itself, joins or leaves a team, channel or meeting. */
  change(what: MemberChange): Promise<void>;
}

interface Needs {
  readonly worlds: WorldStore;
  readonly teams: TeamsSide;
  readonly happenings: Happenings;
  readonly graph: GraphDoor;
  readonly limits: Limits;
  readonly services: Supervisor;
  readonly tokens: Tokens;
  readonly keep: Keep;
  readonly agencyName: string;
}

type Request = readonly [method: string, path: string, body?: unknown];

const callDeadlineMs = 30_000;

/** Calls a service as one person. */
async function callAs(
  { services, tokens }: Needs,
  person: WorldPerson,
  [method, path, body]: Request,
): Promise<unknown> {
  const address = services.address();
  if (address === undefined) throw new Refused(409, 'no-service', 'No service is running.');
  const asked = fetch(address + path, {
    method,
    headers: {
      authorization: `Bearer ${await tokens.person(person)}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(callDeadlineMs),
  });
  const response = await asked.catch((error: unknown) => {
    throw setUpFailed(`${method} ${path} got no answer: ${String(error)}`);
  });
  const text = await response.text();
  if (!response.ok) throw setUpFailed(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

const setUpFailed = (message: string) => new Refused(409, 'set-up-failed', message);

async function tellInstalled({ worlds, happenings }: Needs): Promise<void> {
  for (const conversation of installedConversations(worlds.world())) {
    const { status, body } = await happenings.installed(conversation, 'add');
    if (status >= 300) throw setUpFailed(`The install event was answered ${status}: ${JSON.stringify(body)}`);
  }
}

async function tellRemoved({ worlds, happenings, services }: Needs): Promise<void> {
  if (services.address() === undefined) return;
  for (const conversation of installedConversations(worlds.world()))
    await happenings.installed(conversation, 'remove');
}

async function changeMember({ worlds, happenings }: Needs, what: MemberChange): Promise<void> {
  const before = conversationOf(worlds.world(), what.conversation);
  if (before === undefined) throw new Refused(404, 'not-found', 'There is no such conversation.');
  if (what.person === 'bot' || what.person === botAccount.id) {
    worlds.install(what.conversation, what.do === 'join');
    await happenings.installed(before, what.do === 'join' ? 'add' : 'remove');
    return;
  }
  if (what.do === 'join') worlds.join(what.conversation, what.person, what.role ?? 'Attendee');
  else worlds.leave(what.conversation, what.person);
  const person = personOf(worlds.world(), what.person);
  if (person !== undefined && before.installed) await happenings.joinedOrLeft(before, what.do, person);
}

export function administrator(needs: Needs): Administrator {
  const { worlds, teams, keep } = needs;
  /** The connector's address that the service was set up with. */
  let setUpWith = keep.load('set-up') as string | null | undefined;
  let working: Promise<void> = Promise.resolve();

  function remember(serviceUrl: string | null): void {
    setUpWith = serviceUrl;
    keep.save('set-up', () => setUpWith);
  }

  /** The service has been emptied, or has never known this world. */
  async function isNeeded(person: WorldPerson): Promise<boolean> {
    if (setUpWith !== teams.serviceUrl) return true;
    const reply = (await callAs(needs, person, ['GET', '/api/setup'])) as { units?: readonly unknown[] };
    return (reply.units ?? []).length === 0;
  }

  async function setUpNow(): Promise<void> {
    const person = worlds.world().people.find(({ roles }) => roles.includes('Puls.Admin'));
    if (needs.services.address() === undefined || person === undefined || !(await isNeeded(person))) return;
    await setUp({
      world: worlds.world(),
      now: teams.now(),
      agencyName: needs.agencyName,
      install: () => tellInstalled(needs),
      call: (...request) => callAs(needs, person, request),
    });
    const scope = 'Sites.FullControl.All Sites.Manage.All';
    const token = await needs.tokens.person(person, { audience: graphResource, scope });
    await openFigures(needs.graph, `${new URL(teams.serviceUrl).origin}/v1.0`, token);
    remember(teams.serviceUrl);
  }

  async function replaceNow(world: World): Promise<void> {
    await tellRemoved(needs);
    remember(null);
    worlds.replace(world);
    teams.messages.clear();
    needs.graph.reset(world);
    needs.limits.forget();
    needs.happenings.startFrom(teams.now());
    await setUpNow();
  }

  /** One change at a time: each reads the world that the one before has left. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = working.then(work);
    working = done.catch(() => undefined);
    return done;
  }
  return {
    setUpOnce: () => inTurn(setUpNow),
    replace: (world) => inTurn(() => replaceNow(world)),
    change: (what) => inTurn(() => changeMember(needs, what)),
  };
}
