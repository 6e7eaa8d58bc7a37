import { type Connection } from '../../platform/database/database.ts';
import { type Caller } from '../../platform/http/http.ts';
import { Refusal } from '../../refusal.ts';
import { type MeetingView } from '../api.ts';
import { type VerdictView, type VersionsReply } from '../api/series.ts';
import { assertReopenable, isComplete, mayApprove, mayRemark, missingSides } from '../model/approval.ts';
import { applyChange } from '../model/changes.ts';
import { type Meeting } from '../model/record.ts';
import { sideOf } from '../model/roles.ts';
import { stateAfter } from '../model/states.ts';
import { differences } from '../model/versions.ts';
import { approvalStore } from '../store/approvals.ts';
import { changeLog } from '../store/change-log.ts';
import { followUpStore } from '../store/follow-ups.ts';
import { meetingStore } from '../store/meetings.ts';
import { taskStore } from '../store/tasks.ts';
import { acted, keepAct, led, lockedMeeting } from './led.ts';
import { machineTime, type MinutesParts, tell } from './parts.ts';
import { addApproved, addProtocol } from './results.ts';
import { meetingFor, rightsOf } from './rights.ts';
import { hasProtocol, withRules } from './templates.ts';
import { tokenOf } from './visit.ts';

type Laid = Meeting & { readonly approval: NonNullable<Meeting['approval']> };

/**
 * Somebody's yes, by the template's way; with the last one that it takes, the minutes are approved. `within` is the
 * series' next meeting, under way. Throws `not-allowed` for who has no say. Repeating it changes nothing.
 */
export async function approveMinutes(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  within: string | undefined,
): Promise<MeetingView> {
  const next = within === undefined ? undefined : await meetingFor(parts, caller, within);
  const view = await acted(parts, caller, { id }, async (connection, meeting) => {
    if (meeting.state === 'approved') return meeting;
    const laid = laidBefore(meeting);
    const during = next !== undefined && follows(next, meeting);
    const { lead } = rightsOf(during ? next : meeting, caller.id);
    if (!mayApprove(laid, { id: caller.id, lead }, during)) throw new Refusal('not-allowed');
    await say(parts, connection, laid, { caller, item: null, verdict: 'approved', text: '' });
    const verdicts = await approvalStore(connection).verdicts(meeting);
    const approved = isComplete(laid, verdicts, now(parts));
    if (!approved) return { ...meeting };
    if (during) await noteInNext(parts, connection, next, caller);
    return approve(parts, connection, laid, tokenOf(parts, caller));
  });
  if (next) await tell(parts, 'log', next);
  parts.wake();
  return view;
}

/** A remark stands for good and holds silence up; the chair answers it with a correction. */
export async function remark(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  text: string,
): Promise<MeetingView> {
  return acted(parts, caller, { id }, async (connection, meeting) => {
    const laid = laidBefore(meeting);
    if (!mayRemark(laid, caller.id)) throw new Refusal('not-allowed');
    await say(parts, connection, laid, { caller, item: null, verdict: 'remark', text });
    return { ...meeting, approval: { ...laid.approval, remarked: true } };
  });
}

/** The chair opens finished minutes to mend them; finishing them again makes the next version. */
export async function correctMinutes(parts: MinutesParts, caller: Caller, id: string): Promise<MeetingView> {
  return led(parts, caller, id, (_connection, meeting) => {
    if (meeting.state === 'for-approval' && meeting.correcting) return Promise.resolve(meeting);
    return Promise.resolve({ ...laidBefore(meeting), correcting: true, reopened: '' });
  });
}

/** Approved minutes are opened again, with a reason, while nothing later has been approved. */
export async function reopenMinutes(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  reason: string,
): Promise<MeetingView> {
  return led(parts, caller, id, async (connection, meeting) => {
    const state = stateAfter(meeting.state, 'reopen');
    const others = await meetingStore(connection).ofSeries(meeting.tenant, meeting.series);
    assertReopenable(meeting.startsAt, others);
    const approval = meeting.approval && { ...meeting.approval, approvedAt: null };
    return { ...meeting, state, approval, correcting: true, reopened: reason };
  });
}

/** One side signs the protocol of an item; when both have, it becomes a document. */
export async function signProtocol(
  parts: MinutesParts,
  caller: Caller,
  id: string,
  item: string,
): Promise<MeetingView> {
  const view = await acted(parts, caller, { id }, async (connection, meeting) => {
    const signed = meeting.items.find((one) => one.id === item);
    if (!signed || !hasProtocol(parts, meeting, signed)) throw new Refusal('not-found');
    if (meeting.state !== 'for-approval' && meeting.state !== 'approved') throw new Refusal('wrong-state');
    if (meeting.correcting) throw new Refusal('wrong-state');
    if (sideOf(meeting, caller.id) === null) throw new Refusal('not-allowed');
    await say(parts, connection, meeting, { caller, item, verdict: 'approved', text: '' });
    const verdicts = await approvalStore(connection).verdicts(meeting);
    if (missingSides(meeting.version, verdicts, item).length === 0)
      await addProtocol(parts, connection, { meeting, item: signed }, tokenOf(parts, caller));
    return { ...meeting };
  });
  parts.wake();
  return view;
}

