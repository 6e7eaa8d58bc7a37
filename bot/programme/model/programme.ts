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
  readonly state: 'running' | 'paused' | 'stopped';
}

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
  readonly language: 'nb' | 'nn' | 'en';
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

export interface Discussion {
  readonly unit: string;
  /** ISO date. */
  readonly heldOn: string;
  readonly counterpart: string;
  readonly basis: string;
  readonly recordedAt: Date;
  /** The version of the policy that was discussed. */
  readonly policyVersion: number;
}

/** Why a channel gets no post, a text key; `undefined` = it is ready. */
export function whyNotReady(
  channel: LeaderChannel,
  ancestorsAndSelf: readonly string[],
  discussed: ReadonlySet<string>,
): string | undefined {
  if (channel.state !== 'active') return channel.reason ?? `programme.channel.${channel.state}`;
  if (channel.unit === undefined) return 'programme.reason.no-unit';
  if (channel.programme === undefined) return 'programme.reason.no-programme';
  return ancestorsAndSelf.some((unit) => discussed.has(unit))
    ? undefined
    : 'programme.reason.discussion-missing';
}
