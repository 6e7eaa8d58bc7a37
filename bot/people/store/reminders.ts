import { type Connection } from '../../platform/database/database.ts';
import { type PersonRef, type ReminderChoice } from '../model.ts';

interface ReminderTables {
  person: {
    tenant: string;
    id: string;
    name: string;
    language: string | null;
    unit_id: string | null;
    reminders: number;
    paused_until: string | null;
  };
}

/** What people have decided about being reminded. It tells nothing of whether they answer. */
export function reminderStore(connection: Connection) {
  const tables = connection.tables<ReminderTables>();
  const choices = (tenant: string) =>
    tables.selectFrom('person').select(['id', 'reminders', 'paused_until']).where('tenant', '=', tenant);
  return {
    async of({ tenant, id }: PersonRef): Promise<ReminderChoice | undefined> {
      const row = await choices(tenant).where('id', '=', id).executeTakeFirst();
      return row && choiceOf(row);
    },

    /** Those who have chosen anything but the usual, by person. */
    async all(tenant: string): Promise<ReadonlyMap<string, ReminderChoice>> {
      const rows = await choices(tenant)
        .where((where) => where.or([where('reminders', '=', 0), where('paused_until', 'is not', null)]))
        .execute();
      return new Map(rows.map((row) => [row.id, choiceOf(row)]));
    },

    async keep(person: PersonRef & { readonly name: string }, choice: ReminderChoice): Promise<void> {
      const chosen = { reminders: choice.on ? 1 : 0, paused_until: choice.pausedUntil ?? null };
      await tables
        .insertInto('person')
        .values({
          ...{ tenant: person.tenant, id: person.id, name: person.name, language: null, unit_id: null },
          ...chosen,
        })
        .onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(chosen))
        .execute();
    },
  };
}

function choiceOf(row: { readonly reminders: number; readonly paused_until: string | null }): ReminderChoice {
  return { on: row.reminders === 1, pausedUntil: row.paused_until ?? undefined };
}