const batch = 50;

/** Approves what silence has approved by now; answers how many. */
export async function approveSilent(parts: MinutesParts): Promise<number> {
  const due = await approvalStore(parts.database).silent(now(parts), batch);
  let approved = 0;
  for (const one of due) {
    const found = await meetingStore(parts.database).find(one.tenant, one.id);
    if (found && (await approvedBySilence(parts, found))) approved += 1;
  }
  return approved;
}

async function approvedBySilence(parts: MinutesParts, found: Meeting): Promise<boolean> {
  const after = await parts.database.transaction(async (connection) => {
    const before = await lockedMeeting(connection, found);
    if (before.state !== 'for-approval' || before.correcting || !before.approval) return undefined;
    const laid = laidBefore(before);
    const verdicts = await approvalStore(connection).verdicts(before);
    if (!isComplete(laid, verdicts, now(parts))) return undefined;
    const nobody = {
      person: before.chair.id,
      tokenUntil: '',
      now: machineTime(parts),
    };
    const acting = await approve(parts, connection, laid, nobody);
    return keepAct(parts, connection, { before, acting, by: before.chair });
  });
  if (after) await tell(parts, 'log', after);
  return after !== undefined;
}

/** Every version and what changed since the one before it. */
export async function versionsReply(parts: MinutesParts, caller: Caller, id: string): Promise<VersionsReply> {
  const meeting = await meetingFor(parts, caller, id);
  const versions = await approvalStore(parts.database).versions(meeting);
  const followUps = await followUpStore(parts.database).of(meeting);
  const words = new Map(followUps.map(({ id: one, text }) => [one, text]));
  const changes = await taskStore(parts.database).changes(meeting);
  return {
    followUps: changes.map((one) => ({ ...one, text: words.get(one.followUp) ?? '' })),
    versions: versions.map((one, index) => {
      const before = versions[index - 1];
      return {
        ...{ version: one.version, at: one.at, by: one.by.name, reason: one.reason },
        changes: before ? differences(before.meeting, one.meeting) : [],
      };
    }),
  };
}

function now(parts: Pick<MinutesParts, 'clock'>): string {
  return parts.clock.now().toISOString();
}

/** Throws `wrong-state` for minutes that are not laid before the others just now. */
function laidBefore(meeting: Meeting): Laid {
  const { approval, correcting, state } = meeting;
  if (state !== 'for-approval' || correcting) throw new Refusal('wrong-state');
  const since = meeting.startsAt;
  return {
    ...meeting,
    approval: approval ?? { way: 'chair', days: 0, since, approvedAt: null, remarked: false },
  };
}

/** The same series, later, and under way. */
function follows(next: Meeting, meeting: Meeting): boolean {
  return next.series === meeting.series && next.startsAt > meeting.startsAt && next.state === 'in-progress';
}

async function say(
  parts: MinutesParts,
  connection: Connection,
  meeting: Meeting,
  of: {
    readonly caller: Caller;
    readonly item: string | null;
    readonly verdict: VerdictView['verdict'];
    readonly text: string;
  },
): Promise<void> {
  const store = approvalStore(connection);
  const { id, name } = of.caller;
  const said = (await store.verdicts(meeting)).some(
    (one) =>
      one.person.id === id &&
      one.item === of.item &&
      one.version === meeting.version &&
      one.verdict === 'approved',
  );
  if (said && of.verdict === 'approved') return;
  await store.addVerdict(meeting, {
    id: parts.ids(),
    ...{ item: of.item, version: meeting.version, verdict: of.verdict, text: of.text },
    person: { id, name },
    side: sideOf(meeting, id),
    at: now(parts),
  });
}

async function approve(
  parts: MinutesParts,
  connection: Connection,
  laid: Laid,
  token: ReturnType<typeof tokenOf>,
): Promise<Meeting> {
  const state = stateAfter(laid.state, 'approve');
  const approved = { ...laid, state, approval: { ...laid.approval, approvedAt: now(parts) } };
  await addApproved(parts, connection, approved, token);
  return approved;
}

/** The first item of the meeting under way gets its outcome, as if the chair had chosen it, and its pages are told. */
async function noteInNext(
  parts: MinutesParts,
  connection: Connection,
  { tenant, id }: Meeting,
  caller: Caller,
): Promise<void> {
  const store = meetingStore(connection);
  const before = await store.lock(tenant, id);
  if (!before) return;
  const item = before.items.find(({ kind, outcome }) => kind === 'G' && outcome === null);
  const by = { id: caller.id, name: caller.name };
  let noted = before;
  if (item) {
    const change = { id: parts.ids(), type: 'set-item', item: item.id, set: { outcome: 'decided' } } as const;
    const sequence = before.sequence + 1;
    noted = { ...applyChange(withRules(parts, before), change), sequence };
    await changeLog(connection).add(noted, { sequence, logged: change, by });
    await store.keep(before, noted);
  }
  await keepAct(parts, connection, { before: noted, acting: { ...noted }, by });
}
