import { type Connection } from '../../platform/database/database.ts';
import { type MinutesTables } from './tables.ts';

interface WaitingItem {
  readonly key: string;
  readonly title: string;
}

/** Items that wait for the next meeting whose results go to a channel. */
export interface WaitingStore {
  /** The same key twice is one item. */
  propose(
    item: WaitingItem & {
      readonly tenant: string;
      readonly channel: string;
      readonly by: string;
      readonly at: string;
    },
  ): Promise<void>;
  /** Takes the items that wait for a channel's next meeting into this one. */
  take(tenant: string, channel: string, meeting: string): Promise<readonly WaitingItem[]>;
  /** The title of the series that last put its results in a channel. */
  latestOf(tenant: string, channel: string): Promise<string | undefined>;
}

export function waitingStore(connection: Connection): WaitingStore {
  const tables = connection.tables<MinutesTables>();
  return {
    async propose({ tenant, channel, key, title, by, at }) {
      await tables
        .insertInto('waiting_item')
        .values({ tenant, channel, key, title, by_person: by, at, meeting: null })
        .onConflict((conflict) => conflict.columns(['tenant', 'channel', 'key']).doNothing())
        .execute();
    },
    async take(tenant, channel, meeting) {
      const taken = await tables
        .updateTable('waiting_item')
        .set({ meeting })
        .where('tenant', '=', tenant)
        .where('channel', '=', channel)
        .where('meeting', 'is', null)
        .returning(['key', 'title', 'at'])
        .execute();
      return taken
        .sort((one, other) => (one.at < other.at ? -1 : 1))
        .map(({ key, title }) => ({ key, title }));
    },
    async latestOf(tenant, channel) {
      const row = await tables
        .selectFrom('meeting')
        .innerJoin('series', (join) =>
          join.onRef('series.tenant', '=', 'meeting.tenant').onRef('series.id', '=', 'meeting.series'),
        )
        .select('series.title')
        .where('meeting.tenant', '=', tenant)
        .where('meeting.channel', '=', channel)
        .orderBy('meeting.starts_at', 'desc')
        .executeTakeFirst();
      return row?.title;
    },
  };
}
