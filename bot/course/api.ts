import { z } from 'zod';
import { type EpisodeGoal } from '../programme/slots/course.ts';

/**
 * The course of three meetings, for administrators and the owners of a group's team; members of its channel read.
 * GET  /api/setup/courses -> CoursesReply
 * GET  /api/setup/courses/:channel -> CourseReply            `channel` is Teams' channel id, URI-encoded
 * PUT  /api/setup/courses/:channel {do, …} -> CourseReply
 * POST /api/setup/courses/:channel/effects {do, …} -> EffectsReply   what it would change; keeps nothing
 */

const day = z.iso.date();
const meeting = z.number().int().min(1).max(3);

/** Another course than the one with the etag `ifMatch` is not changed: `changed-meanwhile`. */
export const courseBody = z.intersection(
  z.object({ ifMatch: z.string().max(100).optional() }),
  z.discriminatedUnion('do', [
    z.object({
      do: z.literal('choose'),
      /** `null` = whichever the group meets in. */
      series: z.uuid().nullable(),
      days: z.tuple([day, day, day]),
    }),
    z.object({ do: z.literal('move'), meeting, day }),
    z.object({ do: z.literal('skip'), meeting }),
    z.object({ do: z.literal('stop') }),
  ]),
);

export type CourseBody = z.infer<typeof courseBody>;

/** Groups whose course the caller may see. */
export interface CoursesReply {
  readonly groups: readonly {
    readonly channel: string;
    readonly name: string;
    readonly team: string;
    readonly state: CourseView['state'] | null;
  }[];
}

export interface CourseReply {
  readonly channel: string;
  readonly name: string;
  readonly team: string;
  /** The group's unit, for its results. */
  readonly unit: string | null;
  /** The caller may choose, change and stop it. */
  readonly may: boolean;
  /** Give it back as `ifMatch`. */
  readonly etag: string;
  readonly today: string;
  /** The series that it can be held in, with three days that fit. */
  readonly series: readonly {
    readonly id: string;
    readonly title: string;
    readonly next: readonly string[];
  }[];
  /** Three days that leave room for all statements, where the group has no series yet. */
  readonly suggested: readonly string[];
  readonly course: CourseView | null;
}

export interface CourseView {
  readonly state: 'chosen' | 'running' | 'done' | 'stopped';
  readonly programme: string;
  readonly meetings: readonly CourseMeetingView[];
  readonly posts: readonly CoursePostView[];
  /** Headings of what has no week. */
  readonly noRoom: readonly string[];
  readonly maturity: {
    readonly asked: number;
    readonly all: number;
    readonly questions: readonly { readonly id: string; readonly text: string }[];
    /** Weeks of the rounds, `2027-W03`. */
    readonly before: readonly string[];
    readonly after: readonly string[];
  };
}

export interface CourseMeetingView {
  /** From 1. */
  readonly number: number;
  readonly template: string;
  /** ISO date; `null` = left out. */
  readonly day: string | null;
  /** `waiting` = nobody has opened it yet; `missed` = its day has gone without it. */
  readonly state: 'left-out' | 'waiting' | 'coming' | 'under-way' | 'finished' | 'cancelled' | 'missed';
  /** `null` = only the people of the meeting read them. */
  readonly goals: readonly GoalView[] | null;
}

/** As the minutes tell it. */
export type GoalView = EpisodeGoal;

export interface CoursePostView {
  readonly week: string;
  readonly day: string;
  readonly phase: 'before' | 'prompt' | 'after';
  readonly title: string;
  /** How many statements or questions. */
  readonly questions: number;
  readonly state: 'planned' | 'open' | 'closed' | 'skipped';
  /** Why it was skipped, in the caller's language. */
  readonly reason: string | null;
}
