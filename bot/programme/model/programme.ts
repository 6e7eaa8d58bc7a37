import { type ContentLanguage } from '../../content/model.ts';
import { type Involved, involvementOf } from './involvement.ts';

/** 1 = Monday … 7 = Sunday, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A pack that runs week by week in the leader channels of one tenant. */
export interface Programme {
  readonly tenant: string;
  readonly id: string;
  readonly pack: string;
  /** ISO week-year and week of the first prompt, `2027-W03`. */
  readonly startWeek: string;
  /** IANA zone; wall-clock times are kept over changes of summer time. */
  readonly zone: string;
  readonly postOn: Weekday;
  /** Wall-clock `HH:MM`. */
  readonly postAt: string;
  readonly closeOn: Weekday;
  readonly closeAt: string;
  /** A missed post goes out late within this window, else the week is skipped with a reason. */
  readonly lateHours: number;
  readonly every: 'week' | 'two-weeks' | 'month' | 'working-day';
  /** Of `month`: the n-th such weekday, 1 to 4. Of `working-day`: the n-th of the month, 1 to 15. */
  readonly nth: number;
  /** Where a post goes that falls on a day off. */
  readonly onHoliday: 'next' | 'previous' | 'skip';
  readonly quiet: readonly QuietPeriod[];
  /** ISO dates on which this agency does not work, beside the public holidays. */
  readonly daysOff: readonly string[];
  /** By ISO week: the ISO date it was moved to, or that it is left out. */
  readonly changes: ReadonlyMap<string, string>;
  readonly state: 'running' | 'paused' | 'stopped';
}

export const quietPeriods = ['july', 'christmas', 'easter'] as const;
export type QuietPeriod = (typeof quietPeriods)[number];

/** A channel the bot is installed in, and what the administrator decided about it. */
export interface LeaderChannel {
  readonly tenant: string;
  /** Teams' id of the channel, `19:…@thread.tacv2`. */
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
  readonly teamName: string;
  /** The Microsoft 365 group of the team: files and plans hang on it. */
  readonly groupId: string;
  readonly serviceUrl: string;
  readonly unit: string | undefined;
  readonly programme: string | undefined;
  /** Danish for a Danish pack; the bot's own words are bokmål then. */
  readonly language: ContentLanguage;
  readonly state: 'active' | 'paused' | 'parked' | 'removed';
  /** Why it is parked, a text key. */
  readonly reason: string | undefined;
}

/** One week of a programme over all its channels. */
export interface Round {
  readonly tenant: string;
  readonly id: string;
  readonly programme: string;
  /** `2027-W03`. */
  readonly week: string;
  readonly pack: string;
  /** The pack's entry of that week. */
  readonly entry: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly state: 'open' | 'closed' | 'skipped';
  /** Why it was skipped, a text key. */
  readonly reason: string | undefined;
}

/** Why a channel gets no post, a text key; `undefined` = it is ready. */
export function whyNotReady(
  channel: LeaderChannel,
  unitAndAbove: readonly string[],
  involved: Involved,
): string | undefined {
  if (channel.state !== 'active') return channel.reason ?? `programme.channel.${channel.state}`;
  if (channel.unit === undefined) return 'programme.reason.no-unit';
  if (channel.programme === undefined) return 'programme.reason.no-programme';
  switch (involvementOf(unitAndAbove, involved)) {
    case 'discussed':
      return undefined;
    case 'outdated':
      return 'programme.reason.discussion-outdated';
    case 'missing':
      return 'programme.reason.discussion-missing';
  }
}
