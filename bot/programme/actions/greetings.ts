import { type Database } from '../../platform/database/database.ts';
import { type Posted } from '../../platform/teams/teams.ts';
import { type LeaderChannel } from '../model/programme.ts';
import { greetingStore } from '../store/greetings.ts';

type Channel = Pick<LeaderChannel, 'tenant' | 'id'>;

/** What people do to the card that greets a channel. */
export interface GreetingActions {
  /** Somebody pressed it there. */
  proved(channel: Channel, at: Posted): Promise<void>;
  /** What it says has changed, so it is drawn anew for all. */
  redraw(channel: Channel): Promise<void>;
  /** The bot was in the channel before. */
  isBack(channel: Channel): Promise<boolean>;
}

export function greetingActions(database: Database, machineNow: () => number = Date.now): GreetingActions {
  const store = greetingStore(database);
  const keyOf = ({ tenant, id }: Channel) => ({ tenant, channel: id });
  return {
    async proved(channel, at) {
      await store.proved(keyOf(channel), at);
    },
    async redraw(channel) {
      await store.redraw(keyOf(channel), machineNow());
    },
    isBack: async (channel) => (await store.find(keyOf(channel)))?.isBack ?? false,
  };
}
