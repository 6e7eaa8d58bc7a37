import { type PeopleActions } from '../../people/actions.ts';
import { type Unit } from '../../people/model.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Member } from '../../platform/teams/teams.ts';
import { Refusal } from '../../refusal.ts';
import { type UnitsBody } from '../api.ts';
import { type HomesBody, type PeopleReply } from '../api/units.ts';
import { suggestedHome } from '../model/homes.ts';
import { type LeaderChannel } from '../model/programme.ts';
import { type Organisation } from '../model/unit-tree.ts';
import { channelStore } from '../store/channels.ts';
import { etagOf } from './etag.ts';

/** The agency as a tree, and where everyone counts. */
export interface UnitActions {
  /** Throws `unknown-unit`, also when a channel would lose its unit, or `changed-meanwhile`. */
  keepUnits(tenant: string, body: UnitsBody): Promise<void>;
  /** Throws `unknown-unit` or `changed-meanwhile`. */
  keepHomes(tenant: string, body: HomesBody): Promise<void>;
  /** Everyone known from the channels and from before. Channels that do not answer in time are named. */
  people(tenant: string): Promise<PeopleReply>;
}

interface UnitParts {
  readonly database: Database;
  readonly people: PeopleActions;
}

/** The page is waiting; what comes later is there the next time. */
const rostersMs = 12_000;
const rostersAtOnce = 8;

export function unitActions({ database, people }: UnitParts): UnitActions {
  return {
    async keepUnits(tenant, { units, homes, ifMatch }) {
      const known = new Set(units.map((unit) => unit.id));
      const orphan = (await channelStore(database).of(tenant)).find(
        ({ unit, state }) => unit !== undefined && state !== 'removed' && !known.has(unit),
      );
      if (orphan !== undefined) throw new Refusal('unknown-unit', { unit: orphan.unit ?? '' });
      const tree = units.map((unit) => ({ ...unit, parent: unit.parent ?? undefined }));
      await people.replaceUnits(tenant, tree, homes, (before) => {
        checkMeanwhile(before, { units: tree, homes }, ifMatch);
      });
    },

    async keepHomes(tenant, { homes }) {
      await people.keepHomes(tenant, homes, (before) => {
        const now = new Map(before.homes.map(({ person, unit }) => [person, unit]));
        const isAsSeen = ({ person, was }: HomesBody['homes'][number]) =>
          was === undefined || was === (now.get(person) ?? null);
        if (!homes.every(isAsSeen)) throw new Refusal('changed-meanwhile');
      });
    },

    async people(tenant) {
      const channels = (await channelStore(database).of(tenant)).filter(({ state }) => state !== 'removed');
      const rosters = await readRosters(people, channels);
      const unread = channels.filter(({ id }) => !rosters.has(id)).map(({ id, name }) => ({ id, name }));
      const units = await people.units(tenant);
      const known = new Map<string, Known>();
      for (const { person, name, unit } of await people.homes(tenant))
        known.set(person, { person, name, home: unit, channels: [] });
      for (const channel of channels)
        for (const { id, name } of rosters.get(channel.id) ?? []) {
          const before = known.get(id) ?? { person: id, name, home: null, channels: [] };
          known.set(id, { ...before, name, channels: [...before.channels, channel] });
        }
      return { people: [...known.values()].map((one) => rowOf(one, { units, rosters, unread })), unread };
    },
  };
}

/**
 * Throws `changed-meanwhile` unless the units are those that were seen, and nobody has come to one that goes. A
 * caller that does not say what it has seen is let through.
 */
export function checkMeanwhile(before: Organisation, after: Organisation, ifMatch: string | undefined): void {
  if (ifMatch === undefined) return;
  const units = new Set(after.units.map(({ id }) => id));
  const named = new Set(after.homes.map(({ person }) => person));
  const isLost = before.homes.some(({ person, unit }) => !units.has(unit) && !named.has(person));
  if (isLost || ifMatch !== unitsEtag(before.units)) throw new Refusal('changed-meanwhile');
}

export const unitsEtag = (units: readonly Unit[]): string =>
  etagOf(units.map(({ id, name, kind, parent }) => [id, name, kind, parent ?? null]));

interface Known {
  readonly person: string;
  readonly name: string;
  readonly home: string | null;
  readonly channels: readonly LeaderChannel[];
}

type Rosters = ReadonlyMap<string, readonly Member[]>;

function rowOf(
  { person, name, home, channels }: Known,
  { units, rosters, unread }: { units: readonly Unit[]; rosters: Rosters } & Pick<PeopleReply, 'unread'>,
): PeopleReply['people'][number] {
  const memberships = channels.map(({ id, unit }) => ({ unit, members: rosters.get(id)?.length ?? 0 }));
  const suggestion = home === null ? (suggestedHome(units, memberships) ?? null) : null;
  const missing = unread.length === 0 ? true : null;
  return {
    ...{ person, name, home, suggestion },
    channels: channels.map(({ id }) => id),
    left: channels.length > 0 ? false : missing,
  };
}

/** Guests are nobody's leaders here. */
async function readRosters(people: PeopleActions, channels: readonly LeaderChannel[]): Promise<Rosters> {
  const rosters = new Map<string, readonly Member[]>();
  const waiting = [...channels];
  const late = AbortSignal.timeout(rostersMs);
  const readOn = async () => {
    for (let next = waiting.shift(); next !== undefined && !late.aborted; next = waiting.shift()) {
      const { tenant, serviceUrl, id } = next;
      // A channel that cannot be read is named to the administrator; see `unread`.
      const members = await people.roster({ tenant, serviceUrl, conversation: id }).catch(() => undefined);
      if (members !== undefined) rosters.set(id, leadersAmong(members));
    }
  };
  const read = Promise.all(Array.from({ length: rostersAtOnce }, readOn));
  const outOfTime = new Promise((resolve) => {
    late.addEventListener('abort', resolve);
  });
  await Promise.race([read, outOfTime]);
  return new Map(rosters);
}

const leadersAmong = (members: readonly Member[]) => members.filter(({ guest }) => !guest);
