import { type Kysely } from 'kysely';
import { type Connection } from '../../platform/database/database.ts';
import { type Asker } from '../actions/rights.ts';
import { type RoleView } from '../api/series.ts';
import { type ItemView, type MeetingState, type MeetingView } from '../api.ts';
import { type Choosable } from '../model/message.ts';
import { isExempt } from '../model/results.ts';
import { type MinutesTables } from './tables.ts';

/** Where one person stands in minutes. */
export function ownStore(connection: Connection) {
  const tables = connection.tables<MinutesTables>();
  return {
    /** Meetings the person was invited to or takes the minutes of, newest first. */
    async meetings({ tenant, id }: Asker) {
      const rows = await tables
        .selectFrom('meeting')
        .select(['title', 'starts_at as startsAt', 'head'])
        .where('tenant', '=', tenant)
        .where('head', 'like', `%${named(id)}%`)
        .orderBy('starts_at', 'desc')
        .execute();
      return rows
        .filter(({ head }) => head.includes(named(id)))
        .map(({ title, startsAt, head }) => ({ title, startsAt, ...placeIn(JSON.parse(head) as Head, id) }));
    },

    /** Meetings of series the person takes part in, newest first: what something new may be for. */
    async recent({ tenant, id }: Asker, most: number): Promise<readonly (Choosable & { chat: string })[]> {
      const rows = await tables
        .selectFrom('meeting')
        .select(['id', 'series', 'chat', 'state', 'starts_at as startsAt', 'head'])
        .where('tenant', '=', tenant)
        .where('head', 'like', `%${named(id)}%`)
        .orderBy('starts_at', 'desc')
        .limit(most)
        .execute();
      return rows
        .filter(({ head }) => head.includes(named(id)))
        .map(({ id, series, chat, startsAt, state }) => ({
          ...{ id, series, chat, startsAt, state: state as MeetingState },
        }));
    },

    /** Lasting places in series. */
    async roles({ tenant, id }: Asker) {
      const rows = await tables
        .selectFrom('series')
        .select(['title', 'roles'])
        .where('tenant', '=', tenant)
        .where('roles', 'like', `%${named(id)}%`)
        .orderBy('title')
        .execute();
      return rows.flatMap(({ title: series, roles }) =>
        (JSON.parse(roles) as readonly RoleView[])
          .filter(({ person }) => person.id === id)
          .map(({ role }) => ({ series, role })),
      );
    },

    items: (person: Asker) => itemsNaming(tables, person),
    said: (person: Asker) => saidBy(tables, person),
    proposals: (person: Asker) => proposedBy(tables, person),

    /** Proposed for a meeting that has not taken them up. */
    async waitingItems({ tenant, id }: Asker): Promise<readonly string[]> {
      const rows = await tables
        .selectFrom('waiting_item')
        .select(['title', 'by_person as by'])
        .where('tenant', '=', tenant)
        .where('by_person', 'like', `%${named(id)}%`)
        .where('meeting', 'is', null)
        .orderBy('at')
        .execute();
      return rows.filter(({ by }) => by.includes(named(id))).map(({ title }) => title);
    },
  };
}

/** Items that name the person beside as who is to follow something up. */
async function itemsNaming(tables: Kysely<MinutesTables>, { tenant, id }: Asker) {
  const rows = await tables
    .selectFrom('meeting_item')
    .innerJoin('meeting', (join) =>
      join
        .onRef('meeting.tenant', '=', 'meeting_item.tenant')
        .onRef('meeting.id', '=', 'meeting_item.meeting'),
    )
    .select(['meeting_item.body', 'meeting.title as meeting'])
    .where('meeting_item.tenant', '=', tenant)
    .where('meeting_item.body', 'like', `%${named(id)}%`)
    .orderBy('meeting.starts_at', 'desc')
    .orderBy('meeting_item.id')
    .execute();
  return rows.flatMap(({ body, meeting }) => {
    const item = JSON.parse(body) as ItemView;
    if (!JSON.stringify({ ...item, followUps: [] }).includes(named(id))) return [];
    // Whoever has left the meeting may not read what is exempt; that they stand there is theirs to know.
    return [{ title: isExempt(item) ? (item.number ?? '') : item.title.text, meeting }];
  });
}

/** Remarks, approvals and signatures, newest first. */
async function saidBy(tables: Kysely<MinutesTables>, { tenant, id }: Asker) {
  const rows = await tables
    .selectFrom('meeting_verdict')
    .innerJoin('meeting', (join) =>
      join
        .onRef('meeting.tenant', '=', 'meeting_verdict.tenant')
        .onRef('meeting.id', '=', 'meeting_verdict.meeting'),
    )
    .select([
      'meeting.title as meeting',
      'meeting_verdict.item',
      'meeting_verdict.verdict',
      'meeting_verdict.text',
      'meeting_verdict.at',
    ])
    .where('meeting_verdict.tenant', '=', tenant)
    .where('meeting_verdict.person', '=', id)
    .orderBy('meeting_verdict.at', 'desc')
    .execute();
  return rows.map(({ item, verdict, ...same }) => ({
    ...same,
    what:
      verdict === 'remark' ? ('remark' as const) : item === '' ? ('approved' as const) : ('signed' as const),
  }));
}

/** What the person has proposed in a meeting, whatever became of it. */
async function proposedBy(tables: Kysely<MinutesTables>, { tenant, id }: Asker): Promise<readonly string[]> {
  const rows = await tables
    .selectFrom('proposal')
    .select('title')
    .where('tenant', '=', tenant)
    .where('person', '=', id)
    .orderBy('at')
    .execute();
  return rows.map(({ title }) => title);
}

type Head = Pick<MeetingView, 'chair' | 'minuteTaker' | 'attendance'>;

function placeIn({ chair, minuteTaker, attendance }: Head, id: string) {
  const role =
    chair.id === id ? ('chair' as const) : minuteTaker?.id === id ? ('minute-taker' as const) : null;
  return { role, attendance: attendance.find(({ person }) => person.id === id)?.status ?? null };
}

/** As people stand in JSON. In a pattern `_` and `%` of an id find more, so what was found is looked at once more. */
const named = (id: string) => `"id":${JSON.stringify(id)}`;
