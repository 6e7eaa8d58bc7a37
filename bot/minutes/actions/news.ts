import { type MeetingNews } from '../../platform/teams/teams.ts';
import { type SuggestedChange } from '../api.ts';
import { applyChange } from '../model/changes.ts';
import { isComing, isOpen, localDate } from '../model/meeting.ts';
import { type Meeting } from '../model/record.ts';
import { suggestedBy } from '../model/suggestions.ts';
import { changeLog } from '../store/change-log.ts';
import { meetingStore } from '../store/meetings.ts';
import { type MinutesParts, tell } from './parts.ts';
import { withRules } from './templates.ts';

/**
 * Teams' news of a meeting suggest who is here, when somebody came or left, and that it began or ended. They start
 * and end nothing, and what a person has said stays. Missing, doubled or late news do no harm.
 */
export async function takeNews(
  parts: Pick<MinutesParts, 'database' | 'clock' | 'ids' | 'templates'>,
  { at, ...news }: MeetingNews,
): Promise<void> {
  const id = await meetingNow(parts, at.tenant, at.conversation);
  if (id === undefined) return;
  const told = await parts.database.transaction(async (connection) => {
    const store = meetingStore(connection);
    const before = await store.lock(at.tenant, id);
    if (!before || !isOpen(before)) return undefined;
    const suggested = suggestionOf(before, news);
    if (!suggested) return undefined;
    const change: SuggestedChange = { id: parts.ids(), type: 'suggested', ...suggested };
    const after = { ...applyChange(withRules(parts, before), change), sequence: before.sequence + 1 };
    await store.keep(before, after);
    const entry = { sequence: after.sequence, logged: change, by: before.chair };
    await changeLog(connection).add(after, entry);
    return after;
  });
  if (told) await tell(parts, 'log', told);
}

/** The meeting of the chat that is under way, else the one of today. */
async function meetingNow(
  { database, clock }: Pick<MinutesParts, 'database' | 'clock'>,
  tenant: string,
  chat: string,
): Promise<string | undefined> {
  const open = await meetingStore(database).openIn(tenant, chat);
  const today = localDate(clock.now().toISOString());
  const now =
    open.find(({ state }) => state === 'in-progress') ??
    open.find((one) => isComing(one) && localDate(one.startsAt) === today);
  return now?.id;
}

/** `undefined` = nothing that is not known already. */
function suggestionOf(
  meeting: Meeting,
  { what, people }: Omit<MeetingNews, 'at'>,
): Pick<SuggestedChange, 'attendance' | 'inTeams'> | undefined {
  const { inTeams } = meeting.course;
  if (what === 'join' || what === 'leave') {
    const attendance = suggestedBy(meeting, { what, people });
    return attendance.length > 0 ? { attendance, inTeams } : undefined;
  }
  const told = what === 'start' ? 'begun' : 'ended';
  return told === inTeams ? undefined : { attendance: [], inTeams: told };
}
