import { type Insertable, type Kysely } from 'kysely';
import { type RoleView } from '../api/series.ts';
import { type ItemView, type MeetingState } from '../api.ts';
import { silentAt } from '../model/approval.ts';
import { notBegun } from '../model/course.ts';
import { wholeItem } from '../model/meeting.ts';
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
  | 'course'
  | 'template'
  | 'correcting'
  | 'version'
  | 'approval'
  | 'cancelled'
  | 'reopened'
> & { readonly order: readonly string[] };

type Neighbour = Pick<
  Meeting,
  'id' | 'title' | 'number' | 'startsAt' | 'state' | 'version' | 'approval' | 'occurrence'
>;

/** Meetings with their items: one row each, so that a change writes only what it touched. */
export interface MeetingStore {
  add(meeting: Meeting): Promise<void>;
  find(tenant: string, id: string): Promise<Meeting | undefined>;
  findOccurrence(tenant: string, teamsMeeting: string, occurrence: string): Promise<Meeting | undefined>;
  /** Those of a chat that have not been finished, in the order they are held. */
  openIn(tenant: string, chat: string): Promise<readonly Pick<Meeting, 'id' | 'state' | 'startsAt'>[]>;
  /** The meetings of a series without their contents, in the order they are held. */
  ofSeries(tenant: string, series: string): Promise<readonly Neighbour[]>;
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
    const series = await tables
      .selectFrom('series')
      .select('roles')
      .where('tenant', '=', row.tenant)
      .where('id', '=', row.series)
      .executeTakeFirst();
    const held = items.map(({ body }) => wholeItem(JSON.parse(body) as ItemView));
    return { ...meetingOf(row, held), roles: JSON.parse(series?.roles ?? '[]') as RoleView[] };
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
    openIn: (tenant, chat) => openIn(tables, tenant, chat),
    ofSeries: (tenant, series) => neighbours(tables, tenant, series),
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

async function openIn(
  tables: Kysely<MinutesTables>,
  tenant: string,
  chat: string,
): Promise<readonly Pick<Meeting, 'id' | 'state' | 'startsAt'>[]> {
  const rows = await tables
    .selectFrom('meeting')
    .select(['id', 'state', 'starts_at'])
    .where('tenant', '=', tenant)
    .where('chat', '=', chat)
    .where('state', 'in', ['draft', 'called', 'in-progress'])
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, state: row.state as MeetingState, startsAt: row.starts_at }));
}

async function neighbours(
  tables: Kysely<MinutesTables>,
  tenant: string,
  series: string,
): Promise<readonly Neighbour[]> {
  const rows = await tables
    .selectFrom('meeting')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('series', '=', series)
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => meetingOf(row, []));
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
    course: meeting.course,
    template: meeting.template,
    correcting: meeting.correcting,
    version: meeting.version,
    approval: meeting.approval,
    cancelled: meeting.cancelled,
    reopened: meeting.reopened,
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
    silent_at: meeting.approval && !meeting.correcting ? silentAt(meeting.approval) : null,
  };
}

/** What minutes from before there was approval, or a clock, lack. */
const older = {
  course: notBegun,
  correcting: false,
  version: 0,
  approval: null,
  cancelled: '',
  reopened: '',
} as const;

/** Roles are the series'. */
function meetingOf(row: MeetingRow, items: readonly ItemView[]): Omit<Meeting, 'roles'> {
  const { order, ...head } = { ...older, ...(JSON.parse(row.head) as Head) };
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
