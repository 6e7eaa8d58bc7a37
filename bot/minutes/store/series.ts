import { type Series } from '../model/record.ts';
import { type Connection } from '../../platform/database/database.ts';
import { type MinutesTables } from './tables.ts';

/** Series of meetings and the numbers they have issued. */
export interface SeriesStore {
  find(tenant: string, id: string): Promise<Series | undefined>;
  /** The chat's series; who else locks it waits until this transaction ends. */
  lock(tenant: string, chat: string): Promise<Series>;
  /** Keeps the series of the chat that is there already, if two open it at once. */
  add(series: Series): Promise<void>;
  /** Issues the next numbers of a year, without gaps; answers the first of them. Holds a row lock. */
  issue(
    series: Pick<Series, 'tenant' | 'id'>,
    year: string,
    many: { readonly items: number; readonly meetings: number },
  ): Promise<{ readonly firstItem: number; readonly firstMeeting: number }>;
}

export function seriesStore(connection: Connection): SeriesStore {
  const tables = connection.tables<MinutesTables>();
  const all = (tenant: string) => tables.selectFrom('series').selectAll().where('tenant', '=', tenant);

  return {
    find: (tenant, id) => all(tenant).where('id', '=', id).executeTakeFirst(),
    lock: (tenant, chat) => all(tenant).where('chat', '=', chat).forUpdate().executeTakeFirstOrThrow(),
    async add(series) {
      await tables
        .insertInto('series')
        .values(series)
        .onConflict((conflict) => conflict.columns(['tenant', 'chat']).doNothing())
        .execute();
    },
    async issue(series, year, many) {
      const key = { tenant: series.tenant, series: series.id, year };
      await tables
        .insertInto('series_count')
        .values({ ...key, items: 0, meetings: 0 })
        .onConflict((conflict) => conflict.columns(['tenant', 'series', 'year']).doNothing())
        .execute();
      const counted = await tables
        .updateTable('series_count')
        .set((row) => ({
          items: row('items', '+', many.items),
          meetings: row('meetings', '+', many.meetings),
        }))
        .where('tenant', '=', key.tenant)
        .where('series', '=', key.series)
        .where('year', '=', year)
        .returning(['items', 'meetings'])
        .executeTakeFirstOrThrow();
      return {
        firstItem: counted.items - many.items + 1,
        firstMeeting: counted.meetings - many.meetings + 1,
      };
    },
  };
}
