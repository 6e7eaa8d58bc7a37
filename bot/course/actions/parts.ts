import { type Packs } from '../../content/packs.ts';
import { type SetUpRights } from '../../people/actions/owners.ts';
import { type PeopleActions } from '../../people/actions.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Database } from '../../platform/database/database.ts';
import { type Ids } from '../../platform/ids.ts';
import { type ProgrammeActions } from '../../programme/actions.ts';
import { type CourseMeetings, type EpisodeMeeting, type MeetingGroup } from '../../programme/slots/course.ts';
import { type Course, type Day } from '../model.ts';

/** What the use cases of a course work with. */
export interface CourseParts {
  readonly database: Database;
  readonly people: Pick<PeopleActions, 'roster'>;
  readonly programme: Pick<
    ProgrammeActions,
    'channel' | 'channels' | 'readiness' | 'plannable' | 'keepPlanned' | 'hand' | 'titles'
  >;
  readonly packs: Packs;
  readonly meetings: CourseMeetings;
  readonly rights: Pick<SetUpRights, 'require' | 'shown'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

export const groupOf = ({ tenant, channel, series }: Course): MeetingGroup => ({ tenant, channel, series });

/** Those of the days that are not left out. */
export const daysOf = ({ days }: { readonly days: readonly Day[] }): readonly string[] =>
  days.filter((day) => day !== null);

/** What the group's meetings of these days have become. */
export const meetingsOf = (
  { meetings }: Pick<CourseParts, 'meetings'>,
  course: Course,
): Promise<readonly EpisodeMeeting[]> => meetings.on(groupOf(course), daysOf(course));

/** Of the agency's calendar: what day it is, and which day a meeting is on. */
export const zone = 'Europe/Oslo';

/** Leader channels are often called the same: the team says whose it is. */
export const groupName = ({
  teamName,
  name,
}: {
  readonly teamName: string;
  readonly name: string;
}): string => (teamName === '' ? name : teamName);
