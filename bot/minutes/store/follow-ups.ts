import { type Kysely, type SelectQueryBuilder } from 'kysely';
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
  /**
   * Of minutes that are finished once more, what they now say; whether it is done lives on, and so does what was
   * changed in Planner and the minutes say no other than before. `at` is the machine's time.
   */
  keep(
    meeting: Pick<Meeting, 'tenant' | 'id'>,
    followUps: readonly FollowUpRecord[],
    at: string,
  ): Promise<void>;
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
    /** The machine's time. */
    at: string,
  ): Promise<void>;
}

const columns = [
  'follow_up.tenant',
  'follow_up.id',
  'follow_up.meeting',
  'follow_up.item',
  'follow_up.owner',
  'follow_up.text',
  'follow_up.due',
  'follow_up.status',
  'follow_up.exempt',
] as const;
type Columns = Pick<
  MinutesTables['follow_up'],
  'tenant' | 'id' | 'meeting' | 'item' | 'owner' | 'text' | 'due' | 'status' | 'exempt'
>;

export function followUpStore(connection: Connection): FollowUpStore {
  const tables = connection.tables<MinutesTables>();
  const all = (tenant: string) =>
    tables.selectFrom('follow_up').select(columns).where('follow_up.tenant', '=', tenant);

  return {
    keep: (meeting, followUps, at) => keepSaid(tables, meeting, { followUps, at }),
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
    async setStatus({ tenant, meeting, id }, status, at) {
      await tables
        .updateTable('follow_up')
        .set({ status, changed_at: at })
        .where('tenant', '=', tenant)
        .where('meeting', '=', meeting)
        .where('id', '=', id)
        .execute();
    },
  };
}

type Said = Pick<FollowUpRecord, 'owner' | 'text' | 'due'>;

async function keepSaid(
  tables: Kysely<MinutesTables>,
  { tenant, id }: Pick<Meeting, 'tenant' | 'id'>,
  { followUps, at }: { readonly followUps: readonly FollowUpRecord[]; readonly at: string },
): Promise<void> {
  const rows = await tables
    .selectFrom('follow_up')
    .select(['id', 'said'])
    .where('tenant', '=', tenant)
    .where('meeting', '=', id)
    .forUpdate()
    .execute();
  const before = new Map(rows.map((row) => [row.id, row.said]));
  const one = (followUp: string) =>
    tables
      .updateTable('follow_up')
      .where('tenant', '=', tenant)
      .where('meeting', '=', id)
      .where('id', '=', followUp);
  for (const followUp of followUps) {
    const said = JSON.stringify(saidOf(followUp));
    const earlier = before.get(followUp.id);
    if (earlier === undefined)
      await tables
        .insertInto('follow_up')
        .values({
          ...{ ...followUp, exempt: followUp.exempt ? 1 : 0, said },
          ...{ changed_at: '', agreed: null, looked_at: '' },
        })
        .execute();
    else await one(followUp.id).set(corrected(followUp, { earlier, said, at })).execute();
  }
  const kept = new Set(followUps.map((followUp) => followUp.id));
  for (const gone of before.keys())
    if (!kept.has(gone)) await one(gone).set({ status: 'cancelled', changed_at: at }).execute();
}

const saidOf = ({ owner, text, due }: Said): Said => ({ owner, text, due });

/** What the minutes say no other than before may have been changed in Planner since, and stays so. */
function corrected(
  now: FollowUpRecord,
  { earlier, said, at }: { readonly earlier: string | null; readonly said: string; readonly at: string },
) {
  const before = earlier === null ? undefined : (JSON.parse(earlier) as Said);
  const words = Object.entries(saidOf(now)).filter(([key, value]) => before?.[key as keyof Said] !== value);
  const cancelled = now.status === 'cancelled';
  return {
    ...{ item: now.item, exempt: now.exempt ? 1 : 0, said },
    ...(Object.fromEntries(words) as Partial<Said>),
    ...(cancelled ? { status: now.status } : {}),
    ...(cancelled || words.length > 0 ? { changed_at: at } : {}),
  };
}

async function openIn(
  all: SelectQueryBuilder<MinutesTables, 'follow_up', Columns>,
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
