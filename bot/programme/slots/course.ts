import { type Connection } from '../../platform/database/database.ts';
import { type PersonRef } from '../../people/model.ts';

/** What a course needs of a group's meetings, and what meetings need of a course. */

/** The meetings of a group: those of a series or, without one, all whose results go to the channel. */
export interface MeetingGroup {
  readonly tenant: string;
  readonly channel: string;
  readonly series: string | null;
}

interface EpisodeAt {
  /** ISO date. */
  readonly day: string;
  /** Id of the template that the meeting of that day is held by. */
  readonly template: string;
}

export interface EpisodeMeeting extends EpisodeAt {
  readonly meeting: string;
  readonly state: 'coming' | 'under-way' | 'finished' | 'cancelled';
}

/** What a meeting has agreed on, as one of its people may read it. */
export interface EpisodeGoal {
  readonly item: string;
  /** `null` = exempt from public access: its words stay in the minutes. */
  readonly text: string | null;
  readonly followUps: readonly {
    readonly text: string | null;
    readonly owner: string;
    readonly due: string | null;
    readonly status: 'open' | 'done' | 'cancelled';
  }[];
}

/** Filled by minutes, used by the course. */
export interface CourseMeetings {
  /** Series whose results go to the channel, the latest first, with the days of coming meetings and the usual distance. */
  series(
    tenant: string,
    channel: string,
  ): Promise<
    readonly {
      readonly id: string;
      readonly title: string;
      readonly coming: readonly string[];
      readonly daysBetween: number;
    }[]
  >;
  /** What a template is called, in each language. */
  templateName(template: string): Readonly<Record<'nb' | 'nn' | 'en', string>>;
  /** Meetings of the group on these days. */
  on(group: MeetingGroup, days: readonly string[]): Promise<readonly EpisodeMeeting[]>;
  /**
   * Gives the coming meetings of these days their templates, makes those that the series lacks, and takes the templates
   * `of` back from others; what somebody has written stays. Done twice it changes nothing. Answers how many it changed.
   */
  settle(group: MeetingGroup, wanted: readonly EpisodeAt[], of: readonly string[]): Promise<number>;
  /** Throws `not-in-meeting` for somebody who is not in its chat. */
  goals(person: PersonRef, meeting: string): Promise<readonly EpisodeGoal[]>;
}

/** Filled by the course, used by minutes. */
export interface Episodes {
  /** The template of the group's meeting on that day, an ISO date; `undefined` = the series' own. */
  templateOn(group: MeetingGroup, day: string, connection?: Connection): Promise<string | undefined>;
}
