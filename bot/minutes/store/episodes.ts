import { type MeetingState } from '../api.ts';
import { type Connection } from '../../platform/database/database.ts';
import { type MeetingGroup } from '../../programme/slots/course.ts';
import { type Meeting } from '../model/record.ts';
import { type MinutesTables } from './tables.ts';

interface Outline {
  readonly id: string;
  readonly series: string;
  readonly state: MeetingState;
  readonly startsAt: string;
  readonly occurrence: string;
  readonly template: string;
}

/** Meetings as a course looks at them. */
export interface EpisodeStore {
  /** Those of a series or, without one, those whose results go to the channel; oldest first. */
  of(group: MeetingGroup): Promise<readonly Outline[]>;
  /** Series whose results go to a channel, that of the latest meeting first. */
  series(
    tenant: string,
    channel: string,
  ): Promise<readonly { readonly id: string; readonly title: string }[]>;
}

export function episodeStore(connection: Connection): EpisodeStore {
  const tables = connection.tables<MinutesTables>();
  return {
    async of({ tenant, channel, series }) {
      const rows = await tables
        .selectFrom('meeting')
        .select(['id', 'series', 'state', 'starts_at', 'occurrence', 'head'])
        .where('tenant', '=', tenant)
        .where(series === null ? 'channel' : 'series', '=', series ?? channel)
        .orderBy('starts_at')
        .orderBy('id')
        .execute();
      return rows.map(({ id, series, state, starts_at, occurrence, head }) => ({
        ...{ id, series, occurrence, startsAt: starts_at, state: state as MeetingState },
        template: (JSON.parse(head) as Pick<Meeting, 'template'>).template,
      }));
    },
    async series(tenant, channel) {
      const rows = await tables
        .selectFrom('meeting')
        .innerJoin('series', (join) =>
          join.onRef('series.tenant', '=', 'meeting.tenant').onRef('series.id', '=', 'meeting.series'),
        )
        .select(['series.id', 'series.title'])
        .where('meeting.tenant', '=', tenant)
        .where('meeting.channel', '=', channel)
        .orderBy('meeting.starts_at', 'desc')
        .execute();
      return [...new Map(rows.map((row) => [row.id, row])).values()];
    },
  };
}
