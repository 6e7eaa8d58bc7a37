import { type Kysely } from 'kysely';
import { type Connection } from '../../platform/database/database.ts';
import { type MinutesTables } from './tables.ts';

interface Person {
  readonly tenant: string;
  readonly id: string;
}

/** `unsure` = it may have come through, and is not sent again. */
export type CardState = 'sending' | 'waiting' | 'sent' | 'skipped' | 'unsure';

/** Which week's card somebody has got; only of the newest week. */
export function followUpCardStore(connection: Connection) {
  const tables = connection.tables<MinutesTables>();
  const one = ({ tenant, id }: Person, week: string) =>
    tables
      .updateTable('follow_up_card')
      .where('tenant', '=', tenant)
      .where('person', '=', id)
      .where('week', '=', week);

  return {
    due: (week: string, now: string, most: number) => dueIn(tables, { week, now, most }),
    chats: (person: Person) => chatsOf(tables, person),

    /** Durable before the card leaves; `false` when it has been taken already. */
    async claim(person: Person, week: string): Promise<boolean> {
      const row = { tenant: person.tenant, person: person.id, week, state: 'sending', next_try_at: null };
      const [added] = await tables
        .insertInto('follow_up_card')
        .values(row)
        .onConflict((conflict) => conflict.columns(['tenant', 'person', 'week']).doNothing())
        .returning('person')
        .execute();
      if (added) return true;
      const { numUpdatedRows } = await one(person, week)
        .set({ state: 'sending', next_try_at: null })
        .where('state', '=', 'waiting')
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },

    async settle(person: Person, week: string, state: CardState, nextTryAt: string | null): Promise<void> {
      await one(person, week).set({ state, next_try_at: nextTryAt }).execute();
    },

    /** After a stop in the middle nobody knows whether these were sent. */
    async interrupted(): Promise<void> {
      await tables
        .updateTable('follow_up_card')
        .set({ state: 'unsure' })
        .where('state', '=', 'sending')
        .execute();
    },

    /** Who got a card in an earlier week is nobody's business any more. */
    async dropBefore(week: string): Promise<void> {
      await tables.deleteFrom('follow_up_card').where('week', '<', week).execute();
    },
  };
}

/** Owners of open follow-ups who are to get the week's card now. */
async function dueIn(
  tables: Kysely<MinutesTables>,
  { week, now, most }: { readonly week: string; readonly now: string; readonly most: number },
): Promise<readonly Person[]> {
  return tables
    .selectFrom('follow_up')
    .leftJoin('follow_up_card', (join) =>
      join
        .onRef('follow_up_card.tenant', '=', 'follow_up.tenant')
        .onRef('follow_up_card.person', '=', 'follow_up.owner')
        .on('follow_up_card.week', '=', week),
    )
    .select(['follow_up.tenant', 'follow_up.owner as id'])
    .distinct()
    .where('follow_up.status', '=', 'open')
    .where('follow_up.owner', '!=', '')
    .where((row) =>
      row.or([
        row('follow_up_card.person', 'is', null),
        // What is not tried again has no time.
        row('follow_up_card.next_try_at', '<=', now),
      ]),
    )
    .orderBy('follow_up.tenant')
    .orderBy('follow_up.owner')
    .limit(most)
    .execute();
}

/** Chats of meetings that the person has something open from, newest first: who is in one can be reached. */
async function chatsOf(tables: Kysely<MinutesTables>, { tenant, id }: Person): Promise<readonly string[]> {
  const rows = await tables
    .selectFrom('follow_up')
    .innerJoin('meeting', (join) =>
      join.onRef('meeting.tenant', '=', 'follow_up.tenant').onRef('meeting.id', '=', 'follow_up.meeting'),
    )
    .select(['meeting.chat', 'meeting.starts_at'])
    .where('follow_up.tenant', '=', tenant)
    .where('follow_up.owner', '=', id)
    .where('follow_up.status', '=', 'open')
    .orderBy('meeting.starts_at', 'desc')
    .execute();
  return [...new Set(rows.map(({ chat }) => chat))];
}
