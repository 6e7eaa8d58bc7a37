import { type Connection } from '../../platform/database/database.ts';
import { type Caller } from '../../platform/http/http.ts';
import { Refusal } from '../../refusal.ts';
import { type MeetingView, type PersonView } from '../api.ts';
import { type Logged, type Meeting } from '../model/record.ts';
import { changeLog } from '../store/change-log.ts';
import { meetingStore } from '../store/meetings.ts';
import { seriesStore } from '../store/series.ts';
import { type MinutesParts, tell } from './parts.ts';
import { type Asker, meetingFor, requireRight, type Rights } from './rights.ts';
import { viewOf } from './view.ts';
import { visited } from './visit.ts';

export type Act = (connection: Connection, meeting: Meeting) => Promise<Meeting>;

/** Who does something in the tab or in a chat. */
export type Actor = Asker & PersonView;

interface Step {
  readonly id: string;
  readonly right?: keyof Rights | undefined;
}

/** What only the chair does; see `acted`. */
export function led(parts: MinutesParts, caller: Caller, id: string, act: Act): Promise<MeetingView> {
  return acted(parts, caller, { id, right: 'lead' }, act);
}

/**
 * One step under the locks of the series and the meeting; what changed is told to whoever follows. The same meeting
 * back = nothing happened. `right` absent = whoever is in the chat, so `act` must look itself.
 */
export async function acted(parts: MinutesParts, caller: Caller, of: Step, act: Act): Promise<MeetingView> {
  const found = await allowed(parts, caller, of);
  await visited(parts, caller, found);
  return viewOf(parts, caller, await stepped(parts, caller, { found, right: of.right }, act));
}

/** The same from a chat, where nobody lends us a token and nobody looks at a page. */
export async function actedInChat(parts: MinutesParts, by: Actor, of: Step, act: Act): Promise<Meeting> {
  return stepped(parts, by, { found: await allowed(parts, by, of), right: of.right }, act);
}

async function allowed(parts: MinutesParts, by: Asker, { id, right }: Step): Promise<Meeting> {
  const found = await meetingFor(parts, by, id);
  if (right) requireRight(found, by, right);
  return found;
}

async function stepped(
  parts: MinutesParts,
  by: Actor,
  { found, right }: { readonly found: Meeting; readonly right: Step['right'] },
  act: Act,
): Promise<Meeting> {
  const { before, after } = await parts.database.transaction(async (connection) => {
    const before = await lockedMeeting(connection, found);
    // Somebody may have taken the right away while this waited for the lock.
    if (right) requireRight(before, by, right);
    const acting = await act(connection, before);
    return { before, after: await keepAct(parts, connection, { before, acting, by }) };
  });
  if (after !== before) await tell(parts, 'log', after);
  return after;
}

/** The series first, so that two who lock both never wait for each other. */
export async function lockedMeeting(
  connection: Connection,
  { tenant, id, series }: Pick<Meeting, 'tenant' | 'id' | 'series'>,
): Promise<Meeting> {
  await seriesStore(connection).lockById(tenant, series);
  const meeting = await meetingStore(connection).lock(tenant, id);
  if (!meeting) throw new Refusal('not-found');
  return meeting;
}

/** Keeps what a step has made of a meeting, and its place in the log: pages follow the items from there. */
export async function keepAct(
  parts: Pick<MinutesParts, 'ids' | 'clock'>,
  connection: Connection,
  { before, acting, by }: { readonly before: Meeting; readonly acting: Meeting; readonly by: PersonView },
): Promise<Meeting> {
  if (acting === before) return before;
  const log: Logged[] = [{ type: 'state', id: parts.ids(), state: acting.state }];
  const order = acting.items.map(({ id }) => id);
  const known = new Set(before.items.map(({ id }) => id));
  if (order.join() !== before.items.map(({ id }) => id).join())
    log.unshift({
      type: 'agenda',
      id: parts.ids(),
      added: acting.items.filter(({ id }) => !known.has(id)),
      order,
    });
  const { item, since } = acting.course;
  const at = since ?? parts.clock.now().toISOString();
  // Pages follow the clock by its changes.
  if (acting.course !== before.course)
    log.unshift({ type: 'take-up', id: parts.ids(), item, running: since !== null, at });
  const after = { ...acting, sequence: before.sequence + log.length };
  await meetingStore(connection).keep(before, after);
  for (const [index, logged] of log.entries())
    await changeLog(connection).add(after, {
      sequence: before.sequence + index + 1,
      logged,
      by: { id: by.id, name: by.name },
    });
  return after;
}
