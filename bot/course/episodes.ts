import { type Database } from '../platform/database/database.ts';
import { type Episodes } from '../programme/slots/course.ts';
import { episodes, heldDays } from './model.ts';
import { courseStore } from './store.ts';

/** Which of the group's meetings are those of its course. */
export function courseTemplates(database: Database): Episodes {
  return {
    async templateOn({ tenant, channel, series }, day, connection = database) {
      const active = await courseStore(connection).active(tenant);
      const course = active.find((one) =>
        one.series === null ? one.channel === channel : one.series === series,
      );
      return course && episodes[heldDays(course).indexOf(day)];
    },
  };
}
