import { type Side, type VerdictView } from '../api/series.ts';
import { type PersonView } from '../api.ts';
import { wholeItem } from '../model/meeting.ts';
import { type Meeting } from '../model/record.ts';
import { type Connection } from '../../platform/database/database.ts';
import { type MinutesTables } from './tables.ts';

type Of = Pick<Meeting, 'tenant' | 'id'>;

/** Minutes as they once were laid before the others. Never written over. */
interface Version {
  readonly version: number;
  readonly at: string;
  readonly by: PersonView;
  readonly reason: string;
  readonly meeting: Meeting;
}

export interface ApprovalStore {
  addVersion(meeting: Meeting, version: Omit<Version, 'meeting' | 'version'>): Promise<void>;
  versions(meeting: Of): Promise<readonly Version[]>;
  version(meeting: Of, version: number): Promise<Meeting | undefined>;
  addVerdict(meeting: Of, verdict: VerdictView): Promise<void>;
  verdicts(meeting: Of): Promise<readonly VerdictView[]>;
  /** Minutes that silence approves by now, if nobody has remarked. */
  silent(now: string, most: number): Promise<readonly Of[]>;
}

export function approvalStore(connection: Connection): ApprovalStore {
  const tables = connection.tables<MinutesTables>();
  const versions = ({ tenant, id }: Of) =>
    tables.selectFrom('meeting_version').selectAll().where('tenant', '=', tenant).where('meeting', '=', id);
  return {
    async addVersion(meeting, { at, by, reason }) {
      const { tenant, id, version } = meeting;
      const row = { tenant, meeting: id, version, at, reason, body: JSON.stringify(meeting) };
      await tables
        .insertInto('meeting_version')
        .values({ ...row, by_person: JSON.stringify(by) })
        .execute();
    },
    async versions(meeting) {
      const rows = await versions(meeting).orderBy('version').execute();
      return rows.map(({ version, at, by_person, reason, body }) => ({
        ...{ version, at, reason },
        by: JSON.parse(by_person) as PersonView,
        meeting: meetingIn(body),
      }));
    },
    async version(meeting, version) {
      const row = await versions(meeting).where('version', '=', version).executeTakeFirst();
      return row && meetingIn(row.body);
    },
    async addVerdict({ tenant, id: meeting }, { item, person, ...same }) {
      await tables
        .insertInto('meeting_verdict')
        .values({ ...same, tenant, meeting, item: item ?? '', person: person.id, name: person.name })
        .execute();
    },
    async verdicts({ tenant, id }) {
      const rows = await tables
        .selectFrom('meeting_verdict')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('meeting', '=', id)
        .orderBy('at')
        .orderBy('id')
        .execute();
      return rows.map(({ id, item, version, person, name, side, verdict, text, at }) => ({
        ...{ id, version, text, at },
        item: item === '' ? null : item,
        person: { id: person, name },
        side: side as Side | null,
        verdict: verdict as VerdictView['verdict'],
      }));
    },
    async silent(now, most) {
      return tables
        .selectFrom('meeting')
        .select(['tenant', 'id'])
        .where('state', '=', 'for-approval')
        .where('silent_at', '<=', now)
        .orderBy('silent_at')
        .limit(most)
        .execute();
    },
  };
}

function meetingIn(body: string): Meeting {
  const meeting = JSON.parse(body) as Meeting;
  return { ...meeting, items: meeting.items.map(wholeItem) };
}
