import { type FollowUpView } from '../api.ts';
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

export interface FollowUpStore {
  add(followUps: readonly FollowUpRecord[]): Promise<void>;
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
    async add(followUps) {
      if (followUps.length === 0) return;
      const rows = followUps.map((followUp) => ({ ...followUp, exempt: followUp.exempt ? 1 : 0 }));
      await tables.insertInto('follow_up').values(rows).execute();
    },
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

function recordOf({
  status,
  exempt,
  ...row
}: Omit<FollowUpRecord, 'status' | 'exempt'> & { status: string; exempt: number }): FollowUpRecord {
  return { ...row, status: status as FollowUpView['status'], exempt: exempt === 1 };
}
