import { type Scale } from '../../content/model.ts';
import { type Connection, type Database } from '../../platform/database/database.ts';

/** `lost` = its key was gone while it was open, so that its answers could not be counted. */
export type PulseState = 'open' | 'closed' | 'lost';

export interface PulseTables {
  pulse_round: {
    tenant: string;
    round: string;
    programme: string;
    week: string;
    opens_at: string;
    closes_at: string;
    closed_at: string | null;
    state: PulseState;
    /** The rules it was opened under, JSON; `null` in rounds from before rules could be raised. */
    rules: string | null;
    /** 1 = every question has room for a comment. */
    comments: number;
  };
  pulse_question: {
    tenant: string;
    round: string;
    position: number;
    question: string;
    version: number;
    scale: Scale;
    wording: string;
  };
  pulse_unit: {
    tenant: string;
    round: string;
    unit: string;
    name: string;
    kind: 'agency' | 'department' | 'section';
    parent: string | null;
    homes: number;
    position: number;
    /** 1 = its people were asked in another round that was open at the time. */
    elsewhere: number;
  };
  pulse_ballot: { tenant: string; round: string; token: string; body: Uint8Array };
  pulse_keyring: { name: string };
  pulse_cell: {
    tenant: string;
    round: string;
    position: number;
    unit: string;
    why: string | null;
    value_tenths: number | null;
    bound: string | null;
    margin_tenths: number | null;
    shares: string | null;
    /** 1 = printed more coarsely, because a few people had come or gone since the last exact figure. */
    widened: number;
  };
  /** Shuffled; of rounds with comments only. */
  pulse_comment: {
    tenant: string;
    round: string;
    unit: string;
    question: number;
    place: number;
    text: string;
  };
  /** One row for each person on the roster while the round is open, sealed under its key. */
  pulse_reminder: { tenant: string; round: string; token: string; body: Uint8Array };
  pulse_rate: {
    tenant: string;
    round: string;
    unit: string;
    why: string | null;
    percent: number | null;
    bound: string | null;
  };
  pulse_receipt: {
    tenant: string;
    round: string;
    outcome: Exclude<PulseState, 'open'>;
    closed_at: string;
    key_destroyed_at: string | null;
  };
}

/** Where a store runs. The engine decides how rows are locked: SQLite has one writer and needs no locks. */
export interface StoreAt {
  readonly connection: Connection;
  readonly engine: Database['engine'];
}
