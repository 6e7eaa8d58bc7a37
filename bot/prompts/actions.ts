import { createHash } from 'node:crypto';
import { type Packs } from '../content/packs.ts';
import { type Clock } from '../platform/clock.ts';
import { type Database } from '../platform/database/database.ts';
import { type Posted } from '../platform/teams/teams.ts';
import { type ProgrammeActions } from '../programme/actions.ts';
import { type Round } from '../programme/model/programme.ts';
import { type LastPost, type LastPosts, type RoundPart } from '../programme/slots.ts';
import { type Post, type PostKind } from './model.ts';
import { noteStore } from './store/notes.ts';
import { postStore } from './store/posts.ts';

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
  readonly clock: Clock;
  /** The machine's clock, in milliseconds. */
  readonly machineNow?: () => number;
}): PromptActions {
  const { database, programme, packs, clock, machineNow = Date.now } = given;
  return {
    part: {
      async opened(connection, round, channels) {
        const posts = channels.map((channel) => slotOf(round, channel.id, 'weekly'));
        await postStore(connection).plan(posts, machineNow());
      },
      async closed(connection, round, channels) {
        const store = postStore(connection);
        await store.planEdits(round.tenant, round.id, machineNow());
        if (packs.entry(round.pack, round.entry).questions.length === 0) return;
        const posts = channels.map((channel) => slotOf(round, channel.id, 'result'));
        await store.plan(posts, machineNow());
      },
      async old(connection, round) {
        const notes = await noteStore(connection).removeRound(round);
        return notes + (await postStore(connection).remove(round));
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
      await postStore(database).proved(post, at, clock.now());
    },
  };
}

/**
 * The id follows from what the post is, so that a restored database looks in the channel for the same one that it
 * forgot.
 */
function slotOf({ tenant, id }: Pick<Round, 'tenant' | 'id'>, channel: string, kind: PostKind) {
  const digest = createHash('sha256').update(JSON.stringify([tenant, id, channel, kind]));
  return { tenant, id: digest.digest('hex').slice(0, 32), round: id, channel, kind };
}
