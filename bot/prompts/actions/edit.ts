import { TeamsFault } from '../../platform/teams/teams.ts';
import { backOffMs } from '../model.ts';
import { postStore } from '../store/posts.ts';
import { type Desk, type Slot } from './desk.ts';

const EDITS_MAX = 20;

/** Gives a posted weekly card its closed form, for everyone. */
export async function editClosed(desk: Desk, { post, round, channel }: Slot): Promise<void> {
  const store = postStore(desk.database);
  const attempts = post.editAttempts + 1;
  if (post.message === undefined || post.conversation === undefined) {
    await store.edited(post, { edit: 'failed', attempts }, desk.machineNow());
    return;
  }
  const { tenant, serviceUrl, language } = channel;
  const turn = await desk.pace.turn({ tenant, conversation: channel.id }, 'edit');
  const at = { tenant, serviceUrl, conversation: post.conversation, turn };
  // Drawn when its turn has come: whatever changed meanwhile is in this one edit.
  const card = await desk.card.draw({ round, channel, language, viewer: undefined });
  try {
    await desk.teams.update(at, post.message, card, desk.card.title(round, language));
    await store.edited(post, { edit: 'done', attempts }, desk.machineNow());
  } catch (fault) {
    if (!(fault instanceof TeamsFault)) throw fault;
    // Writing the same card twice is harmless, so an edit is repeated where a post is not.
    const again = (fault.kind === 'busy' || fault.kind === 'unknown') && attempts < EDITS_MAX;
    const waitMs = Math.max(backOffMs(attempts, desk.draw()), fault.retryAfterMs ?? 0);
    await store.edited(post, { edit: again ? 'due' : 'failed', attempts }, desk.machineNow() + waitMs);
  }
}
