import { z } from 'zod';
import { type PolicyView } from './api/policy.ts';

/** `/api/setup`: what an administrator (`Puls.Admin`) reads and decides. */

const unitShape = z.object({
  id: z.string().min(1).max(100),
  name: z.string().trim().min(1).max(200),
  kind: z.enum(['agency', 'department', 'section']),
  parent: z.string().nullable(),
});

/**
 * PUT /api/setup/units — replaces the tree and the home units of those named. Another tree than the one with the
 * etag `ifMatch` is not replaced: `changed-meanwhile`.
 */
export const unitsBody = z.object({
  ifMatch: z.string().max(100).optional(),
  units: z.array(unitShape).min(1).max(2000),
  homes: z
    .array(z.object({ person: z.string().min(1), name: z.string().min(1).max(200), unit: z.string() }))
    .max(50_000),
});

/**
 * PUT /api/setup/programmes/:programme — and POST …/effects, which answers what it would change and keeps nothing.
 * Another programme than the one with the etag `ifMatch` is not changed: `changed-meanwhile`. Single weeks:
 * `api/calendar.ts`.
 */
export const programmeBody = z.object({
  ifMatch: z.string().max(100).optional(),
  /** Empty or left out: it is called after its pack. */
  name: z.string().trim().max(100).optional(),
  pack: z.string(),
  startWeek: z.string().regex(/^\d{4}-W\d{2}$/),
  zone: z.string().default('Europe/Oslo'),
  postOn: z.number().int().min(1).max(7),
  postAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  closeOn: z.number().int().min(1).max(7),
  closeAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  lateHours: z.number().int().min(1).max(120).default(8),
  every: z.enum(['week', 'two-weeks', 'month', 'working-day']).default('week'),
  /** Of `month`: the n-th such weekday. Of `working-day`: the n-th of the month. */
  nth: z.number().int().min(1).max(15).default(1),
  onHoliday: z.enum(['next', 'previous', 'skip']).default('next'),
  quiet: z.array(z.enum(['july', 'christmas', 'easter'])).default(['july', 'christmas', 'easter']),
  daysOff: z.array(z.iso.date()).max(200).default([]),
  /** What people call the days off, by ISO date. */
  dayNames: z.record(z.iso.date(), z.string().trim().min(1).max(100)).optional(),
  state: z.enum(['running', 'paused', 'stopped']).default('running'),
});

/**
 * PUT /api/setup/channels/:channel — and POST …/effects, with `ifMatch` as for a programme. `channel` is Teams'
 * channel id, URI-encoded. Danish is for packs that have it: the bot's own words around them are bokmål.
 */
export const channelBody = z.object({
  ifMatch: z.string().max(100).optional(),
  unit: z.string(),
  programme: z.string(),
  language: z.enum(['nb', 'nn', 'en', 'da']),
  state: z.enum(['active', 'paused']).default('active'),
});

/**
 * POST /api/setup/discussions — the policy was discussed with the employee representatives, or looked at again
 * with them afterwards (`evaluated`).
 */
export const discussionBody = z.object({
  kind: z.enum(['discussed', 'evaluated']).default('discussed'),
  unit: z.string(),
  heldOn: z.iso.date(),
  counterpart: z.string().trim().min(2).max(200),
  basis: z.string().trim().max(2000).default(''),
  /** What came of an evaluation. */
  conclusion: z.string().trim().max(4000).default(''),
  /** The version that was discussed; refused when the policy has changed since. Left out: the one that holds now. */
  policyVersion: z.number().int().min(1).optional(),
});

export type UnitsBody = z.infer<typeof unitsBody>;
export type ProgrammeBody = z.infer<typeof programmeBody>;
export type ChannelBody = z.infer<typeof channelBody>;
export type DiscussionBody = z.input<typeof discussionBody>;

/** GET /api/setup */
export interface SetupReply {
  readonly units: readonly {
    id: string;
    name: string;
    kind: string;
    parent: string | null;
    leaders: number;
    tooSmall: boolean;
  }[];
  /** Names the tree as it is; give it back as `ifMatch`. */
  readonly unitsEtag: string;
  readonly policy: PolicyView;
  /** Rounds that are open now: a change of home counts in them from the next answer. */
  readonly openRounds: number;
  readonly homes: readonly { person: string; name: string; unit: string }[];
  /** The first week that a new programme can begin in, `2027-W03`. */
  readonly nextWeek: string;
  /** `languages`: what a channel with the pack may be posted to in. */
  readonly packs: readonly {
    id: string;
    name: string;
    weeks: number;
    languages: readonly ChannelBody['language'][];
  }[];
  /** `title`: its name, or its pack's in the caller's language. `etag` names its state; give it back as `ifMatch`. */
  readonly programmes: readonly (Omit<ProgrammeBody, 'ifMatch'> & {
    id: string;
    title: string;
    etag: string;
  })[];
  readonly channels: readonly {
    id: string;
    /** Names what was decided about it; give it back as `ifMatch`. */
    etag: string;
    name: string;
    team: string;
    unit: string | null;
    programme: string | null;
    language: ChannelBody['language'];
    state: string;
    /** Why there are no posts, in the caller's language, with what to do about it. */
    reason: string | null;
    /** The same as a text key, for what leads to the cure. */
    why: string | null;
    /** The next post: ISO time and heading of the prompt, in the caller's language. */
    next: { at: string; week: string; title: string } | null;
    /** The last post: its state in the ledger and, where it is not posted, why, in the caller's language. */
    last: { week: string; state: string; reason: string | null } | null;
  }[];
  readonly discussions: readonly { unit: string; heldOn: string; counterpart: string; recordedAt: string }[];
}
