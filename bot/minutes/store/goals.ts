import { type Connection } from '../../platform/database/database.ts';
import { type Approval } from '../model/approval.ts';
import { type HeldMeeting } from '../model/goals.ts';
import { type MinutesTables } from './tables.ts';

/** Meetings that were begun from `since` until `now` (ISO times), over the whole agency, without what was said in them. */
export async function heldMeetings(
  connection: Connection,
  { tenant, since, now }: { readonly tenant: string; readonly since: string; readonly now: string },
): Promise<readonly HeldMeeting[]> {
  const tables = connection.tables<MinutesTables>();
  const rows = await tables
    .selectFrom('meeting')
    .select(['id', 'starts_at as startsAt', 'head'])
    .where('tenant', '=', tenant)
    .where('number', 'is not', null)
    .where('state', '<>', 'cancelled')
    .where('starts_at', '>=', since)
    .where('starts_at', '<=', now)
    .execute();
  const notices = await tables
    .selectFrom('publication')
    .innerJoin('meeting', (join) =>
      join.onRef('meeting.tenant', '=', 'publication.tenant').onRef('meeting.id', '=', 'publication.meeting'),
    )
    .select('publication.meeting')
    .where('publication.tenant', '=', tenant)
    .where('publication.kind', '=', 'notice')
    .where('publication.state', '=', 'done')
    .where('meeting.starts_at', '>=', since)
    .execute();
  const called = new Set(notices.map(({ meeting }) => meeting));
  return rows.map(({ id, startsAt, head }) => {
    const { version = 0, approval } = JSON.parse(head) as { version?: number; approval?: Approval | null };
    return {
      startsAt,
      isCalled: called.has(id),
      isFinished: version > 0,
      approvedAt: approval?.approvedAt ?? null,
    };
  });
}
