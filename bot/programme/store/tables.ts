import { type Discussion } from '../model/involvement.ts';
import { type LeaderChannel, type Programme, type Round } from '../model/programme.ts';

export interface ProgrammeTables {
  programme: {
    tenant: string;
    id: string;
    pack: string;
    /** `null` = it is called after its pack. */
    name: string | null;
    start_week: string;
    zone: string;
    post_on: number;
    post_at: string;
    close_on: number;
    close_at: string;
    late_hours: number;
    every: Programme['every'];
    nth: number;
    on_holiday: Programme['onHoliday'];
    /** Quiet periods, and ISO dates, with commas between. */
    quiet: string;
    days_off: string;
    /** JSON: by ISO date, what people call the day off. */
    day_names: string;
    /** JSON: `ContentChanges`. */
    content: string;
    state: Programme['state'];
    /** When it was last set running. */
    since: string;
  };
  /** A week that was moved to a day, or (`null`) left out. */
  programme_change: { tenant: string; programme: string; week: string; day: string | null };
  leader_channel: {
    tenant: string;
    id: string;
    name: string;
    team_id: string;
    team_name: string;
    group_id: string;
    service_url: string;
    unit: string | null;
    programme: string | null;
    language: LeaderChannel['language'];
    state: LeaderChannel['state'];
    reason: string | null;
  };
  round: {
    tenant: string;
    id: string;
    programme: string;
    week: string;
    pack: string;
    entry: string;
    opens_at: string;
    closes_at: string;
    state: Round['state'];
    reason: string | null;
  };
  /** The channels a round was opened in. */
  round_channel: { tenant: string; round: string; channel: string };
  discussion: {
    tenant: string;
    id: string;
    unit: string;
    held_on: string;
    counterpart: string;
    basis: string;
    recorded_at: string;
    recorded_by: string;
    /** The policy it was about. */
    policy_version: number;
    kind: Discussion['kind'];
    conclusion: string;
  };
  policy: {
    tenant: string;
    version: number;
    purpose: string | null;
    basis: string | null;
    evaluate_on: string | null;
    comments: number;
    retention_months: number;
    min_scores: number;
    min_distributions: number;
    min_hidden_rest: number;
    min_rates: number;
  };
}
