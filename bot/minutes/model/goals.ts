import { type GoalFigures, type GoalsReply } from '../api/goals.ts';
import { localDate } from './meeting.ts';

/** What is known of a meeting that has been held. ISO times. */
export interface HeldMeeting {
  readonly startsAt: string;
  readonly isCalled: boolean;
  readonly isFinished: boolean;
  readonly approvedAt: string | null;
}

/** Shares of the meetings that are held, and days. */
const targets = { paperless: 1, digital: 1, days: 14 } as const;
const dayMs = 86_400_000;

export function goalsOf(meetings: readonly HeldMeeting[]): GoalsReply {
  const byMonth = Map.groupBy(meetings, ({ startsAt }) => localDate(startsAt).slice(0, 7));
  const months = [...byMonth].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    whole: figuresOf(meetings),
    months: months.map(([month, held]) => ({ month, ...figuresOf(held) })),
    targets,
  };
}

function figuresOf(meetings: readonly HeldMeeting[]): GoalFigures {
  const days = meetings.flatMap(({ startsAt, approvedAt }) =>
    approvedAt === null ? [] : [daysBetween(startsAt, approvedAt)],
  );
  return {
    held: meetings.length,
    paperless: meetings.filter(({ isCalled }) => isCalled).length,
    digital: meetings.filter(({ isFinished }) => isFinished).length,
    days: median(days),
  };
}

/** By the calendar of the agency: what is approved on the day of the meeting took no day. */
function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(localDate(to)) - Date.parse(localDate(from))) / dayMs));
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
