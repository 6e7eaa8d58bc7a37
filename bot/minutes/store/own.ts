import { type Connection } from '../../platform/database/database.ts';
import { type Asker } from '../actions/rights.ts';
import { type MinutesTables } from './tables.ts';

/** Where one person stands in minutes. */
export function ownStore(connection: Connection) {
  const tables = connection.tables<MinutesTables>();
  return {
    /** Meetings the person was invited to or takes the minutes of, newest first. */
    async meetings({ tenant, id }: Asker) {
      const rows = await tables
        .selectFrom('meeting')
        .select(['title', 'starts_at as startsAt', 'head'])
        .where('tenant', '=', tenant)
        .where('head', 'like', `%${named(id)}%`)
        .orderBy('starts_at', 'desc')
        .execute();
      return rows
        .filter(({ head }) => head.includes(named(id)))
        .map(({ title, startsAt }) => ({ title, startsAt }));
    },

    /** Proposed for a meeting that has not taken them up. */
    async waitingItems({ tenant, id }: Asker): Promise<readonly string[]> {
      const rows = await tables
        .selectFrom('waiting_item')
        .select(['title', 'by_person as by'])
        .where('tenant', '=', tenant)
        .where('by_person', 'like', `%${named(id)}%`)
        .where('meeting', 'is', null)
        .orderBy('at')
        .execute();
      return rows.filter(({ by }) => by.includes(named(id))).map(({ title }) => title);
    },
  };
}

/** As people stand in JSON. In a pattern `_` and `%` of an id find more, so what was found is looked at once more. */
const named = (id: string) => `"id":${JSON.stringify(id)}`;
