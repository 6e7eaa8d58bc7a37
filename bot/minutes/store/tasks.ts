import { type Connection } from '../../platform/database/database.ts';
import { type FollowUpChangeView } from '../api/results.ts';
import { type TaskDifference, type TaskState } from '../model/tasks.ts';
import { type FollowUpRecord } from './follow-ups.ts';
import { type MinutesTables } from './tables.ts';

type Key = Pick<FollowUpRecord, 'tenant' | 'meeting' | 'id'>;

/** A follow-up as both sides know it. */
export interface Linked extends Pick<FollowUpRecord, 'owner' | 'text' | 'due' | 'status' | 'exempt'> {
  /** What both last had; `undefined` = not known. */
  readonly agreed: TaskState | undefined;
  /** When it was last changed here. */
  readonly changedAt: string;
}

/** A task that may be looked at now. */
export interface Look extends Key {
  readonly publication: string;
  /** Planner's id. */
  readonly task: string;
}

/** Whose tasks: a person's own, or those of a meeting and what is still open from earlier ones of its series. */
export type LookScope =
  { readonly owner: string } | { readonly meeting: string; readonly series: string; readonly upTo: string };

/** What follow-ups and their tasks in Planner have in common. */
export function taskStore(connection: Connection) {
  const tables = connection.tables<MinutesTables>();
  const change = ({ tenant, meeting, id }: Key) =>
    tables
      .updateTable('follow_up')
      .where('tenant', '=', tenant)
      .where('meeting', '=', meeting)
      .where('id', '=', id);

  return {
    /** Those that nobody has looked at since `before`, taken: who else asks now gets others. */
    async takeLooks(
      tenant: string,
      scope: LookScope,
      at: { readonly before: string; readonly now: string; readonly most: number },
    ): Promise<readonly Look[]> {
      const taken: Look[] = [];
      for (const look of await lookable(connection, tenant, { scope, ...at })) {
        const { numUpdatedRows } = await change(look)
          .set({ looked_at: at.now })
          .where('looked_at', '<', at.before)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows > 0n) taken.push(look);
      }
      return taken;
    },

    /** Who else locks it waits until this transaction ends. */
    lock: (key: Key) => locked(connection, key),

    async keepAgreed(key: Key, agreed: TaskState): Promise<void> {
      await change(key)
        .set({ agreed: JSON.stringify(agreed) })
        .execute();
    },

    /** What Planner has changed. */
    async take(key: Key, set: Partial<Pick<FollowUpRecord, 'text' | 'due' | 'status'>>): Promise<void> {
      if (Object.keys(set).length > 0) await change(key).set(set).execute();
    },

    async note(
      { tenant, meeting, id: followUp }: Key,
      what: { readonly id: string; readonly at: string; readonly difference: Noted },
    ): Promise<void> {
      const { id, at, difference } = what;
      await tables
        .insertInto('follow_up_change')
        .values({ tenant, meeting, id, follow_up: followUp, at, ...difference })
        .onConflict((conflict) => conflict.columns(['tenant', 'meeting', 'id']).doNothing())
        .execute();
    },

    changes: (meeting: { readonly tenant: string; readonly id: string }) => changesIn(connection, meeting),
  };
}

async function locked(connection: Connection, { tenant, meeting, id }: Key): Promise<Linked | undefined> {
  const row = await connection
    .tables<MinutesTables>()
    .selectFrom('follow_up')
    .select(['owner', 'text', 'due', 'status', 'exempt', 'agreed', 'changed_at as changedAt'])
    .where('tenant', '=', tenant)
    .where('meeting', '=', meeting)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    ...{ owner: row.owner, text: row.text, due: row.due, changedAt: row.changedAt },
    status: row.status as FollowUpRecord['status'],
    exempt: row.exempt === 1,
    agreed: row.agreed === null ? undefined : (JSON.parse(row.agreed) as TaskState),
  };
}

/** What has become of a meeting's follow-ups in Planner, oldest first. */
async function changesIn(
  connection: Connection,
  { tenant, id }: { readonly tenant: string; readonly id: string },
): Promise<readonly FollowUpChangeView[]> {
  const rows = await connection
    .tables<MinutesTables>()
    .selectFrom('follow_up_change')
    .select(['follow_up as followUp', 'at', 'field', 'here', 'planner', 'kept'])
    .where('tenant', '=', tenant)
    .where('meeting', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...row,
    field: row.field as FollowUpChangeView['field'],
    kept: row.kept as FollowUpChangeView['kept'],
  }));
}

type Noted = Omit<TaskDifference, 'field'> & { readonly field: FollowUpChangeView['field'] };

async function lookable(
  connection: Connection,
  tenant: string,
  of: { readonly scope: LookScope; readonly before: string; readonly most: number },
): Promise<readonly Look[]> {
  const { scope, before, most } = of;
  const all = connection
    .tables<MinutesTables>()
    .selectFrom('follow_up')
    .innerJoin('publication', (join) =>
      join
        .onRef('publication.tenant', '=', 'follow_up.tenant')
        .onRef('publication.meeting', '=', 'follow_up.meeting')
        .onRef('publication.subject', '=', 'follow_up.id'),
    )
    .innerJoin('meeting', (join) =>
      join.onRef('meeting.tenant', '=', 'follow_up.tenant').onRef('meeting.id', '=', 'follow_up.meeting'),
    )
    .select([
      'follow_up.tenant',
      'follow_up.meeting',
      'follow_up.id',
      'publication.id as publication',
      'publication.outcome as task',
    ])
    .where('follow_up.tenant', '=', tenant)
    .where('follow_up.status', '!=', 'cancelled')
    .where('follow_up.looked_at', '<', before)
    .where('publication.kind', '=', 'task')
    .where('publication.state', '=', 'done')
    .where('publication.reason', 'is', null)
    .where('publication.outcome', 'is not', null)
    .orderBy((row) => row.case().when('follow_up.status', '=', 'open').then(0).else(1).end())
    .orderBy('follow_up.looked_at')
    .limit(most);
  const rows = await (
    'owner' in scope
      ? all.where('follow_up.owner', '=', scope.owner)
      : all
          .where('meeting.series', '=', scope.series)
          .where((row) =>
            row.or([
              row('follow_up.meeting', '=', scope.meeting),
              row.and([row('meeting.starts_at', '<', scope.upTo), row('follow_up.status', '=', 'open')]),
            ]),
          )
  ).execute();
  return rows.map(({ task, ...row }) => ({ ...row, task: task ?? '' }));
}
