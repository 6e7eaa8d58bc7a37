import { type CalendarWeek } from './calendar.ts';

/** A row of the ledger, read past the product: as it lies in the database. */
export interface LedgerRow {
  readonly round: string;
  readonly channel: string;
  readonly kind: 'weekly' | 'result';
  readonly state: string;
  readonly reason: string | null;
}

export interface RoundRow {
  readonly id: string;
  readonly week: string;
  readonly state: string;
  readonly reason: string | null;
  readonly pack: string;
  readonly entry: string;
}

/** What stands in a channel, by the round and kind that its card names. */
export interface Found {
  readonly channel: string;
  readonly round: string;
  readonly kind: 'weekly' | 'result';
}

export interface Evidence {
  readonly calendar: readonly CalendarWeek[];
  readonly channels: readonly string[];
  readonly rounds: readonly RoundRow[];
  readonly ledger: readonly LedgerRow[];
  readonly found: readonly Found[];
  /** Does the week ask anything, so that a result is due when it closes? */
  readonly asks: (round: RoundRow) => boolean;
  /** Why a channel had no part in the week, when it was not to have one. */
  readonly without: (week: string, channel: string) => string | undefined;
}

/** Every due post in exactly one of the first three, and nothing in the last three. */
export interface PostTally {
  due: number;
  posted: number;
  readonly skipped: Map<string, number>;
  handedOver: number;
  duplicates: number;
  /** Due, not in the channel, and nothing says why. */
  missed: number;
  /** The ledger says one thing, the channel another: "skipped" and it stands there, or nobody planned it. */
  wronglyTold: number;
}

const keyOf = ({ channel, round, kind }: Found) => `${channel} ${round} ${kind}`;

/** Counts the channels against the calendar, and the ledger against both. */
export function tallyPosts(evidence: Evidence): PostTally {
  const tally: PostTally = {
    ...{ due: 0, posted: 0, skipped: new Map(), handedOver: 0 },
    ...{ duplicates: 0, missed: 0, wronglyTold: 0 },
  };
  const standing = new Map<string, number>();
  for (const one of evidence.found) standing.set(keyOf(one), (standing.get(keyOf(one)) ?? 0) + 1);
  for (const slot of slotsDue(evidence)) {
    const times = standing.get(keyOf(slot)) ?? 0;
    standing.delete(keyOf(slot));
    tally.due += 1;
    tally.duplicates += Math.max(0, times - 1);
    const end = endOf(slot, times);
    if (end !== 'skipped') tally[end] += 1;
    else tally.skipped.set(slot.reason ?? '', (tally.skipped.get(slot.reason ?? '') ?? 0) + 1);
  }
  // Whatever is left stands where nothing was due.
  for (const times of standing.values()) tally.wronglyTold += times;
  return tally;
}

/** A post that the calendar wants, with what the product has written about it. */
interface Slot extends Found {
  readonly state: string | undefined;
  readonly reason: string | undefined;
}

/** Every week in every channel; and a result where a week that asks something was opened. */
function slotsDue(evidence: Evidence): readonly Slot[] {
  const rows = new Map(evidence.ledger.map((row) => [keyOf(row), row]));
  const rounds = new Map(evidence.rounds.map((round) => [round.week, round]));
  const slot = (found: Found, otherwise?: string): Slot => {
    const row = rows.get(keyOf(found));
    return { ...found, state: row?.state, reason: row === undefined ? otherwise : (row.reason ?? undefined) };
  };
  const due = evidence.calendar.filter(({ quiet }) => !quiet);
  return due.flatMap(({ week }) => {
    const round = rounds.get(week);
    const why = round?.state === 'skipped' ? (round.reason ?? undefined) : undefined;
    const asks = round?.state === 'closed' && evidence.asks(round);
    return evidence.channels.flatMap((channel) => {
      const at = { channel, round: round?.id ?? '' };
      const weekly = slot({ ...at, kind: 'weekly' }, why ?? evidence.without(week, channel));
      const hasResult = asks && weekly.state !== undefined;
      return hasResult ? [weekly, slot({ ...at, kind: 'result' })] : [weekly];
    });
  });
}

function endOf(
  { state, reason }: Slot,
  times: number,
): 'posted' | 'skipped' | 'handedOver' | 'missed' | 'wronglyTold' {
  if (state === 'handed-over') return 'handedOver';
  if (times > 0) return state === 'posted' ? 'posted' : 'wronglyTold';
  const isOver = state === undefined || state === 'skipped';
  return isOver && reason !== undefined ? 'skipped' : 'missed';
}
