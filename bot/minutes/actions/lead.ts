import { type Connection } from '../../platform/database/database.ts';
import { type Caller } from '../../platform/http/http.ts';
import { Refusal } from '../../refusal.ts';
import { type MeetingState, type MeetingView } from '../api.ts';
import { blocks } from '../model/checks.ts';
import { assertOpen, isOpen, itemNumber, localDate, meetingNumber } from '../model/meeting.ts';
import { type Meeting } from '../model/record.ts';
import { changeLog } from '../store/change-log.ts';
import { meetingStore } from '../store/meetings.ts';
import { publicationQueue, publicationStore } from '../store/publications.ts';
import { seriesStore } from '../store/series.ts';
import { type MinutesParts, tell } from './parts.ts';
import { addResults } from './results.ts';
import { meetingFor, requireRight } from './rights.ts';
import { viewOf, withRules } from './view.ts';
import { tokenOf, visited } from './visit.ts';

/** The chair begins: the meeting and its items get their numbers. Repeating it changes nothing. */
export async function startMeeting(parts: MinutesParts, caller: Caller, id: string): Promise<MeetingView> {
  return led(parts, caller, id, async (connection, meeting) => {
    assertOpen(meeting);
    return meeting.state === 'in-progress' ? meeting : await begun(connection, meeting);
  });
}

/**
 * The chair ends: what the minutes become is put in the queue in the same transaction. Throws `checks-block` while
 * a blocking rule is broken. Repeating it changes nothing.
 */
export async function finishMeeting(parts: MinutesParts, caller: Caller, id: string): Promise<MeetingView> {
  const view = await led(parts, caller, id, async (connection, meeting) => {
    if (meeting.state === 'for-approval') return meeting;
    assertOpen(meeting);
    if (blocks(withRules(parts, meeting))) throw new Refusal('checks-block');
    const numbered = meeting.state === 'in-progress' ? meeting : await begun(connection, meeting);
    const finished: Meeting = { ...numbered, state: 'for-approval' };
    await addResults(parts, connection, finished, tokenOf(parts, caller));
    return finished;
  });
  parts.wake();
  return view;
}

/** The chair's "try again now"; `again` sends what may have arrived once more. */
export async function publishMinutes(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  again: string | undefined,
): Promise<MeetingView> {
  const meeting = await meetingFor(parts, caller, id);
  requireRight(meeting, caller, 'lead');
  if (isOpen(meeting)) throw new Refusal('not-allowed');
  const token = tokenOf(parts, caller);
  await visited(parts, caller, meeting);
  await parts.database.transaction(async (connection) => {
    const store = publicationStore(connection);
    const asked = again === undefined ? undefined : await store.find({ tenant: caller.tenant, id: again });
    if (asked?.meeting === id && asked.state === 'unsure')
      await store.alter(asked, { state: 'waiting', reason: null, attempts: 0 });
    await publicationQueue(connection).release(meeting, token, 'all');
  });
  await tell(parts, 'publications', meeting);
  parts.wake();
  return viewOf(parts, caller, meeting);
}

/** What only the chair does, under the meeting's lock; a changed state is told to whoever follows. */
async function led(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  act: (connection: Connection, meeting: Meeting) => Promise<Meeting>,
): Promise<MeetingView> {
  const found = await meetingFor(parts, caller, id);
  requireRight(found, caller, 'lead');
  await visited(parts, caller, found);
  const { before, after } = await parts.database.transaction(async (connection) => {
    const store = meetingStore(connection);
    const before = await store.lock(caller.tenant, id);
    if (!before) throw new Refusal('not-found');
    const acted = await act(connection, before);
    if (acted === before) return { before, after: before };
    const after = { ...acted, sequence: before.sequence + 1 };
    await store.keep(before, after);
    await logState(parts, connection, after, caller);
    return { before, after };
  });
  if (after !== before) await tell(parts, 'log', after);
  return viewOf(parts, caller, after);
}

async function logState(
  parts: MinutesParts,
  connection: Connection,
  meeting: Meeting,
  caller: Caller,
): Promise<void> {
  const state: MeetingState = meeting.state;
  await changeLog(connection).add(meeting, {
    sequence: meeting.sequence,
    logged: { type: 'state', id: parts.ids(), state },
    by: { id: caller.id, name: caller.name },
  });
}

/** Numbers of meeting and items, in the order of the agenda, under the lock of the series' count. */
async function begun(connection: Connection, meeting: Meeting): Promise<Meeting> {
  const year = localDate(meeting.startsAt).slice(0, 4);
  const unnumbered = meeting.items.filter(({ number }) => number === null).length;
  const many = { items: unnumbered, meetings: meeting.number === null ? 1 : 0 };
  const series = { tenant: meeting.tenant, id: meeting.series };
  const { firstItem, firstMeeting } = await seriesStore(connection).issue(series, year, many);
  let next = firstItem;
  const items = meeting.items.map((item) =>
    item.number === null ? { ...item, number: itemNumber(next++, year) } : item,
  );
  return {
    ...meeting,
    items,
    number: meeting.number ?? meetingNumber(firstMeeting, year),
    state: 'in-progress',
  };
}
