import { type Insertable, type Kysely } from 'kysely';
import { type QueuedView } from '../api/series.ts';
import { type ItemView, type PersonView } from '../api.ts';
import { type Carried, comesBySelf } from '../model/carry.ts';
import { wholeItem } from '../model/meeting.ts';
import { type Meeting } from '../model/record.ts';
import { type Connection } from '../../platform/database/database.ts';
import { type MinutesTables } from './tables.ts';

type Of = Pick<Meeting, 'tenant' | 'series' | 'id'>;

/** Items between two meetings of a series. Each is taken once. Call it under the lock of the series. */
export interface QueueStore {
  /** What leaves a meeting that is yet to be held. */
  add(origin: Of, carried: readonly Carried[]): Promise<void>;
  /** What finished minutes leave for later, in place of what they left before; what a meeting has taken stays taken. */
  keepLeft(origin: Of, carried: readonly Carried[]): Promise<void>;
  /** What this meeting may take up by itself; it is then this meeting's. */
  takeDue(meeting: Of & Pick<Meeting, 'startsAt'>): Promise<readonly ItemView[]>;
  /** One item, whatever it waits for; `undefined` when somebody else was first. */
  take(meeting: Of, item: string): Promise<ItemView | undefined>;
  waiting(of: Pick<Meeting, 'tenant' | 'series'>): Promise<readonly QueuedView[]>;
  /** It will not be taken up; answers false when it does not wait any more. */
  drop(of: Pick<Meeting, 'tenant' | 'series'>, item: string, dropped: Dropped): Promise<boolean>;
}

/** Who said that an item of the queue will not be taken up, when, and why. */
export interface Dropped {
  readonly reason: string;
  readonly by: PersonView;
  /** ISO time. */
  readonly at: string;
}

type Row = MinutesTables['series_item'];

const left = ['postponed', 'returned'];

export function queueStore(connection: Connection, newId: () => string): QueueStore {
  const tables = connection.tables<MinutesTables>();
  const add = async (origin: Of, carried: readonly Carried[]) => {
    if (carried.length === 0) return;
    const rows = carried.map((one, position) => rowOf(origin, one, { id: newId(), position }));
    await tables.insertInto('series_item').values(rows).execute();
  };
  return {
    add,
    async keepLeft(origin, carried) {
      const taken = await withdrawLeft(tables, origin);
      await add(
        origin,
        carried.filter(({ item }) => !taken.has(item.id)),
      );
    },
    async takeDue(meeting) {
      const rows = await free(tables, meeting).where('after', '<', meeting.startsAt).execute();
      const items: ItemView[] = [];
      for (const row of rows) {
        if (!comesBySelf({ why: row.why as QueuedView['why'] })) continue;
        const item = await takenBy(tables, meeting.id, row);
        if (item) items.push(item);
      }
      return items;
    },
    async take(meeting, item) {
      const row = await free(tables, meeting).where('item', '=', item).executeTakeFirst();
      return row && takenBy(tables, meeting.id, row);
    },
    async waiting(of) {
      const rows = await free(tables, of).execute();
      return rows.map(({ item, why, body }) => {
        const { number, title } = JSON.parse(body) as ItemView;
        return { item, number, title: title.text, why: why as QueuedView['why'] };
      });
    },
    async drop({ tenant, series }, item, dropped) {
      const rows = await tables
        .updateTable('series_item')
        .set({ dropped: JSON.stringify(dropped) })
        .where('tenant', '=', tenant)
        .where('series', '=', series)
        .where('item', '=', item)
        .where('meeting', 'is', null)
        .where('dropped', 'is', null)
        .returning('id')
        .execute();
      return rows.length > 0;
    },
  };
}

function rowOf(
  { tenant, series, id: origin }: Of,
  { item, why, after }: Carried,
  own: { readonly id: string; readonly position: number },
): Insertable<Row> {
  return {
    ...own,
    tenant,
    series,
    origin,
    item: item.id,
    why,
    after,
    meeting: null,
    dropped: null,
    body: JSON.stringify(item),
  };
}

function free(tables: Kysely<MinutesTables>, { tenant, series }: Pick<Of, 'tenant' | 'series'>) {
  return tables
    .selectFrom('series_item')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('series', '=', series)
    .where('meeting', 'is', null)
    .where('dropped', 'is', null)
    .orderBy('after')
    .orderBy('position')
    .orderBy('item');
}

async function takenBy(
  tables: Kysely<MinutesTables>,
  meeting: string,
  row: Row,
): Promise<ItemView | undefined> {
  const [own] = await tables
    .updateTable('series_item')
    .set({ meeting })
    .where('tenant', '=', row.tenant)
    .where('series', '=', row.series)
    .where('id', '=', row.id)
    .where('meeting', 'is', null)
    .where('dropped', 'is', null)
    .returning('body')
    .execute();
  return own && wholeItem(JSON.parse(own.body) as ItemView);
}

/** Takes back what finished minutes left and nobody has taken or dropped; answers which items somebody has. */
async function withdrawLeft(
  tables: Kysely<MinutesTables>,
  { tenant, series, id }: Of,
): Promise<ReadonlySet<string>> {
  const rows = await tables
    .selectFrom('series_item')
    .select(['id', 'item', 'meeting', 'dropped'])
    .where('tenant', '=', tenant)
    .where('series', '=', series)
    .where('origin', '=', id)
    .where('why', 'in', left)
    .execute();
  const gone = ({ meeting, dropped }: (typeof rows)[number]) => meeting !== null || dropped !== null;
  const untaken = rows.filter((row) => !gone(row)).map((row) => row.id);
  if (untaken.length > 0)
    await tables
      .deleteFrom('series_item')
      .where('tenant', '=', tenant)
      .where('series', '=', series)
      .where('id', 'in', untaken)
      .execute();
  return new Set(rows.filter(gone).map(({ item }) => item));
}
