import { type Caller } from '../../platform/http/http.ts';
import { Refusal } from '../../refusal.ts';
import { type FollowUpsReply } from '../api.ts';
import { localDate } from '../model/meeting.ts';
import { type FollowUpRecord, followUpStore, type OwnFollowUp } from '../store/follow-ups.ts';
import { publicationStore } from '../store/publications.ts';
import { type MinutesParts, tell } from './parts.ts';
import { type Asker } from './rights.ts';
import { tokenOf } from './visit.ts';

const mostListed = 200;

/** A person's own follow-ups of finished minutes, overdue first, done last. */
export async function ownFollowUps(
  parts: MinutesParts,
  asker: Asker,
): Promise<readonly (OwnFollowUp & { readonly overdue: boolean })[]> {
  const today = localDate(parts.clock.now().toISOString());
  const own = await followUpStore(parts.database).ownedBy(asker.tenant, asker.id, mostListed);
  return own.map((one) => ({
    ...one,
    overdue: one.status === 'open' && one.due !== null && one.due < today,
  }));
}

export async function followUpsReply(parts: MinutesParts, caller: Caller): Promise<FollowUpsReply> {
  const own = await ownFollowUps(parts, caller);
  return {
    followUps: own.map(({ id, text, due, status, overdue, meeting, meetingTitle, startsAt }) => ({
      id,
      text,
      due,
      status,
      overdue,
      meeting: { id: meeting, title: meetingTitle, startsAt },
    })),
  };
}

/**
 * The owner's "done", or "not done after all". Counts with us at once, and in Planner with the token of this visit.
 * Throws `not-found` for anybody else's.
 */
export async function markFollowUp(
  parts: MinutesParts,
  caller: Caller,
  { id, done }: { readonly id: string; readonly done: boolean },
): Promise<FollowUpsReply> {
  parts.graph.remember(caller, caller.token, caller.tokenExpires);
  const followUp = await parts.database.transaction(async (connection) => {
    const store = followUpStore(connection);
    const found = await store.find(caller.tenant, id, caller.id);
    if (!found || found.status === 'cancelled') throw new Refusal('not-found');
    await store.setStatus(found, done ? 'done' : 'open');
    const { now, ...token } = tokenOf(parts, caller);
    const task = await taskOf(publicationStore(connection), found);
    // A task that waits for its document will be made as it then stands.
    if (task && task.reason !== 'document-first')
      await publicationStore(connection).alter(task, {
        ...token,
        state: 'waiting',
        attempts: 0,
        nextTryAt: now,
      });
    return found;
  });
  parts.wake();
  await tell(parts, 'publications', { tenant: caller.tenant, id: followUp.meeting });
  return followUpsReply(parts, caller);
}

async function taskOf(store: ReturnType<typeof publicationStore>, followUp: FollowUpRecord) {
  const publications = await store.of(followUp.tenant, followUp.meeting);
  return publications.find(({ kind, subject }) => kind === 'task' && subject === followUp.id);
}
