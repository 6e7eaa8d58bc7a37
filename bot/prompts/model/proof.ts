import { type ProofRowView } from '../api/sending.ts';
import { type Post } from '../model.ts';

export type LoggedPost = Pick<Post, 'channel' | 'state' | 'reason' | 'settledAt'>;
type ProofFault = ProofRowView['faults'][number];

export interface ProofRow {
  readonly channel: string;
  /** `undefined` = the channel has none. */
  readonly post: LoggedPost | undefined;
  readonly faults: readonly ProofFault[];
}

interface Plan {
  /** Channels that the round was opened in. */
  readonly roster: readonly string[];
  readonly plannedAt: Date;
  /** From then on every post must have come to an end, beside those that are still looked for. */
  readonly endedBy: Date;
  readonly now: Date;
}

/**
 * The plan beside the log. Every channel of the round has exactly one post, every post lies in a channel of the
 * round, has come to an end in time, not before it was due, and says why it was not posted: what does not is flagged.
 */
export function proofOf(plan: Plan, posts: readonly LoggedPost[]): readonly ProofRow[] {
  const byChannel = Map.groupBy(posts, ({ channel }) => channel);
  const roster = new Set(plan.roster);
  const strangers = [...byChannel.keys()].filter((channel) => !roster.has(channel));
  return [...roster, ...strangers].flatMap((channel): readonly ProofRow[] => {
    const found = byChannel.get(channel) ?? [];
    if (found.length === 0) return [{ channel, post: undefined, faults: ['no-post'] }];
    const ofChannel: readonly ProofFault[] = [
      ...(found.length > 1 ? (['twice'] as const) : []),
      ...(roster.has(channel) ? [] : (['not-in-round'] as const)),
    ];
    return found.map((post) => ({ channel, post, faults: [...ofChannel, ...faultsOf(plan, post)] }));
  });
}

function faultsOf({ plannedAt, endedBy, now }: Plan, post: LoggedPost): readonly ProofFault[] {
  const { state, reason, settledAt } = post;
  const faults: ProofFault[] = [];
  if (['planned', 'held', 'sending'].includes(state) && now >= endedBy) faults.push('not-ended');
  if (['skipped', 'handed-over'].includes(state) && reason === undefined) faults.push('no-reason');
  if (settledAt !== undefined && settledAt < plannedAt) faults.push('too-early');
  return faults;
}

/** A row that breaks the sum or the order of things. */
export const faultyRows = (rows: readonly ProofRow[]): number =>
  rows.filter(({ faults }) => faults.length > 0).length;
