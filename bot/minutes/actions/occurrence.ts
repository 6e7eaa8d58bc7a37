import { type MeetingInfo } from '../../platform/teams/teams.ts';
import { isComing, localDate } from '../model/meeting.ts';
import { type Meeting } from '../model/record.ts';
import { meetingStore } from '../store/meetings.ts';
import { type MinutesParts } from './parts.ts';
import { isPlanned } from './series.ts';

/** Which meeting of ours it is that Teams tells of; `undefined` while nobody has opened it. */
export async function meetingInTeams(
  parts: Pick<MinutesParts, 'database' | 'clock'>,
  {
    tenant,
    meeting,
    info,
  }: { readonly tenant: string; readonly meeting: string; readonly info: MeetingInfo },
): Promise<Meeting | undefined> {
  const found = await meetingStore(parts.database).findOccurrence(tenant, meeting, occurrenceOf(info));
  return (await plannedToday(parts, found)) ?? found;
}

/** Occurrences of a repeated meeting share Teams' id; when each begins tells them apart. */
export function occurrenceOf({ startsAt }: MeetingInfo): string {
  return startsAt?.toISOString() ?? '';
}

/** Where Teams tells of a repeated meeting only when it first began, the one planned for today is meant. */
async function plannedToday(
  parts: Pick<MinutesParts, 'database' | 'clock'>,
  found: Meeting | undefined,
): Promise<Meeting | undefined> {
  if (!found || isComing(found) || found.state === 'in-progress') return undefined;
  const today = localDate(parts.clock.now().toISOString());
  const store = meetingStore(parts.database);
  const all = await store.ofSeries(found.tenant, found.series);
  const next = all.find(
    (one) => isPlanned(one) && one.state !== 'cancelled' && localDate(one.startsAt) === today,
  );
  return next && store.find(found.tenant, next.id);
}
