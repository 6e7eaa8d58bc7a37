import { type PersonView, type TextTarget } from '../api.ts';
import { targetKey } from '../model/meeting.ts';
import { type LogEntry, type Logged } from '../model/record.ts';
import { type PendingEdit } from '../model/text.ts';
import { type Connection } from '../../platform/database/database.ts';
import { type MinutesTables } from './tables.ts';

interface Of {
  readonly tenant: string;
  readonly id: string;
}

/** What has happened in a meeting, numbered from 1 without gaps. */
export interface ChangeLog {
  /** Of an edit, `revision` is the one that it made. */
  add(meeting: Of, entry: LogEntry & { readonly revision?: number }): Promise<void>;
  after(meeting: Of, sequence: number, most: number): Promise<readonly LogEntry[]>;
  /** The edits that a text has had since a revision, oldest first. */
  editsSince(meeting: Of, target: TextTarget, revision: number): Promise<readonly PendingEdit[]>;
  /** Which of these changes are in the log already, and where. */
  known(meeting: Of, ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

export function changeLog(connection: Connection): ChangeLog {
  const tables = connection.tables<MinutesTables>();
  const of = (meeting: Of) =>
    tables
      .selectFrom('meeting_change')
      .where('tenant', '=', meeting.tenant)
      .where('meeting', '=', meeting.id);

  return {
    async add(meeting, { sequence, logged, by, revision }) {
      const target = logged.type === 'edit' ? targetKey(logged.target) : null;
      await tables
        .insertInto('meeting_change')
        .values({
          tenant: meeting.tenant,
          meeting: meeting.id,
          sequence,
          id: logged.id,
          target,
          revision: revision ?? null,
          body: JSON.stringify(logged),
          by_person: JSON.stringify(by),
        })
        .execute();
    },
    async after(meeting, sequence, most) {
      const rows = await of(meeting)
        .select(['sequence', 'body', 'by_person'])
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .limit(most)
        .execute();
      return rows.map((row) => ({
        sequence: row.sequence,
        logged: JSON.parse(row.body) as Logged,
        by: JSON.parse(row.by_person) as PersonView,
      }));
    },
    async editsSince(meeting, target, revision) {
      const rows = await of(meeting)
        .select('body')
        .where('target', '=', targetKey(target))
        .where('revision', '>', revision)
        .orderBy('revision')
        .execute();
      return rows.map((row) => JSON.parse(row.body) as PendingEdit);
    },
    async known(meeting, ids) {
      const rows = await of(meeting).select(['id', 'sequence']).where('id', 'in', ids).execute();
      return new Map(rows.map(({ id, sequence }) => [id, sequence]));
    },
  };
}
