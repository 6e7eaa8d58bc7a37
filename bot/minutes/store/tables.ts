import { type Selectable } from 'kysely';

/** JSON columns hold text; times are ISO 8601 in UTC. */
export interface MinutesTables {
  readonly series: {
    tenant: string;
    id: string;
    chat: string;
    title: string;
    template: string;
    roles: string;
    chosen: number;
  };
  readonly series_item: {
    tenant: string;
    series: string;
    id: string;
    item: string;
    origin: string;
    why: string;
    body: string;
    after: string;
    position: number;
    meeting: string | null;
    /** JSON; `null` = it is not dropped. */
    dropped: string | null;
  };
  readonly proposal: {
    tenant: string;
    series: string;
    id: string;
    person: string;
    name: string;
    kind: string;
    title: string;
    why: string;
    minutes: number | null;
    at: string;
    state: string;
    word: string;
  };
  readonly meeting_version: {
    tenant: string;
    meeting: string;
    version: number;
    at: string;
    by_person: string;
    reason: string;
    body: string;
  };
  readonly meeting_verdict: {
    tenant: string;
    meeting: string;
    id: string;
    item: string;
    version: number;
    person: string;
    name: string;
    side: string | null;
    verdict: string;
    text: string;
    at: string;
  };
  readonly series_count: { tenant: string; series: string; year: string; items: number; meetings: number };
  readonly meeting: {
    tenant: string;
    id: string;
    series: string;
    teams_meeting: string;
    occurrence: string;
    chat: string;
    starts_at: string;
    title: string;
    state: string;
    number: string | null;
    channel: string | null;
    sequence: number;
    head: string;
    silent_at: string | null;
  };
  readonly meeting_item: { tenant: string; meeting: string; id: string; body: string };
  readonly meeting_change: {
    tenant: string;
    meeting: string;
    sequence: number;
    id: string;
    target: string | null;
    revision: number | null;
    body: string;
    by_person: string;
  };
  readonly follow_up: {
    tenant: string;
    id: string;
    meeting: string;
    item: string;
    owner: string;
    text: string;
    due: string | null;
    status: string;
    exempt: number;
    said: string | null;
    changed_at: string;
    agreed: string | null;
    looked_at: string;
  };
  readonly follow_up_change: {
    tenant: string;
    meeting: string;
    id: string;
    follow_up: string;
    at: string;
    field: string;
    here: string;
    planner: string;
    kept: string;
  };
  readonly follow_up_card: {
    tenant: string;
    person: string;
    week: string;
    state: string;
    next_try_at: string | null;
  };
  readonly publication: {
    tenant: string;
    id: string;
    meeting: string;
    kind: string;
    subject: string;
    title: string;
    position: number;
    state: string;
    reason: string | null;
    attempts: number;
    next_try_at: string | null;
    person: string;
    token_until: string;
    outcome: string | null;
    link: string | null;
    bytes: Uint8Array | null;
  };
  readonly channel_folder: { tenant: string; channel: string; drive: string; folder: string };
  readonly waiting_item: {
    tenant: string;
    channel: string;
    key: string;
    title: string;
    by_person: string;
    at: string;
    meeting: string | null;
  };
  readonly chat_address: { tenant: string; conversation: string; service_url: string };
}

export type MeetingRow = Selectable<MinutesTables['meeting']>;
export type PublicationRow = Selectable<MinutesTables['publication']>;
