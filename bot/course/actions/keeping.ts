import { type Connection } from '../../platform/database/database.ts';
import { textIn } from '../../content/model.ts';
import { type Course, coursePack, episodes, heldDays, isActive } from '../model.ts';
import { courseStore } from '../store.ts';
import { type CourseParts, groupOf } from './parts.ts';
import { programmeOf } from './step.ts';

/** Keeps a course with what hangs on it: its programme, and what its channel follows once it has ended. */
export async function keepCourse(
  { programme }: Pick<CourseParts, 'programme'>,
  connection: Connection,
  { known, next, group }: { known: Course | undefined; next: Course; group: string },
): Promise<boolean> {
  const store = courseStore(connection);
  if (known?.id === next.id) await store.keep(next);
  else if (!(await store.add(next))) return false;
  const going = isActive(next.state);
  await programme.keepPlanned(connection, {
    ...programmeOf(next),
    ...{ name: `${textIn(coursePack.name, 'nb')}: ${group}`.slice(0, 100), pack: coursePack.id },
    weeks: new Map(going ? next.posts.map(({ week, entry }) => [week, entry]) : []),
  });
  if (!going)
    await programme.hand(
      connection,
      { tenant: next.tenant, id: next.channel },
      { from: next.programme, to: next.former },
    );
  return true;
}

/** Meetings get the templates that the days give them, or those of their series back. */
export function settleMeetings({ meetings }: Pick<CourseParts, 'meetings'>, course: Course): Promise<number> {
  const days = isActive(course.state) ? heldDays(course) : [];
  const wanted = days.flatMap((day, at) => {
    const template = episodes[at];
    return day === null || template === undefined ? [] : [{ day, template }];
  });
  return meetings.settle(groupOf(course), wanted, episodes);
}
