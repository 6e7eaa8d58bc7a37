import { type Connection } from '../../platform/database/database.ts';
import { type Caller } from '../../platform/http/http.ts';
import { refusalText } from '../../platform/texts.ts';
import { Refusal } from '../../refusal.ts';
import { type Change, type ChangesReply, type PersonView, type TextEdit } from '../api.ts';
import { applyChange } from '../model/changes.ts';
import { assertOpen, isNumbering, itemNumber, localDate, sharedTextAt, targetKey } from '../model/meeting.ts';
import { isForChair, withKnownGuest, withKnownPeople } from '../model/people.ts';
import { isPresenters } from '../model/presenting.ts';
import { type Meeting } from '../model/record.ts';
import { followEdit, type PendingEdit } from '../model/text.ts';
import { changeLog } from '../store/change-log.ts';
import { meetingStore } from '../store/meetings.ts';
import { numberStore } from '../store/numbers.ts';
import { chatGuests } from './guests.ts';
import { type MinutesParts, tell } from './parts.ts';
import { chatAddress, meetingFor, requireRight, rightsOf } from './rights.ts';
import { withRules } from './templates.ts';

type EditChange = Extract<Change, { type: 'edit' }>;
type Result = ChangesReply['results'][number];

/** In the tab or in a chat. */
export type Writer = Pick<Caller, 'tenant' | 'id' | 'name' | 'language'>;

/** Everything a request needs while its changes are kept, one after the other, in one transaction. */
interface Desk {
  readonly parts: MinutesParts;
  readonly connection: Connection;
  readonly caller: Writer;
  readonly by: PersonView;
  readonly changes: readonly Change[];
  /** Who is in the meeting's chat as a guest. */
  readonly guests: readonly PersonView[];
  /** Ids that the log has, with their sequence: a request may be sent again. */
  readonly known: Map<string, number>;
  /** For each text this request edits: its edits by their id, rebased over what others wrote. */
  readonly texts: Map<string, ReadonlyMap<string, TextEdit>>;
  meeting: Meeting;
}

/**
 * Keeps changes in the order asked, all durable before the answer. A change that cannot stand is refused by itself,
 * also where the person has no right to it or has just lost it: what was typed can then be shown.
 */
export async function changeMeeting(
  parts: MinutesParts,
  caller: Writer,
  id: string,
  changes: readonly Change[],
): Promise<ChangesReply> {
  const found = await meetingFor(parts, caller, id);
  const inviting = changes.some(({ type }) => type === 'invite');
  const guests = inviting ? await chatGuests(parts, await chatAddress(parts, found.tenant, found.chat)) : [];
  const kept = await parts.database.transaction(async (connection) => {
    const store = meetingStore(connection);
    const before = await store.lock(caller.tenant, id);
    if (!before) throw new Refusal('not-found');
    const desk = await deskFor({ parts, connection, caller, changes, guests }, before);
    const results: Result[] = [];
    for (const change of changes) results.push(await keptOrRefused(desk, change));
    if (desk.meeting !== before) await store.keep(before, desk.meeting);
    return { results, meeting: desk.meeting, any: desk.meeting !== before };
  });
  if (kept.any) await tell(parts, 'log', kept.meeting);
  return { results: kept.results };
}

async function deskFor(
  of: Pick<Desk, 'parts' | 'connection' | 'caller' | 'changes' | 'guests'>,
  meeting: Meeting,
): Promise<Desk> {
  const ids = of.changes.map(({ id }) => id);
  return {
    ...of,
    by: { id: of.caller.id, name: of.caller.name },
    known: new Map(await changeLog(of.connection).known(meeting, ids)),
    texts: new Map(),
    meeting,
  };
}

