import { type Graph, GraphFault } from '../../platform/graph/graph.ts';
import { afterLook } from '../model.ts';
import { postStore } from '../store/posts.ts';
import { chanceOf, type Desk, settle, type Slot } from './desk.ts';

/** A post is never sent before it is due, but our clock and Microsoft's may differ. */
const CLOCKS_APART_MS = 3_600_000;

/** Takes up a post that may or may not have arrived: looks for its id in the channel. */
export async function lookForUnknown(desk: Desk, { post, round, channel }: Slot): Promise<void> {
  const at = { tenant: channel.tenant, groupId: channel.groupId, channelId: channel.id };
  const dueAt = post.kind === 'weekly' ? round.opensAt : round.closesAt;
  const since = new Date(dueAt.getTime() - CLOCKS_APART_MS);
  const seen = await seenIn(() => desk.graph.findMessage(at, post.id, since), at.groupId);
  if (typeof seen === 'string') {
    await settle(desk, post, 'unknown', afterLook(post, seen, chanceOf(desk)));
    return;
  }
  const conversation = `${channel.id};messageid=${seen.message}`;
  await postStore(desk.database).posted(post, { message: seen.message, conversation }, desk.clock.now());
}

/** Faults of Graph after which looking again can help. */
const passing: ReadonlySet<string> = new Set(['graph-unreachable', 'graph-busy', 'graph-down']);

async function seenIn(
  find: () => ReturnType<Graph['findMessage']>,
  groupId: string,
): Promise<{ readonly message: string } | 'absent' | 'try-later' | 'may-not-read'> {
  if (groupId === '') return 'may-not-read';
  try {
    const message = await find();
    return message === undefined ? 'absent' : { message };
  } catch (fault) {
    if (!(fault instanceof GraphFault)) throw fault;
    return passing.has(fault.code) ? 'try-later' : 'may-not-read';
  }
}
