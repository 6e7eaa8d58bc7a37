import { type Kysely } from 'kysely';
import { batches, type Connection } from '../platform/database/database.ts';
import { daysBefore, keptDays } from '../platform/keeping.ts';
import { type Language } from '../platform/texts.ts';
import { type Home, type HomeChange, type PersonRef, type Unit, type UnitKind } from './model.ts';

interface PeopleTables {
  unit: {
    tenant: string;
    id: string;
    name: string;
    kind: UnitKind;
    parent: string | null;
    position: number;
  };
  person: { tenant: string; id: string; name: string; language: Language | null; unit_id: string | null };
  home_change: {
    tenant: string;
    person: string;
    number: number;
    from_unit: string | null;
    to_unit: string | null;
    changed_at: string;
  };
}

/** What the product knows of a person before they do anything. */
export interface Profile {
  readonly language: Language | undefined;
  readonly home: Unit | undefined;
}

export function peopleStore(connection: Connection) {
  const tables = connection.tables<PeopleTables>();
  return { ...unitStore(tables), ...personStore(tables), ...homeStore(tables), ...changeStore(tables) };
}

function unitStore(tables: Kysely<PeopleTables>) {
  return {
    async units(tenant: string): Promise<readonly Unit[]> {
      const rows = await tables
        .selectFrom('unit')
        .select(['id', 'name', 'kind', 'parent'])
        .where('tenant', '=', tenant)
        .orderBy('position')
        .execute();
      return rows.map((row) => ({ ...row, parent: row.parent ?? undefined }));
    },

    /** Whoever else would change the units waits until this transaction has ended. */
    async holdUnits(tenant: string): Promise<void> {
      await tables
        .updateTable('unit')
        .set((unit) => ({ position: unit.ref('position') }))
        .where('tenant', '=', tenant)
        .execute();
    },

    async replaceUnits(tenant: string, units: readonly Unit[]): Promise<void> {
      await tables.deleteFrom('unit').where('tenant', '=', tenant).execute();
      const rows = units.map((unit, position) => ({
        ...unit,
        tenant,
        position,
        parent: unit.parent ?? null,
      }));
      for (const some of batches(rows)) await tables.insertInto('unit').values(some).execute();
    },
  };
}

function personStore(tables: Kysely<PeopleTables>) {
  return {
    /** The home unit with its place in the tree, and the chosen language: what every press asks for. */
    async profile(person: PersonRef): Promise<Profile> {
      const row = await tables
        .selectFrom('person')
        .leftJoin('unit', (join) =>
          join.onRef('unit.tenant', '=', 'person.tenant').onRef('unit.id', '=', 'person.unit_id'),
        )
        .select(['person.language', 'unit.id', 'unit.name', 'unit.kind', 'unit.parent'])
        .where('person.tenant', '=', person.tenant)
        .where('person.id', '=', person.id)
        .executeTakeFirst();
      const { id, name, kind, parent } = row ?? {};
      const home = id && name && kind ? { id, name, kind, parent: parent ?? undefined } : undefined;
      return { language: row?.language ?? undefined, home };
    },

    async person(
      person: PersonRef,
    ): Promise<{ name: string; language: Language | undefined; unit: string | undefined } | undefined> {
      const row = await tables
        .selectFrom('person')
        .select(['name', 'language', 'unit_id'])
        .where('tenant', '=', person.tenant)
        .where('id', '=', person.id)
        .executeTakeFirst();
      return row && { name: row.name, language: row.language ?? undefined, unit: row.unit_id ?? undefined };
    },

    async keepLanguage(person: PersonRef & { readonly name: string }, language: Language): Promise<void> {
      await tables
        .insertInto('person')
        .values({ tenant: person.tenant, id: person.id, name: person.name, language, unit_id: null })
        .onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet({ language }))
        .execute();
    },
  };
}

function homeStore(tables: Kysely<PeopleTables>) {
  const homes = async (tenant: string): Promise<readonly Home[]> =>
    await tables
      .selectFrom('person')
      .innerJoin('unit', (join) =>
        join.onRef('unit.tenant', '=', 'person.tenant').onRef('unit.id', '=', 'person.unit_id'),
      )
      .select(['person.id as person', 'person.name as name', 'unit.id as unit'])
      .where('person.tenant', '=', tenant)
      .orderBy('person.name')
      .orderBy('person.id')
      .execute();
  return {
    /** Everybody who counts somewhere; a home in a unit that is no more does not count. */
    homes,

    async keepHomes(tenant: string, homes: readonly Home[]): Promise<void> {
      const rows = homes.map((home) => ({
        tenant,
        id: home.person,
        name: home.name,
        language: null,
        unit_id: home.unit,
      }));
      for (const some of batches(rows))
        await tables
          .insertInto('person')
          .values(some)
          .onConflict((conflict) =>
            conflict.columns(['tenant', 'id']).doUpdateSet((written) => ({
              name: written.ref('excluded.name'),
              unit_id: written.ref('excluded.unit_id'),
            })),
          )
          .execute();
    },
  };
}

function changeStore(tables: Kysely<PeopleTables>) {
  const homes = homeStore(tables).homes;
  return {
    /** Notes who counts elsewhere than before, the first placing included. */
    async keepChanges(tenant: string, homesBefore: readonly Home[], at: Date): Promise<void> {
      const before = new Map(homesBefore.map(({ person, unit }) => [person, unit]));
      const after = new Map((await homes(tenant)).map(({ person, unit }) => [person, unit]));
      const moved = [...new Set([...before.keys(), ...after.keys()])].filter(
        (person) => before.get(person) !== after.get(person),
      );
      const changes = tables.selectFrom('home_change').where('tenant', '=', tenant);
      for (const some of batches(moved)) {
        const numbers = await changes
          .select(({ fn }) => ['person', fn.max('number').as('last')])
          .where('person', 'in', some)
          .groupBy('person')
          .execute();
        const last = new Map(numbers.map(({ person, last }) => [person, last]));
        const rows = some.map((person) => ({
          tenant,
          person,
          number: (last.get(person) ?? 0) + 1,
          from_unit: before.get(person) ?? null,
          to_unit: after.get(person) ?? null,
          changed_at: at.toISOString(),
        }));
        await tables.insertInto('home_change').values(rows).execute();
      }
      const old = daysBefore(at, keptDays.moves).toISOString();
      await tables
        .deleteFrom('home_change')
        .where('tenant', '=', tenant)
        .where('changed_at', '<', old)
        .execute();
    },

    /** After `since`, until `until`; oldest first. */
    async homeChanges(tenant: string, since: Date, until: Date): Promise<readonly HomeChange[]> {
      const rows = await tables
        .selectFrom('home_change')
        .select(['person', 'from_unit', 'to_unit', 'changed_at'])
        .where('tenant', '=', tenant)
        .where('changed_at', '>', since.toISOString())
        .where('changed_at', '<=', until.toISOString())
        .orderBy('changed_at')
        .orderBy('person')
        .orderBy('number')
        .execute();
      return rows.map((row) => ({
        person: row.person,
        from: row.from_unit ?? undefined,
        to: row.to_unit ?? undefined,
        at: new Date(row.changed_at),
      }));
    },
  };
}