async function keptOrRefused(desk: Desk, change: Change): Promise<Result> {
  const known = desk.known.get(change.id);
  if (known !== undefined) return { id: change.id, sequence: known };
  try {
    assertOpen(desk.meeting);
    requireMay(desk, change);
    const standing = change.type === 'edit' ? await rebasedEdit(desk, change) : stamped(desk, change);
    return { id: change.id, sequence: await keep(desk, standing) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Later edits of that text build on the refused one.
    if (change.type === 'edit') desk.texts.set(targetKey(change.target), new Map());
    return { id: change.id, refused: error.code, message: refusalText(desk.caller.language, error) };
  }
}

/** Who writes may do anything that is not the chair's; a presenter what stays inside the own item, as it is now. */
function requireMay({ meeting, caller }: Desk, change: Change): void {
  if (isForChair(change) || isForSelf(change, caller)) requireRight(meeting, caller, 'lead');
  else if (!isPresenters(meeting, caller.id, change)) requireRight(meeting, caller, 'write');
}

/** Nobody takes the chair's place by own word: a deputy's seat carries the rights of who is away. */
function isForSelf(change: Change, { id }: Writer): boolean {
  return change.type === 'set-deputy' && change.member !== null && change.person.id === id;
}

/** The clock of an item goes by the service's time, and only while the meeting is held. */
function stamped({ parts, meeting }: Desk, change: Change): Change {
  if (change.type !== 'take-up') return change;
  if (meeting.state !== 'in-progress') throw new Refusal('wrong-state');
  return { ...change, at: parts.clock.now().toISOString() };
}

/** Pages learn what their person may do from a new view. */
function givesRights(change: Change): boolean {
  if (change.type === 'set-meeting') return change.set.minuteTaker !== undefined;
  return change.type === 'set-deputy' || change.type === 'set-attendance';
}

async function keep(desk: Desk, change: Change): Promise<number> {
  const minutes = withRules(desk.parts, desk.meeting);
  const standing = withKnownPeople(minutes, withKnownGuest(desk.guests, change));
  const sequence = desk.meeting.sequence + 1;
  desk.meeting = { ...applyChange(minutes, standing), sequence };
  desk.known.set(change.id, sequence);
  const revision = change.type === 'edit' ? { revision: change.revision + 1 } : {};
  await changeLog(desk.connection).add(desk.meeting, {
    sequence,
    logged: standing,
    by: desk.by,
    ...revision,
  });
  if (change.type === 'add-item' && isNumbering(desk.meeting)) await number(desk, change.item);
  else if (givesRights(change) && rightsMoved(minutes, desk.meeting)) await tellState(desk);
  return sequence;
}

function rightsMoved(before: Meeting, after: Meeting): boolean {
  const said = (meeting: Meeting) => JSON.stringify(meeting.people.map(({ id }) => rightsOf(meeting, id)));
  return said(before) !== said(after);
}

/** A new item of a running meeting gets the next number of the series; whoever follows reads it again. */
async function number(desk: Desk, item: string): Promise<void> {
  const { connection, meeting } = desk;
  const year = localDate(meeting.startsAt).slice(0, 4);
  const series = { tenant: meeting.tenant, id: meeting.series };
  const { firstItem } = await numberStore(connection).issue(series, year, { items: 1, meetings: 0 });
  const items = meeting.items.map((one) =>
    one.id === item ? { ...one, number: itemNumber(firstItem, year) } : one,
  );
  desk.meeting = { ...meeting, items };
  await tellState(desk);
}

/** Whoever follows reads the meeting again. */
async function tellState(desk: Desk): Promise<void> {
  const { connection, meeting, parts } = desk;
  const sequence = meeting.sequence + 1;
  desk.meeting = { ...meeting, sequence };
  const logged = { type: 'state', id: parts.ids(), state: meeting.state } as const;
  await changeLog(connection).add(desk.meeting, { sequence, logged, by: desk.by });
}

/** The edit as it stands on the text of now. */
async function rebasedEdit(desk: Desk, change: EditChange): Promise<EditChange> {
  const revision = textRevision(desk.meeting, change);
  if (change.revision > revision) throw new Refusal('bad-input');
  const key = targetKey(change.target);
  const edits = desk.texts.get(key) ?? (await rebasedEdits(desk, change));
  desk.texts.set(key, edits);
  const edit = edits.get(change.id);
  if (!edit) throw new Refusal('bad-input');
  return { ...change, edit, revision };
}

/** The edits of this request on one text build on each other; those that the log has leave by themselves. */
async function rebasedEdits(desk: Desk, first: EditChange): Promise<ReadonlyMap<string, TextEdit>> {
  const key = targetKey(first.target);
  let pending: readonly PendingEdit[] = desk.changes
    .filter((one) => one.type === 'edit' && targetKey(one.target) === key)
    .map((one) => one as EditChange);
  const since = await changeLog(desk.connection).editsSince(desk.meeting, first.target, first.revision);
  for (const logged of since) pending = followEdit(pending, logged).pending;
  return new Map(pending.map(({ id, edit }) => [id, edit]));
}

function textRevision(meeting: Meeting, { target }: EditChange): number {
  const text = sharedTextAt(meeting.items, target);
  if (!text) throw new Refusal('not-found');
  return text.revision;
}
