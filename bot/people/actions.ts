import { type Clock, machineClock } from '../platform/clock.ts';
import { type Connection, type Database } from '../platform/database/database.ts';
import { type Address, type Member, type Teams } from '../platform/teams/teams.ts';
import { type Language, languageOf } from '../platform/texts.ts';
import { Refusal } from '../refusal.ts';
import { checkTree, type Home, type HomeChange, leadersOf, type PersonRef, type Unit } from './model.ts';
import { type OwnActions, ownActions } from './actions/own.ts';
import { type ReminderActions, reminderActions } from './actions/reminders.ts';
import { peopleStore, type Profile } from './store.ts';

/** A roster is at most this old, by the machine's clock. */
const ROSTER_AGE_MS = 60_000;
const ROSTERS_KEPT = 2000;

type CheckBefore = (before: { readonly units: readonly Unit[]; readonly homes: readonly Home[] }) => void;

export interface PeopleActions extends OwnActions, ReminderActions {
  /** In the order they were kept. Give the connection inside a transaction. */
  units(tenant: string, connection?: Connection): Promise<readonly Unit[]>;
  /** Everyone who has a home unit. Give the connection inside a transaction. */
  homes(tenant: string, connection?: Connection): Promise<readonly Home[]>;
  /** Leaders with their home in each unit or below it. Give the connection inside a transaction. */
  leaders(tenant: string, connection?: Connection): Promise<ReadonlyMap<string, number>>;
  homeUnit(person: PersonRef): Promise<Unit | undefined>;
  /** Chosen language and home unit in one question. */
  profile(person: PersonRef): Promise<Profile>;
  /** Who came to a unit or left one after `since`, until `until`; oldest first, at least a year back. */
  homeChanges(
    tenant: string,
    since: Date,
    until: Date,
    connection?: Connection,
  ): Promise<readonly HomeChange[]>;
  /**
   * Replaces the tree and the home units of those named, or throws `unknown-unit` and changes nothing. `check` sees
   * what is replaced, in the same transaction, and refuses by throwing.
   */
  replaceUnits(
    tenant: string,
    units: readonly Unit[],
    homes: readonly Home[],
    check?: CheckBefore,
  ): Promise<void>;
  /** Gives those named their home, or throws `unknown-unit`. The others keep theirs. */
  keepHomes(tenant: string, homes: readonly Home[], check?: CheckBefore): Promise<void>;

  /** The person's own choice, else what Teams says; bokmål when neither knows. */
  language(person: PersonRef & { readonly locale?: string | undefined }): Promise<Language>;
  chosenLanguage(person: PersonRef): Promise<Language | undefined>;
  setLanguage(person: PersonRef & { readonly name: string }, language: Language): Promise<void>;

  /** Members of a conversation, at most 60 s old. Rejects with `TeamsFault`. */
  roster(address: Address): Promise<readonly Member[]>;
  /** Somebody joined or left. */
  dropRoster(address: Address): void;
  /** Throws `not-in-channel`. */
  requireMember(address: Address, person: string): Promise<Member>;
}

type Organise = (
  tenant: string,
  homes: readonly Home[],
  check: CheckBefore | undefined,
  units?: readonly Unit[],
) => Promise<void>;

export function peopleActions(given: {
  readonly database: Database;
  readonly teams: Pick<Teams, 'members'>;
  /** The product's clock: when somebody moved. */
  readonly clock?: Clock;
  /** The machine's clock, in milliseconds. */
  readonly machineNow?: () => number;
}): PeopleActions {
  const { database, teams, clock = machineClock, machineNow = Date.now } = given;
  const store = peopleStore(database);
  const on = (connection: Connection | undefined) =>
    connection === undefined ? store : peopleStore(connection);
  const members = rosters(teams, machineNow);
  /** One at a time, for what is refused depends on what is there. */
  const organise: Organise = (tenant, homes, check, newUnits) =>
    database.transaction(async (connection) => {
      const inside = peopleStore(connection);
      await inside.holdUnits(tenant);
      const [units, before] = [await inside.units(tenant), await inside.homes(tenant)];
      check?.({ units, homes: before });
      const known = new Set((newUnits ?? units).map((unit) => unit.id));
      const lost = homes.find((home) => !known.has(home.unit));
      if (lost !== undefined) throw new Refusal('unknown-unit', { unit: lost.unit });
      if (newUnits !== undefined) await inside.replaceUnits(tenant, newUnits);
      await inside.keepHomes(tenant, homes);
      await inside.keepChanges(tenant, before, clock.now());
    });

  return {
    units: (tenant, connection) => on(connection).units(tenant),
    ...reminderActions(database, clock),
    ...ownActions(database, (tenant) => store.units(tenant)),
    homes: (tenant, connection) => on(connection).homes(tenant),
    async leaders(tenant, connection) {
      return leadersOf(await on(connection).units(tenant), await on(connection).homes(tenant));
    },
    homeUnit: async (person) => (await store.profile(person)).home,
    profile: (person) => store.profile(person),
    homeChanges: (tenant, since, until, connection) => on(connection).homeChanges(tenant, since, until),
    async replaceUnits(tenant, units, homes, check) {
      checkTree(units);
      await organise(tenant, homes, check, units);
    },
    keepHomes: (tenant, homes, check) => organise(tenant, homes, check),

    async language(person) {
      return (await store.person(person))?.language ?? languageOf(person.locale);
    },
    async chosenLanguage(person) {
      return (await store.person(person))?.language;
    },
    setLanguage: (person, language) => store.keepLanguage(person, language),

    roster: (address) => members.of(address),
    dropRoster: (address) => {
      members.drop(address);
    },
    async requireMember(address, person) {
      const member = (await members.of(address)).find((one) => one.id === person);
      if (member === undefined) throw new Refusal('not-in-channel');
      return member;
    },
  };
}

/** Who is in a conversation, asked of Teams at most once a minute; callers at the same time share one call. */
interface Rosters {
  of(address: Address): Promise<readonly Member[]>;
  drop(address: Address): void;
}

function rosters(teams: Pick<Teams, 'members'>, machineNow: () => number): Rosters {
  const kept = new Map<string, { readonly asked: number; readonly members: Promise<readonly Member[]> }>();

  const ask = (key: string, address: Address) => {
    const members = teams.members({ ...address, conversation: withoutThread(address.conversation) });
    const entry = { asked: machineNow(), members };
    kept.set(key, entry);
    // A failure is told to those who wait, never to those who come later.
    members.catch(() => {
      if (kept.get(key) === entry) kept.delete(key);
    });
    const oldest = kept.keys().next();
    if (kept.size > ROSTERS_KEPT && oldest.done !== true) kept.delete(oldest.value);
    return members;
  };

  return {
    async of(address) {
      const key = keyOf(address);
      const entry = kept.get(key);
      if (entry !== undefined && machineNow() - entry.asked < ROSTER_AGE_MS) return await entry.members;
      kept.delete(key);
      return await ask(key, address);
    },
    drop(address) {
      kept.delete(keyOf(address));
    },
  };
}

const keyOf = (address: Address) => `${address.tenant} ${withoutThread(address.conversation)}`;

/** `19:…@thread.tacv2;messageid=1` is a thread in the channel `19:…@thread.tacv2`. */
const withoutThread = (conversation: string) => conversation.split(';')[0] ?? conversation;
