import { type World, type WorldPerson } from '../api.ts';
import { Refused } from '../refused.ts';
import { conversationOf } from '../world/roster.ts';
import { type Scene } from './activities.ts';
import { type Deliver } from './delivery.ts';
import { type Messages } from './messages.ts';

/** What it takes to act towards the service as Teams does. */
export interface TeamsSide {
  world(): World;
  now(): Date;
  readonly serviceUrl: string;
  readonly messages: Messages;
  readonly deliver: Deliver;
}

/** Who acts where. Refused with 404 where there is no such conversation. */
export function sceneOf(side: TeamsSide, from: WorldPerson, conversationId: string, thread?: string): Scene {
  const conversation = conversationOf(side.world(), conversationId);
  if (conversation === undefined) throw new Refused(404, 'not-found', 'There is no such conversation.');
  return {
    conversation,
    thread: conversation.kind === 'channel' ? thread : undefined,
    from,
    serviceUrl: side.serviceUrl,
    now: side.now(),
  };
}
