import { type Kysely } from 'kysely';
import {
  type Publication,
  type PublicationKind,
  type PublicationState,
  type WaitReason,
} from '../model/publication.ts';
import { type Connection, countStates } from '../../platform/database/database.ts';
import { type MinutesTables, type PublicationRow } from './tables.ts';

type Key = Pick<Publication, 'tenant' | 'id'>;
type Alterable =
  'title' | 'state' | 'reason' | 'attempts' | 'nextTryAt' | 'person' | 'tokenUntil' | 'outcome' | 'link';

/** What finished minutes still have to become. */
export interface PublicationStore {
  /** Once for each (meeting, kind, subject). */
  add(publications: readonly Publication[]): Promise<void>;
  of(tenant: string, meeting: string): Promise<readonly Publication[]>;
  find(key: Key): Promise<Publication | undefined>;
  /** Has any minutes' document this name? */
  isNamed(tenant: string, name: string): Promise<boolean>;
  alter(key: Key, set: Partial<Pick<Publication, Alterable>>): Promise<void>;
  /** The finished document, once it has been made. */
  bytes(key: Key): Promise<Uint8Array | undefined>;
  keepBytes(key: Key, bytes: Uint8Array): Promise<void>;
}

/** What of all meetings is due, and what lets it go on. */
export interface PublicationQueue {
  /** Due by the machine's clock, a meeting's own in their order. */
  due(now: string, most: number): Promise<readonly Publication[]>;
  /** Lets everything that waits in a meeting be tried now, with this person's token; answers how many. */
  release(
    meeting: { readonly tenant: string; readonly id: string },
    by: { readonly person: string; readonly tokenUntil: string; readonly now: string },
    only: 'waits-for-person' | 'all',
  ): Promise<number>;
  /** Lets a person's own tasks that wait for somebody go on, with their token; answers how many. */
  releaseOwn(owner: {
    readonly tenant: string;
    readonly person: string;
    readonly tokenUntil: string;
    readonly now: string;
  }): Promise<number>;
  /** The document is there: what waited for it is due. */
  releaseBehind(document: Pick<Publication, 'tenant' | 'meeting'>, now: string): Promise<void>;
  /** How many there are in each state, of every tenant. */
  counts(): Promise<ReadonlyMap<string, number>>;
  /** After a stop in the middle: nobody knows whether these were sent. */
  interrupted(): Promise<readonly Publication[]>;
}

export function publicationStore(connection: Connection): PublicationStore {
  const tables = connection.tables<MinutesTables>();
  const one = ({ tenant, id }: Key) =>
    tables.selectFrom('publication').where('tenant', '=', tenant).where('id', '=', id);
  const change = ({ tenant, id }: Key) =>
    tables.updateTable('publication').where('tenant', '=', tenant).where('id', '=', id);

  return {
    async add(publications) {
      if (publications.length === 0) return;
      await tables
        .insertInto('publication')
        .values(publications.map((publication) => ({ ...publicationRow(publication), bytes: null })))
        .onConflict((conflict) => conflict.columns(['tenant', 'meeting', 'kind', 'subject']).doNothing())
        .execute();
    },
    async of(tenant, meeting) {
      const rows = await tables
        .selectFrom('publication')
        .select(columns)
        .where('tenant', '=', tenant)
        .where('meeting', '=', meeting)
        .orderBy('position')
        .execute();
      return rows.map(publicationOf);
    },
    async find(key) {
      const row = await one(key).select(columns).executeTakeFirst();
      return row && publicationOf(row);
    },
    async isNamed(tenant, name) {
      const row = await tables
        .selectFrom('publication')
        .select('id')
        .where('tenant', '=', tenant)
        .where('kind', '=', 'document')
        .where('title', '=', name)
        .executeTakeFirst();
      return row !== undefined;
    },
    async alter(key, set) {
      await change(key).set(alteredColumns(set)).execute();
    },
    async bytes(key) {
      const row = await one(key).select('bytes').executeTakeFirst();
      return row?.bytes ?? undefined;
    },
    async keepBytes(key, bytes) {
      await change(key).set({ bytes }).execute();
    },
  };
}

