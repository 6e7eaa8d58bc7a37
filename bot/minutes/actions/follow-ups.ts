import { type Caller } from '../../platform/http/http.ts';
import { Refusal } from '../../refusal.ts';
import { type FollowUpsReply } from '../api.ts';
import { localDate } from '../model/meeting.ts';
import { type FollowUpRecord, followUpStore, type OwnFollowUp } from '../store/follow-ups.ts';
import { publicationQueue, publicationStore } from '../store/publications.ts';
import { machineTime, type MinutesParts, tell } from './parts.ts';
import { type Asker } from './rights.ts';
import { lookAtTasks } from './tasks.ts';
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
  await mark(parts, caller, { id, done, ...tokenOf(parts, caller) });
  return followUpsReply(parts, caller);
}

/**
 * The same press on a card, where nobody lends us a token: Planner hears of it with one that is at hand, else at the
 * owner's or the chair's next visit.
 */
export async function markFromCard(
  parts: MinutesParts,
  asker: Asker,
  of: { readonly id: string; readonly done: boolean },
): Promise<void> {
  const now = machineTime(parts);
  await mark(parts, asker, { ...of, person: asker.id, tokenUntil: '', now });
}

/** The caller's own, with what Planner now says; what has waited for the caller goes on. */
export async function lookAtOwn(parts: MinutesParts, caller: Caller): Promise<FollowUpsReply> {
  await lookAtTasks(parts, caller, { owner: caller.id });
  const { tenant } = caller;
  const released = await publicationQueue(parts.database).releaseOwn({ tenant, ...tokenOf(parts, caller) });
  if (released > 0) parts.wake();
  return followUpsReply(parts, caller);
}

async function mark(
  parts: MinutesParts,
  asker: Asker,
  of: ReturnType<typeof tokenOf> & { readonly id: string; readonly done: boolean },
): Promise<void> {
  const { id, done, now, ...token } = of;
  const followUp = await parts.database.transaction(async (connection) => {
    const store = followUpStore(connection);
    const found = await store.find(asker.tenant, id, asker.id);
    if (!found || found.status === 'cancelled') throw new Refusal('not-found');
    await store.setStatus(found, done ? 'done' : 'open', now);
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
  await tell(parts, 'publications', { tenant: asker.tenant, id: followUp.meeting });
}

async function taskOf(store: ReturnType<typeof publicationStore>, followUp: FollowUpRecord) {
  const publications = await store.of(followUp.tenant, followUp.meeting);
  return publications.find(({ kind, subject }) => kind === 'task' && subject === followUp.id);
}
