import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Graph } from '../../platform/graph/graph.ts';
import { type Pace, type Teams } from '../../platform/teams/teams.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { type LeaderChannel, type Round } from '../../programme/model/programme.ts';
import { type PromptCards } from '../cards.ts';
import { type Outcome, type Post } from '../model.ts';
import { postStore } from '../store/posts.ts';

/** What the sender has at hand. */
export interface Desk {
  readonly database: Database;
  readonly programme: ProgrammeActions;
  readonly teams: Teams;
  readonly pace: Pick<Pace, 'turn'>;
  /** Outside the database and every backup; see `openLedger`. */
  readonly mark: {
    mark(): Promise<string | undefined>;
    /** Durable when it resolves. */
    keepMark(value: string): Promise<void>;
  };
  readonly graph: Pick<Graph, 'findMessage'>;
  readonly card: PromptCards;
  readonly clock: Clock;
  /** The machine's clock, in milliseconds. */
  readonly machineNow: () => number;
  /** In [0, 1), for jitter. */
  readonly draw: () => number;
  /** How long a message may take to show in the channel. */
  readonly lookPauseMs: number;
}

/** A post with its round and channel as they are now. */
export interface Slot {
  readonly post: Post;
  readonly round: Round;
  readonly channel: LeaderChannel;
}

export const chanceOf = ({ draw, lookPauseMs }: Desk) => ({ draw: draw(), lookPauseMs });

export async function settle(
  { database, machineNow, clock }: Desk,
  post: Post,
  from: 'planned' | 'sending' | 'unknown',
  outcome: Outcome,
): Promise<void> {
  await postStore(database).settle(post, from, {
    ...{ outcome, at: clock.now(), machineMs: machineNow() },
  });
}

export async function skip(
  desk: Desk,
  post: Post,
  from: 'planned' | 'sending',
  reason: string,
): Promise<void> {
  await settle(desk, post, from, { ...post, state: 'skipped', reason, waitMs: 0 });
}
