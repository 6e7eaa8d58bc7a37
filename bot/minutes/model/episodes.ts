import { type MeetingState } from '../api.ts';
import { isComing, localDate } from './meeting.ts';

/** A meeting as a course looks at it. */
export interface EpisodeOutline {
  readonly id: string;
  readonly state: MeetingState;
  readonly startsAt: string;
  readonly template: string;
  /** Teams has not spoken of it yet, so that its day is ours. */
  readonly isPlanned: boolean;
}

/** The template of the series comes back (`null`), or another one. */
export type EpisodeChange = { readonly day: string } | { readonly template: string | null };

interface EpisodeDay {
  readonly day: string;
  readonly template: string;
}

interface Settlement {
  readonly changes: ReadonlyMap<string, EpisodeChange>;
  readonly missing: readonly EpisodeDay[];
}

/**
 * What makes a group's coming meetings those of its course. A meeting that only we have planned follows its day; one of
 * Teams stays where it is and gets its own template back. What has begun is left alone, and a day on which a meeting was
 * called off is not filled again.
 */
export function settlement(
  meetings: readonly EpisodeOutline[],
  wanted: readonly EpisodeDay[],
  of: readonly string[],
): Settlement {
  const changes = new Map<string, EpisodeChange>();
  const missing: EpisodeDay[] = [];
  const days = new Set(wanted.map(({ day }) => day));
  const isElsewhere = (one: EpisodeOutline) =>
    isComing(one) && !days.has(localDate(one.startsAt)) && !changes.has(one.id);
  for (const { day, template } of wanted) {
    const there = meetings.filter(({ startsAt }) => localDate(startsAt) === day);
    const held = there.find(({ state }) => state !== 'cancelled');
    if (held && isComing(held) && held.template !== template) changes.set(held.id, { template });
    if (there.length > 0) continue;
    const moving = meetings.find((one) => one.isPlanned && one.template === template && isElsewhere(one));
    if (moving) changes.set(moving.id, { day });
    else missing.push({ day, template });
  }
  for (const one of meetings)
    if (of.includes(one.template) && isElsewhere(one)) changes.set(one.id, { template: null });
  return { changes, missing };
}
