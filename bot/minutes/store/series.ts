import { type RoleView } from '../api/series.ts';
import { type Series } from '../model/record.ts';
import { type Connection } from '../../platform/database/database.ts';
import { type MinutesTables } from './tables.ts';

/** Series of meetings. */
export interface SeriesStore {
  find(tenant: string, id: string): Promise<Series | undefined>;
  /** The template that a series of these channels got last. */
  lastTemplate(tenant: string, channels: readonly string[]): Promise<string | undefined>;
  /** As `find`; who else locks it waits until this transaction ends. Lock it before any of its meetings. */
  lockById(tenant: string, id: string): Promise<Series | undefined>;
  keep(series: Series): Promise<void>;
  /** The chat's series; who else locks it waits until this transaction ends. */
  lock(tenant: string, chat: string): Promise<Series>;
  /** Keeps the series of the chat that is there already, if two open it at once. */
  add(series: Series): Promise<void>;
}

export function seriesStore(connection: Connection): SeriesStore {
  const tables = connection.tables<MinutesTables>();
  const all = (tenant: string) => tables.selectFrom('series').selectAll().where('tenant', '=', tenant);

  return {
    async find(tenant, id) {
      const row = await all(tenant).where('id', '=', id).executeTakeFirst();
      return row && seriesOf(row);
    },
    async lockById(tenant, id) {
      const row = await all(tenant).where('id', '=', id).forUpdate().executeTakeFirst();
      return row && seriesOf(row);
    },
    async lock(tenant, chat) {
      return seriesOf(await all(tenant).where('chat', '=', chat).forUpdate().executeTakeFirstOrThrow());
    },
    async lastTemplate(tenant, channels) {
      if (channels.length === 0) return undefined;
      const row = await tables
        .selectFrom('meeting')
        .innerJoin('series', (join) =>
          join.onRef('series.tenant', '=', 'meeting.tenant').onRef('series.id', '=', 'meeting.series'),
        )
        .select('series.template')
        .where('meeting.tenant', '=', tenant)
        .where('meeting.channel', 'in', channels)
        .where('series.chosen', '=', 1)
        .orderBy('meeting.starts_at', 'desc')
        .executeTakeFirst();
      return row?.template;
    },
    async keep(series) {
      const { template, roles, chosen } = rowOf(series);
      await tables
        .updateTable('series')
        .set({ template, roles, chosen })
        .where('tenant', '=', series.tenant)
        .where('id', '=', series.id)
        .execute();
    },
    async add(series) {
      await tables
        .insertInto('series')
        .values(rowOf(series))
        .onConflict((conflict) => conflict.columns(['tenant', 'chat']).doNothing())
        .execute();
    },
  };
}

type Row = MinutesTables['series'];

function seriesOf({ roles, chosen, ...same }: Row): Series {
  return { ...same, roles: JSON.parse(roles) as RoleView[], chosen: chosen === 1 };
}

function rowOf({ roles, chosen, ...same }: Series): Row {
  return { ...same, roles: JSON.stringify(roles), chosen: chosen ? 1 : 0 };
}
