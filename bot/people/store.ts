import { type Kysely } from 'kysely';
import { type Connection } from '../platform/database/database.ts';
import { type Language } from '../platform/texts.ts';
import { type Home, type PersonRef, type Unit, type UnitKind } from './model.ts';

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
}

/** Many rows are written a hundred at a time: SQLite takes 32,766 values in a statement. */
const BATCH = 100;

export function peopleStore(connection: Connection) {
  const tables = connection.tables<PeopleTables>();
  return { ...unitStore(tables), ...personStore(tables) };
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

    async replaceUnits(tenant: string, units: readonly Unit[]): Promise<void> {
      await tables.deleteFrom('unit').where('tenant', '=', tenant).execute();
      const rows = units.map((unit, position) => ({
        ...unit,
        tenant,
        position,
        parent: unit.parent ?? null,
      }));
      for (let at = 0; at < rows.length; at += BATCH)
        await tables
          .insertInto('unit')
          .values(rows.slice(at, at + BATCH))
          .execute();
    },
  };
}

function personStore(tables: Kysely<PeopleTables>) {
  return {
    async homes(tenant: string): Promise<readonly Home[]> {
      return await tables
        .selectFrom('person')
        .innerJoin('unit', (join) =>
          join.onRef('unit.tenant', '=', 'person.tenant').onRef('unit.id', '=', 'person.unit_id'),
        )
        .select(['person.id as person', 'person.name as name', 'unit.id as unit'])
        .where('person.tenant', '=', tenant)
        .orderBy('person.name')
        .orderBy('person.id')
        .execute();
    },

    async keepHomes(tenant: string, homes: readonly Home[]): Promise<void> {
      const rows = homes.map((home) => ({
        tenant,
        id: home.person,
        name: home.name,
        language: null,
        unit_id: home.unit,
      }));
      for (let at = 0; at < rows.length; at += BATCH)
        await tables
          .insertInto('person')
          .values(rows.slice(at, at + BATCH))
          .onConflict((conflict) =>
            conflict.columns(['tenant', 'id']).doUpdateSet((written) => ({
              name: written.ref('excluded.name'),
              unit_id: written.ref('excluded.unit_id'),
            })),
          )
          .execute();
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
