import { type Insertable } from 'kysely';
import { type ItemView, type MeetingState } from '../api.ts';
import { type Meeting } from '../model/record.ts';
import { type Connection } from '../../platform/database/database.ts';
import { type MeetingRow, type MinutesTables } from './tables.ts';

/** What no query looks for lies together, and the order of the items with it. */
type Head = Pick<
  Meeting,
  | 'endsAt'
  | 'place'
  | 'language'
  | 'chair'
  | 'minuteTaker'
  | 'channel'
  | 'channels'
  | 'people'
  | 'attendance'
  | 'template'
> & { readonly order: readonly string[] };

/** Meetings with their items: one row each, so that a change writes only what it touched. */
export interface MeetingStore {
  add(meeting: Meeting): Promise<void>;
  find(tenant: string, id: string): Promise<Meeting | undefined>;
  findOccurrence(tenant: string, teamsMeeting: string, occurrence: string): Promise<Meeting | undefined>;
  /** As `find`; everybody else who locks waits until this transaction ends. */
  lock(tenant: string, id: string): Promise<Meeting | undefined>;
  /** Writes what differs; what a rule did not touch is the same object. */
  keep(before: Meeting, after: Meeting): Promise<void>;
}

export function meetingStore(connection: Connection): MeetingStore {
  const tables = connection.tables<MinutesTables>();

  const loaded = async (row: MeetingRow | undefined): Promise<Meeting | undefined> => {
    if (!row) return undefined;
    const items = await tables
      .selectFrom('meeting_item')
      .select('body')
      .where('tenant', '=', row.tenant)
      .where('meeting', '=', row.id)
      .execute();
    return meetingOf(
      row,
      items.map(({ body }) => JSON.parse(body) as ItemView),
    );
  };
  const one = (tenant: string, id: string) =>
    tables.selectFrom('meeting').selectAll().where('tenant', '=', tenant).where('id', '=', id);

  return {
    async add(meeting) {
      await tables.insertInto('meeting').values(meetingRow(meeting)).execute();
      for (const item of meeting.items)
        await tables.insertInto('meeting_item').values(itemRow(meeting, item)).execute();
    },
    find: async (tenant, id) => loaded(await one(tenant, id).executeTakeFirst()),
    lock: async (tenant, id) => loaded(await one(tenant, id).forUpdate().executeTakeFirst()),
    async findOccurrence(tenant, teamsMeeting, occurrence) {
      const row = await tables
        .selectFrom('meeting')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('teams_meeting', '=', teamsMeeting)
        .where('occurrence', '=', occurrence)
        .executeTakeFirst();
      return loaded(row);
    },
    async keep(before, after) {
      await tables
        .updateTable('meeting')
        .set(meetingRow(after))
        .where('tenant', '=', after.tenant)
        .where('id', '=', after.id)
        .execute();
      await keepItems(connection, before, after);
    },
  };
}

async function keepItems(connection: Connection, before: Meeting, after: Meeting): Promise<void> {
  const tables = connection.tables<MinutesTables>();
  const old = new Map(before.items.map((item) => [item.id, item]));
  const staying = new Set(after.items.map(({ id }) => id));
  for (const item of after.items) {
    if (old.get(item.id) === item) continue;
    const row = itemRow(after, item);
    await tables
      .insertInto('meeting_item')
      .values(row)
      .onConflict((conflict) => conflict.columns(['tenant', 'meeting', 'id']).doUpdateSet({ body: row.body }))
      .execute();
  }
  const gone = before.items.map(({ id }) => id).filter((id) => !staying.has(id));
  if (gone.length === 0) return;
  await tables
    .deleteFrom('meeting_item')
    .where('tenant', '=', after.tenant)
    .where('meeting', '=', after.id)
    .where('id', 'in', gone)
    .execute();
}

function itemRow(meeting: Meeting, item: ItemView): Insertable<MinutesTables['meeting_item']> {
  return { tenant: meeting.tenant, meeting: meeting.id, id: item.id, body: JSON.stringify(item) };
}

function meetingRow(meeting: Meeting): Insertable<MinutesTables['meeting']> {
  const head: Head = {
    endsAt: meeting.endsAt,
    place: meeting.place,
    language: meeting.language,
    chair: meeting.chair,
    minuteTaker: meeting.minuteTaker,
    channel: meeting.channel,
    channels: meeting.channels,
    people: meeting.people,
    attendance: meeting.attendance,
    template: meeting.template,
    order: meeting.items.map(({ id }) => id),
  };
  return {
    tenant: meeting.tenant,
    id: meeting.id,
    series: meeting.series,
    teams_meeting: meeting.teamsMeeting,
    occurrence: meeting.occurrence,
    chat: meeting.chat,
    starts_at: meeting.startsAt,
    title: meeting.title,
    state: meeting.state,
    number: meeting.number,
    channel: meeting.channel?.id ?? null,
    sequence: meeting.sequence,
    head: JSON.stringify(head),
  };
}

function meetingOf(row: MeetingRow, items: readonly ItemView[]): Meeting {
  const { order, ...head } = JSON.parse(row.head) as Head;
  const byId = new Map(items.map((item) => [item.id, item]));
  return {
    ...head,
    tenant: row.tenant,
    id: row.id,
    series: row.series,
    teamsMeeting: row.teams_meeting,
    occurrence: row.occurrence,
    chat: row.chat,
    startsAt: row.starts_at,
    title: row.title,
    state: row.state as MeetingState,
    number: row.number,
    sequence: row.sequence,
    items: order.flatMap((id) => byId.get(id) ?? []),
  };
}
