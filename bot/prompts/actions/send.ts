import { type ProgrammeActions } from '../../programme/actions.ts';
import { type Round } from '../../programme/model/programme.ts';
import { type Posted, TeamsFault, type Turn } from '../../platform/teams/teams.ts';
import { afterSendFault, parkReason, type PostKind, RESULT_LATE_HOURS } from '../model.ts';
import { postStore } from '../store/posts.ts';
import { stopStore } from '../store/stops.ts';
import { chanceOf, type Desk, settle, skip, type Slot } from './desk.ts';

/** A result waits so long for its weekly card to be settled before it looks again. */
const WAIT_FOR_WEEKLY_MS = 2000;
const HOUR_MS = 3_600_000;
/** A claim that is older when the call would leave may have been taken over: the machine has slept in between. */
export const CLAIM_FRESH_MS = 5000;

/**
 * Takes up a planned post: sends it, or skips it with its reason. What was due up to `lookUntil` may lie in the
 * channel already, from before a backup was restored, and is looked for first.
 */
export async function sendPlanned(desk: Desk, slot: Slot, lookUntil: number): Promise<void> {
  const { post, round, channel } = slot;
  const dueAt = post.kind === 'weekly' ? round.opensAt : round.closesAt;
  if (dueAt.getTime() <= lookUntil && post.attempts === 0 && post.looks === 0) {
    await settle(desk, post, 'planned', { state: 'unknown', attempts: 0, looks: 0, waitMs: 0 });
    return;
  }
  const lateAt = await lateAtOf(desk, slot);
  if (desk.clock.now().getTime() >= lateAt) await skip(desk, post, 'planned', 'prompts.reason.late');
  else if (channel.state !== 'active')
    await skip(desk, post, 'planned', channel.reason ?? `programme.channel.${channel.state}`);
  else if (post.kind === 'weekly') await send(desk, slot, { lateAt, thread: undefined });
  else await sendResult(desk, slot, lateAt);
}

/** The result answers the weekly card, so it waits until that one is settled. */
async function sendResult(desk: Desk, slot: Slot, lateAt: number): Promise<void> {
  const { post } = slot;
  const store = postStore(desk.database);
  const weekly = await store.find({ ...post, kind: 'weekly' });
  if (weekly === undefined || weekly.state === 'skipped')
    await skip(desk, post, 'planned', 'prompts.reason.no-weekly');
  else if (weekly.state === 'posted') await send(desk, slot, { lateAt, thread: weekly.conversation });
  else if (weekly.state === 'handed-over') await send(desk, slot, { lateAt, thread: undefined });
  else await store.postpone(post, desk.machineNow() + WAIT_FOR_WEEKLY_MS);
}

const lateAtOf = async ({ programme }: Desk, { post, round }: Slot): Promise<number> =>
  (await lateUntil(programme, round, post.kind)).getTime();

/** From then on a post is too late to be sent. */
export async function lateUntil(
  programme: Pick<ProgrammeActions, 'lateUntil'>,
  round: Round,
  kind: PostKind,
): Promise<Date> {
  if (kind === 'weekly') return await programme.lateUntil(round);
  return new Date(round.closesAt.getTime() + RESULT_LATE_HOURS * HOUR_MS);
}

interface Place {
  readonly lateAt: number;
  /** `undefined` = a new thread. */
  readonly thread: string | undefined;
}

async function send(desk: Desk, slot: Slot, { lateAt, thread }: Place): Promise<void> {
  const { post, channel } = slot;
  const store = postStore(desk.database);
  const write = await prepared(desk, slot, thread);
  // Taken before the claim: what waits for its turn has certainly not been sent.
  const turn = await desk.pace.turn({ tenant: channel.tenant, conversation: channel.id }, 'message');
  const claimedAt = desk.machineNow();
  // Committed before the call: whoever finds it `sending` knows that it may have arrived.
  if (!(await store.claim(post))) {
    await stopStore(desk.database).hold(post);
    return;
  }
  // The last things before the write: between planning and now the machine may have slept.
  // It stays `sending`, as if its owner were gone: the next run looks for it.
  if (desk.machineNow() - claimedAt > CLAIM_FRESH_MS) return;
  if (desk.clock.now().getTime() >= lateAt) {
    await skip(desk, post, 'sending', 'prompts.reason.late');
    return;
  }
  try {
    await store.posted(post, await write(turn), desk.clock.now());
  } catch (fault) {
    const known = fault instanceof TeamsFault ? fault : undefined;
    await sendFailed(desk, slot, { fault: known ?? unclear, thread });
    if (known === undefined) throw fault;
  }
}

const unclear = { kind: 'unknown', reason: undefined, status: undefined, retryAfterMs: undefined } as const;

async function sendFailed(
  desk: Desk,
  { post, channel }: Slot,
  {
    fault,
    thread,
  }: Pick<Place, 'thread'> & {
    readonly fault: Pick<TeamsFault, 'kind' | 'reason' | 'status' | 'retryAfterMs'>;
  },
): Promise<void> {
  // Somebody has deleted the weekly card; the channel is well, and the result gets a thread of its own.
  if (fault.status === 404 && thread !== undefined) {
    const store = postStore(desk.database);
    const weekly = await store.find({ ...post, kind: 'weekly' });
    if (weekly !== undefined) await store.lost(weekly);
    const { attempts, looks } = post;
    await settle(desk, post, 'sending', { state: 'planned', attempts, looks, waitMs: 0 });
    return;
  }
  await settle(desk, post, 'sending', afterSendFault(post, fault, chanceOf(desk)));
  if (fault.kind === 'gone') await desk.programme.park(post.tenant, channel.id, parkReason(fault));
}

/** Draws the card first, so that nothing but the call itself lies between claim and answer. */
async function prepared(
  desk: Desk,
  slot: Slot,
  thread: string | undefined,
): Promise<(turn: Turn) => Promise<Posted>> {
  const { post, round, channel } = slot;
  const { tenant, serviceUrl, language } = channel;
  const view = { round, channel, language, viewer: undefined };
  const card =
    post.kind === 'weekly' ? await desk.card.draw(view, post.id) : await desk.card.result(view, post.id);
  const summary = desk.card.title(round, language);
  return (turn) =>
    thread === undefined
      ? desk.teams.startThread({ tenant, serviceUrl, conversation: channel.id, turn }, card, summary)
      : desk.teams.send({ tenant, serviceUrl, conversation: thread, turn }, card, summary);
}
