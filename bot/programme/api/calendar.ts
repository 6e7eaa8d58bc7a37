import { z } from 'zod';

/** `/api/setup/programmes/:programme/…`: the programme's year, week by week (`Puls.Admin`). */

/**
 * PUT …/weeks/:week — moves a week that has not been opened, leaves it out, or lets the rhythm decide again. POST
 * …/weeks/:week/effects answers what it would change. `ifMatch` is the etag of the programme.
 */
export const weekBody = z.intersection(
  z.object({ ifMatch: z.string().max(100).optional() }),
  z.discriminatedUnion('do', [
    z.object({ do: z.literal('move'), day: z.iso.date() }),
    z.object({ do: z.literal('skip') }),
    z.object({ do: z.literal('rhythm') }),
  ]),
);

export type WeekBody = z.infer<typeof weekBody>;

const entry = z.string().min(1).max(100);
const week = z.string().regex(/^\d{4}-W\d{2}$/);

/**
 * PUT …/content — chooses what a coming week holds, lets the order of the pack decide again, or leaves an entry out and
 * takes it in again. POST …/content/effects answers what it would change.
 */
export const contentBody = z.intersection(
  z.object({ ifMatch: z.string().max(100).optional() }),
  z.discriminatedUnion('do', [
    z.object({ do: z.literal('choose'), week, entry }),
    z.object({ do: z.literal('order'), week }),
    z.object({ do: z.literal('hide'), entry }),
    z.object({ do: z.literal('show'), entry }),
  ]),
);

export type ContentBody = z.infer<typeof contentBody>;

/** The reply to every `POST …/effects`. */
export interface EffectsReply {
  /** What will change, in the caller's language, in whole sentences; empty = nothing. */
  readonly lines: readonly string[];
}

/** So many posts ahead an administrator sees what comes. */
export const POSTS_AHEAD = 20;

/** GET …/coming */
export interface ComingReply {
  /** Nothing is sent unless it is `running`; the weeks are then those that would come. */
  readonly state: 'running' | 'paused' | 'stopped';
  /** IANA zone of all days and times below. */
  readonly zone: string;
  /** Channels that are ready for the next post. */
  readonly channels: number;
  /** The round that is open first, then the next 20 posts and the weeks that are left out between them. */
  readonly weeks: readonly ComingWeek[];
  /** Of the pack, in its order. */
  readonly entries: readonly { readonly id: string; readonly title: string; readonly isHidden: boolean }[];
}

export interface ComingWeek {
  /** `2027-W20` */
  readonly week: string;
  /** `due`: the time has come, and it waits for a channel that is ready. */
  readonly state: 'open' | 'due' | 'planned' | 'skipped';
  readonly opens: WallTime;
  readonly closes: WallTime;
  /** Of the prompt; `null` = left out. */
  readonly title: string | null;
  /** Its id in the pack; `null` also where the pack is withheld. */
  readonly entry: string | null;
  /** Somebody has chosen it, out of turn. */
  readonly chosen: boolean;
  /** Why it is left out or on another day than usual, in the caller's language. */
  readonly note: string | null;
  /** What an administrator has decided about this week. */
  readonly change: 'moved' | 'skipped' | null;
  /** It has not been opened. */
  readonly canChange: boolean;
}

export interface WallTime {
  /** ISO date. */
  readonly day: string;
  /** `HH:MM` */
  readonly time: string;
}
