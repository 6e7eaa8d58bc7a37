import { type Packs } from '../content/packs.ts';
import { type Database } from '../platform/database/database.ts';
import { type Ids } from '../platform/ids.ts';
import { type Posted } from '../platform/teams/teams.ts';
import { type ProgrammeActions } from '../programme/actions.ts';
import { type LastPost, type LastPosts, type RoundPart } from '../programme/slots.ts';
import { type Post } from './model.ts';
import { postStore } from './store.ts';

export interface PromptActions {
  /** Plans the posts of a round when it opens and closes. */
  readonly part: RoundPart;
  readonly lastPosts: LastPosts;
  /** Somebody saw or pressed the card of this post: it is posted, whatever Teams told us. */
  proved(post: Pick<Post, 'tenant' | 'id' | 'channel'>, at: Posted): Promise<void>;
}

/** So far back that every channel of a programme has had its newest post. */
const ROUNDS_BACK = 20;

export function promptActions(given: {
  readonly database: Database;
  readonly programme: () => ProgrammeActions;
  readonly packs: Packs;
  readonly ids: Ids;
  /** The machine's clock, in milliseconds. */
  readonly machineNow?: () => number;
}): PromptActions {
  const { database, programme, packs, ids, machineNow = Date.now } = given;
  return {
    part: {
      async opened(connection, round, channels) {
        const posts = channels.map(({ id }) => ({
          ...{ tenant: round.tenant, id: ids(), round: round.id, channel: id },
          kind: 'weekly' as const,
        }));
        await postStore(connection).plan(posts, machineNow());
      },
      async closed(connection, round, channels) {
        const store = postStore(connection);
        await store.planEdits(round.tenant, round.id, machineNow());
        if (packs.entry(round.pack, round.entry).questions.length === 0) return;
        const posts = channels.map(({ id }) => ({
          ...{ tenant: round.tenant, id: ids(), round: round.id, channel: id },
          kind: 'result' as const,
        }));
        await store.plan(posts, machineNow());
      },
    },

    lastPosts: {
      async of(tenant) {
        const rounds = (await programme().rounds(tenant)).slice(-ROUNDS_BACK);
        const posts = await postStore(database).ofRounds(
          tenant,
          rounds.map((round) => round.id),
        );
        const last = new Map<string, LastPost>();
        // Rounds come oldest first, so the newest one is written last.
        for (const round of rounds)
          for (const { channel, state, reason } of posts.filter(
            (post) => post.kind === 'weekly' && post.round === round.id,
          ))
            last.set(channel, { week: round.week, state, reason });
        return last;
      },
    },

    async proved(post, at) {
      await postStore(database).proved(post, at);
    },
  };
}