export function publicationQueue(connection: Connection): PublicationQueue {
  const tables = connection.tables<MinutesTables>();
  return {
    async due(now, most) {
      const rows = await tables
        .selectFrom('publication')
        .select(columns)
        .where('state', '=', 'waiting')
        .where('next_try_at', '<=', now)
        .orderBy('meeting')
        .orderBy('position')
        .limit(most)
        .execute();
      return rows.map(publicationOf);
    },
    async release(meeting, by, only) {
      const waiting = tables
        .updateTable('publication')
        .set({ next_try_at: by.now, person: by.person, token_until: by.tokenUntil })
        .where('tenant', '=', meeting.tenant)
        .where('meeting', '=', meeting.id)
        .where('state', '=', 'waiting');
      const released = await (only === 'all' ? waiting : waiting.where('reason', 'in', waitsForPerson))
        .returning('id')
        .execute();
      return released.length;
    },
    releaseOwn: (owner) => releaseOwn(tables, owner),
    async releaseBehind({ tenant, meeting }, now) {
      await tables
        .updateTable('publication')
        .set({ next_try_at: now, reason: null })
        .where('tenant', '=', tenant)
        .where('meeting', '=', meeting)
        .where('state', '=', 'waiting')
        .where('reason', '=', 'document-first')
        .execute();
    },
    counts: () => countStates(connection, 'publication'),
    async interrupted() {
      const rows = await tables
        .updateTable('publication')
        .set({ state: 'unsure', reason: 'may-have-arrived', next_try_at: null })
        .where('state', '=', 'sending')
        .returning(columns)
        .execute();
      return rows.map(publicationOf);
    },
  };
}

async function releaseOwn(
  tables: Kysely<MinutesTables>,
  { tenant, person, tokenUntil, now }: Parameters<PublicationQueue['releaseOwn']>[0],
): Promise<number> {
  const { numUpdatedRows } = await tables
    .updateTable('publication')
    .set({ next_try_at: now, person, token_until: tokenUntil })
    .where('tenant', '=', tenant)
    .where('kind', '=', 'task')
    .where('state', '=', 'waiting')
    .where('reason', 'in', waitsForPerson)
    .where((row) =>
      row.exists(
        row
          .selectFrom('follow_up')
          .select('follow_up.id')
          .whereRef('follow_up.tenant', '=', 'publication.tenant')
          .whereRef('follow_up.meeting', '=', 'publication.meeting')
          .whereRef('follow_up.id', '=', 'publication.subject')
          .where('follow_up.owner', '=', person),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

const waitsForPerson = ['sign-in-needed', 'consent-needed'];

/** Our copies of finished documents. */
export function documentCopies(connection: Connection) {
  const tables = connection.tables<MinutesTables>();
  return {
    /** Removes those that lie in the team's files, of meetings that began before then. Answers how many. */
    async drop(before: Date): Promise<number> {
      const { numUpdatedRows } = await tables
        .updateTable('publication')
        .set({ bytes: null })
        .where('state', '=', 'done')
        .where('bytes', 'is not', null)
        .where((publication) =>
          publication.exists(
            publication
              .selectFrom('meeting')
              .select('meeting.id')
              .whereRef('meeting.tenant', '=', 'publication.tenant')
              .whereRef('meeting.id', '=', 'publication.meeting')
              .where('meeting.starts_at', '<', before.toISOString()),
          ),
        )
        .executeTakeFirstOrThrow();
      return Number(numUpdatedRows);
    },
  };
}

const columns = [
  'tenant',
  'id',
  'meeting',
  'kind',
  'subject',
  'title',
  'position',
  'state',
  'reason',
  'attempts',
  'next_try_at',
  'person',
  'token_until',
  'outcome',
  'link',
] as const;

function alteredColumns(set: Partial<Pick<Publication, Alterable>>): Partial<PublicationRow> {
  const { nextTryAt, tokenUntil, ...same } = set;
  return {
    ...same,
    ...(nextTryAt !== undefined && { next_try_at: nextTryAt }),
    ...(tokenUntil !== undefined && { token_until: tokenUntil }),
  };
}

function publicationRow({ nextTryAt, tokenUntil, ...same }: Publication): Omit<PublicationRow, 'bytes'> {
  return { ...same, next_try_at: nextTryAt, token_until: tokenUntil };
}

function publicationOf({ next_try_at, token_until, ...row }: Omit<PublicationRow, 'bytes'>): Publication {
  return {
    ...row,
    kind: row.kind as PublicationKind,
    state: row.state as PublicationState,
    reason: row.reason as WaitReason | null,
    nextTryAt: next_try_at,
    tokenUntil: token_until,
  };
}
