import { type Connection } from '../../platform/database/database.ts';
import { type Caller } from '../../platform/http/http.ts';
import { Refusal } from '../../refusal.ts';
import { type MeetingView } from '../api.ts';
import { givenBack, leftOver } from '../model/carry.ts';
import { blocks } from '../model/checks.ts';
import { takenUp } from '../model/course.ts';
import { assertOpen, isOpen, itemNumber, localDate, meetingNumber } from '../model/meeting.ts';
import { type Meeting } from '../model/record.ts';
import { stateAfter } from '../model/states.ts';
import { approvalStore } from '../store/approvals.ts';
import { publicationQueue, publicationStore } from '../store/publications.ts';
import { queueStore } from '../store/queue.ts';
import { numberStore } from '../store/numbers.ts';
import { led } from './led.ts';
import { addNotice, noticeCancelled } from './notice.ts';
import { type MinutesParts, tell } from './parts.ts';
import { addResults } from './results.ts';
import { meetingFor, requireRight } from './rights.ts';
import { templateOf, withRules } from './templates.ts';
import { viewOf } from './view.ts';
import { tokenOf, visited } from './visit.ts';

/** The chair says that the agenda is set, and the notice goes to the chat. Repeating it changes nothing. */
export async function callMeeting(parts: MinutesParts, caller: Caller, id: string): Promise<MeetingView> {
  const view = await led(parts, caller, id, async (connection, meeting) => {
    if (meeting.state === 'called') return meeting;
    const state = stateAfter(meeting.state, 'call');
    await addNotice(parts, connection, meeting);
    return { ...meeting, state };
  });
  parts.wake();
  return view;
}

/** The chair begins: the meeting and its items get their numbers. Repeating it changes nothing. */
export async function startMeeting(parts: MinutesParts, caller: Caller, id: string): Promise<MeetingView> {
  return led(parts, caller, id, async (connection, meeting) => {
    if (meeting.state === 'in-progress') return meeting;
    assertOpen(meeting);
    const begins = await begun(connection, meeting);
    const item = begins.items[0]?.id ?? null;
    return { ...begins, course: takenUp(begins.course, { item, running: true, at: now(parts) }) };
  });
}

/** It will not be held: what waited for it waits for the next one. Numbers that were issued stay used. */
export async function cancelMeeting(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  reason: string,
): Promise<MeetingView> {
  const view = await led(parts, caller, id, async (connection, meeting) => {
    const state = stateAfter(meeting.state, 'cancel');
    await queueStore(connection, parts.ids).add(meeting, givenBack(meeting.items));
    await noticeCancelled(parts, connection, meeting);
    return { ...meeting, state, cancelled: reason };
  });
  parts.wake();
  return view;
}

/**
 * The chair ends, or has corrected: what the minutes become is put in the queue in the same transaction. Throws
 * `checks-block` while a blocking rule is broken. Repeating it changes nothing.
 */
export async function finishMeeting(parts: MinutesParts, caller: Caller, id: string): Promise<MeetingView> {
  const view = await led(parts, caller, id, async (connection, meeting) => {
    if (meeting.state === 'for-approval' && !meeting.correcting) return meeting;
    assertOpen(meeting);
    if (blocks(withRules(parts, meeting))) throw new Refusal('checks-block');
    const ready = meeting.state === 'draft' || meeting.state === 'called';
    const numbered = ready ? await begun(connection, meeting) : meeting;
    const finished = laidBefore(parts, numbered);
    await keepFinished(parts, connection, finished, caller);
    return finished;
  });
  parts.wake();
  return view;
}

/** The next version, laid before the others by the template's way. */
function laidBefore(parts: MinutesParts, meeting: Meeting): Meeting {
  const { course } = meeting;
  const { way, days = 0 } = meeting.approval ?? templateOf(parts, meeting.template).approval;
  return {
    ...meeting,
    state: meeting.correcting ? meeting.state : stateAfter(meeting.state, 'finish'),
    correcting: false,
    version: meeting.version + 1,
    course: takenUp(course, { item: course.item, running: false, at: now(parts) }),
    approval: { way, days, since: parts.clock.now().toISOString(), approvedAt: null, remarked: false },
  };
}

function now({ clock }: MinutesParts): string {
  return clock.now().toISOString();
}

async function keepFinished(
  parts: MinutesParts,
  connection: Connection,
  finished: Meeting,
  caller: Caller,
): Promise<void> {
  await approvalStore(connection).addVersion(finished, {
    at: finished.approval?.since ?? '',
    by: { id: caller.id, name: caller.name },
    reason: finished.reopened,
  });
  await queueStore(connection, parts.ids).keepLeft(finished, leftOver(finished.items, finished.startsAt));
  await addResults(parts, connection, finished, tokenOf(parts, caller));
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
    if (asked?.meeting === id && asked.reason === 'task-deleted')
      await store.alter(asked, { state: 'waiting', reason: null, attempts: 0, outcome: null });
    await publicationQueue(connection).release(meeting, token, 'all');
  });
  await tell(parts, 'publications', meeting);
  parts.wake();
  return viewOf(parts, caller, meeting);
}

/** Numbers of meeting and items, in the order of the agenda, under the lock of the series' count. */
async function begun(connection: Connection, meeting: Meeting): Promise<Meeting> {
  const year = localDate(meeting.startsAt).slice(0, 4);
  const unnumbered = meeting.items.filter(({ number }) => number === null).length;
  const many = { items: unnumbered, meetings: meeting.number === null ? 1 : 0 };
  const series = { tenant: meeting.tenant, id: meeting.series };
  const { firstItem, firstMeeting } = await numberStore(connection).issue(series, year, many);
  let next = firstItem;
  const items = meeting.items.map((item) =>
    item.number === null ? { ...item, number: itemNumber(next++, year) } : item,
  );
  return {
    ...meeting,
    items,
    number: meeting.number ?? meetingNumber(firstMeeting, year),
    state: stateAfter(meeting.state, 'start'),
  };
}
