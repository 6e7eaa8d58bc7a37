import { type Series } from '../model/record.ts';
import { type Connection } from '../../platform/database/database.ts';
import { type MinutesTables } from './tables.ts';

/** The numbers that a series has issued, each year from 1 or from where the agency has set it. */
export interface NumberStore {
  /** Has any meeting of that year got its number? */
  hasNumbered(series: Pick<Series, 'tenant' | 'id'>, year: string): Promise<boolean>;
  /** Lets the numbers of a year begin here instead of at 1. Call it before any has been issued. */
  begin(
    series: Pick<Series, 'tenant' | 'id'>,
    year: string,
    first: { readonly item: number; readonly meeting: number },
  ): Promise<void>;
  /** Issues the next numbers of a year, without gaps; answers the first of them. Holds a row lock. */
  issue(
    series: Pick<Series, 'tenant' | 'id'>,
    year: string,
    many: { readonly items: number; readonly meetings: number },
  ): Promise<{ readonly firstItem: number; readonly firstMeeting: number }>;
}

export function numberStore(connection: Connection): NumberStore {
  const tables = connection.tables<MinutesTables>();
  return {
    async hasNumbered({ tenant, id }, year) {
      const row = await tables
        .selectFrom('meeting')
        .select('id')
        .where('tenant', '=', tenant)
        .where('series', '=', id)
        .where('number', 'like', `%/${year}`)
        .executeTakeFirst();
      return row !== undefined;
    },
    async begin({ tenant, id }, year, { item, meeting }) {
      const set = { items: item - 1, meetings: meeting - 1 };
      await tables
        .insertInto('series_count')
        .values({ tenant, series: id, year, ...set })
        .onConflict((conflict) => conflict.columns(['tenant', 'series', 'year']).doUpdateSet(set))
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
