import { type Kysely, type Selectable, type SelectQueryBuilder } from 'kysely';
import { type FollowUpView, type ItemView } from '../api.ts';
import { type Meeting } from '../model/record.ts';
import { type Connection } from '../../platform/database/database.ts';
import { type MinutesTables } from './tables.ts';

/** A follow-up of finished minutes, looked up across meetings. */
export interface FollowUpRecord {
  readonly tenant: string;
  readonly id: string;
  readonly meeting: string;
  readonly item: string;
  readonly owner: string;
  readonly text: string;
  readonly due: string | null;
  readonly status: FollowUpView['status'];
  /** It comes from an item that is exempt from public access: its text stays in the tab. */
  readonly exempt: boolean;
}

export interface OwnFollowUp extends FollowUpRecord {
  readonly meetingTitle: string;
  readonly startsAt: string;
}

/** With the item it comes from, as that stands in its minutes. */
interface OpenFollowUp extends FollowUpRecord {
  readonly of: ItemView;
}

export interface FollowUpStore {
  /** Of minutes that are finished once more, what they now say; whether it is done lives on. */
  keep(meeting: Pick<Meeting, 'tenant' | 'id'>, followUps: readonly FollowUpRecord[]): Promise<void>;
  /** Open, of meetings of this series before a time; what is due first in front. */
  openBefore(
    series: { readonly tenant: string; readonly id: string },
    before: string,
    most: number,
  ): Promise<readonly OpenFollowUp[]>;
  /** A person's own; ids are made by clients, so another's may be the same. */
  find(tenant: string, id: string, owner: string): Promise<FollowUpRecord | undefined>;
  of(meeting: Pick<Meeting, 'tenant' | 'id'>): Promise<readonly FollowUpRecord[]>;
  /** A person's own, what is due first in front. */
  ownedBy(tenant: string, owner: string, most: number): Promise<readonly OwnFollowUp[]>;
  setStatus(
    followUp: Pick<FollowUpRecord, 'tenant' | 'meeting' | 'id'>,
    status: FollowUpView['status'],
  ): Promise<void>;
}

export function followUpStore(connection: Connection): FollowUpStore {
  const tables = connection.tables<MinutesTables>();
  const all = (tenant: string) =>
    tables.selectFrom('follow_up').selectAll('follow_up').where('follow_up.tenant', '=', tenant);

  return {
    keep: (meeting, followUps) => keepSaid(tables, meeting, followUps),
    openBefore: (series, before, most) => openIn(all(series.tenant), { series: series.id, before, most }),
    async find(tenant, id, owner) {
      const row = await all(tenant).where('id', '=', id).where('owner', '=', owner).executeTakeFirst();
      return row && recordOf(row);
    },
    async of(meeting) {
      const rows = await all(meeting.tenant).where('meeting', '=', meeting.id).execute();
      return rows.map(recordOf);
    },
    async ownedBy(tenant, owner, most) {
      const rows = await all(tenant)
        .innerJoin('meeting', (join) =>
          join.onRef('meeting.tenant', '=', 'follow_up.tenant').onRef('meeting.id', '=', 'follow_up.meeting'),
        )
        .select(['meeting.title as meetingTitle', 'meeting.starts_at as startsAt'])
        .where('owner', '=', owner)
        .where('status', '!=', 'cancelled')
        .orderBy((row) => row.case().when('status', '=', 'open').then(0).else(1).end())
        .orderBy('due')
        .limit(most)
        .execute();
      return rows.map(({ meetingTitle, startsAt, ...row }) => ({ ...recordOf(row), meetingTitle, startsAt }));
    },
    async setStatus({ tenant, meeting, id }, status) {
      await tables
        .updateTable('follow_up')
        .set({ status })
        .where('tenant', '=', tenant)
        .where('meeting', '=', meeting)
        .where('id', '=', id)
        .execute();
    },
  };
}

async function keepSaid(
  tables: Kysely<MinutesTables>,
  { tenant, id }: Pick<Meeting, 'tenant' | 'id'>,
  followUps: readonly FollowUpRecord[],
): Promise<void> {
  const rows = followUps.map((followUp) => ({ ...followUp, exempt: followUp.exempt ? 1 : 0 }));
  for (const row of rows)
    await tables
      .insertInto('follow_up')
      .values(row)
      .onConflict((conflict) => {
        const { item, owner, text, due, exempt, status } = row;
        const said = { item, owner, text, due, exempt };
        return conflict
          .columns(['tenant', 'meeting', 'id'])
          .doUpdateSet(status === 'cancelled' ? { ...said, status } : said);
      })
      .execute();
  const gone = tables
    .updateTable('follow_up')
    .set({ status: 'cancelled' })
    .where('tenant', '=', tenant)
    .where('meeting', '=', id);
  const ids = rows.map((row) => row.id);
  await (ids.length === 0 ? gone : gone.where('id', 'not in', ids)).execute();
}

async function openIn(
  all: SelectQueryBuilder<MinutesTables, 'follow_up', Selectable<MinutesTables['follow_up']>>,
  of: { readonly series: string; readonly before: string; readonly most: number },
): Promise<readonly OpenFollowUp[]> {
  const rows = await all
    .innerJoin('meeting', (join) =>
      join.onRef('meeting.tenant', '=', 'follow_up.tenant').onRef('meeting.id', '=', 'follow_up.meeting'),
    )
    .innerJoin('meeting_item', (join) =>
      join
        .onRef('meeting_item.tenant', '=', 'follow_up.tenant')
        .onRef('meeting_item.meeting', '=', 'follow_up.meeting')
        .onRef('meeting_item.id', '=', 'follow_up.item'),
    )
    .select('meeting_item.body')
    .where('meeting.series', '=', of.series)
    .where('meeting.starts_at', '<', of.before)
    .where('follow_up.status', '=', 'open')
    .orderBy('follow_up.due')
    .orderBy('follow_up.id')
    .limit(of.most)
    .execute();
  return rows.map(({ body, ...row }) => ({ ...recordOf(row), of: JSON.parse(body) as ItemView }));
}

function recordOf({
  status,
  exempt,
  ...row
}: Omit<FollowUpRecord, 'status' | 'exempt'> & { status: string; exempt: number }): FollowUpRecord {
  return { ...row, status: status as FollowUpView['status'], exempt: exempt === 1 };
}
