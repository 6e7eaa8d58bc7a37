import { type Graph, GraphFault } from '../../platform/graph/graph.ts';
import { afterLook } from '../model.ts';
import { postStore } from '../store/posts.ts';
import { chanceOf, type Desk, settle, type Slot } from './desk.ts';

/** Takes up a post that may or may not have arrived: looks for its id in the channel. */
export async function lookForUnknown(desk: Desk, { post, channel }: Slot): Promise<void> {
  const at = { tenant: channel.tenant, groupId: channel.groupId, channelId: channel.id };
  const seen = await seenIn(desk.graph, at, post.id);
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
  graph: Pick<Graph, 'findMessage'>,
  at: Parameters<Graph['findMessage']>[0],
  marker: string,
): Promise<{ readonly message: string } | 'absent' | 'try-later' | 'may-not-read'> {
  if (at.groupId === '') return 'may-not-read';
  try {
    const message = await graph.findMessage(at, marker);
    return message === undefined ? 'absent' : { message };
  } catch (fault) {
    if (!(fault instanceof GraphFault)) throw fault;
    return passing.has(fault.code) ? 'try-later' : 'may-not-read';
  }
}
