import { type Connection } from '../../platform/database/database.ts';
import { type Language } from '../../platform/texts.ts';
import { type PersonRef } from '../model.ts';

interface OwnTables {
  person: {
    tenant: string;
    id: string;
    name: string;
    language: Language | null;
    unit_id: string | null;
    reminders: number;
    paused_until: string | null;
  };
  home_change: {
    tenant: string;
    person: string;
    number: number;
    from_unit: string | null;
    to_unit: string | null;
    changed_at: string;
  };
}

/** Everything these tables know of one person. */
export interface OwnRecord {
  readonly name: string;
  /** The person's own choice. */
  readonly language: Language | null;
  readonly unit: string | null;
  readonly reminders: boolean;
  /** ISO date. */
  readonly pausedUntil: string | null;
}

export function ownStore(connection: Connection) {
  const tables = connection.tables<OwnTables>();
  const asKept = { language: null, reminders: 1, paused_until: null };
  return {
    async record({ tenant, id }: PersonRef): Promise<OwnRecord | undefined> {
      const row = await tables
        .selectFrom('person')
        .select(['name', 'language', 'unit_id', 'reminders', 'paused_until'])
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .executeTakeFirst();
      return (
        row && {
          name: row.name,
          language: row.language,
          unit: row.unit_id,
          reminders: row.reminders === 1,
          pausedUntil: row.paused_until,
        }
      );
    },

    async moves({ tenant, id }: PersonRef) {
      return await tables
        .selectFrom('home_change')
        .select(['changed_at as at', 'from_unit as from', 'to_unit as to'])
        .where('tenant', '=', tenant)
        .where('person', '=', id)
        .orderBy('number')
        .execute();
    },

    /** The person's own choices; of somebody without a home unit nothing is left then. */
    async forgetChoices({ tenant, id }: PersonRef): Promise<void> {
      await tables
        .updateTable('person')
        .set(asKept)
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .execute();
      await tables
        .deleteFrom('person')
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('unit_id', 'is', null)
        .execute();
    },

    /** Answers how many. */
    async forgetMoves(tenant: string, before: Date): Promise<number> {
      const { numDeletedRows } = await tables
        .deleteFrom('home_change')
        .where('tenant', '=', tenant)
        .where('changed_at', '<', before.toISOString())
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
