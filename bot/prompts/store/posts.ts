import { type Kysely, type Selectable, type Updateable } from 'kysely';
import { batches, type Connection } from '../../platform/database/database.ts';
import { type Posted } from '../../platform/teams/teams.ts';
import { type Outcome, type Post, type PostKind, type PostState } from '../model.ts';

interface PromptTables {
  post: {
    tenant: string;
    id: string;
    round: string;
    channel: string;
    kind: PostKind;
    state: PostState;
    reason: string | null;
    message: string | null;
    conversation: string | null;
    attempts: number;
    looks: number;
    /** The machine's clock. */
    next_attempt_at: string;
    edit: Post['edit'];
    edit_attempts: number;
  };
}

type PostKey = Pick<Post, 'tenant' | 'id'>;

const timeText = (ms: number) => new Date(ms).toISOString();

/** The ledger: one row for each post of a round in a channel. Times are the machine's, in milliseconds. */
export function postStore(connection: Connection) {
  const tables = connection.tables<PromptTables>();
  return { ...reading(tables), ...planning(tables), ...moving(tables), ...editing(tables) };
}

const from = (row: Selectable<PromptTables['post']>): Post => ({
  tenant: row.tenant,
  id: row.id,
  round: row.round,
  channel: row.channel,
  kind: row.kind,
  state: row.state,
  reason: row.reason ?? undefined,
  message: row.message ?? undefined,
  conversation: row.conversation ?? undefined,
  attempts: row.attempts,
  looks: row.looks,
  edit: row.edit,
  editAttempts: row.edit_attempts,
});

function reading(tables: Kysely<PromptTables>) {
  return {
    /** Posts and edits to be taken up now, of every tenant. */
    async due(now: number, limit: number): Promise<readonly Post[]> {
      const rows = await tables
        .selectFrom('post')
        .selectAll()
        .where('next_attempt_at', '<=', timeText(now))
        .where((where) =>
          where.or([
            where('state', 'in', ['planned', 'unknown']),
            where.and([where('state', '=', 'posted'), where('edit', '=', 'due')]),
          ]),
        )
        .orderBy('next_attempt_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(from);
    },
    async find(slot: Pick<Post, 'tenant' | 'round' | 'channel' | 'kind'>): Promise<Post | undefined> {
      const row = await tables
        .selectFrom('post')
        .selectAll()
        .where('tenant', '=', slot.tenant)
        .where('round', '=', slot.round)
        .where('channel', '=', slot.channel)
        .where('kind', '=', slot.kind)
        .executeTakeFirst();
      return row && from(row);
    },
    async ofRounds(tenant: string, rounds: readonly string[]): Promise<readonly Post[]> {
      if (rounds.length === 0) return [];
      const rows = await tables
        .selectFrom('post')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('round', 'in', [...rounds])
        .execute();
      return rows.map(from);
    },
  };
}

const postedAt = (at: Posted) => ({
  ...{ state: 'posted' as const, reason: null },
  ...{ message: at.message, conversation: at.conversation },
});

function planning(tables: Kysely<PromptTables>) {
  return {
    /** A slot that has its post already keeps it. */
    async plan(posts: readonly Pick<Post, 'tenant' | 'id' | 'round' | 'channel' | 'kind'>[], now: number) {
      const rows = posts.map(({ tenant, id, round, channel, kind }) => ({
        ...{ tenant, id, round, channel, kind, state: 'planned' as const, next_attempt_at: timeText(now) },
        ...{ reason: null, message: null, conversation: null, attempts: 0, looks: 0 },
        ...{ edit: 'none' as const, edit_attempts: 0 },
      }));
      for (const some of batches(rows))
        await tables
          .insertInto('post')
          .values(some)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
    },
    /** The weekly cards of a round that has closed take their closed form. */
    async planEdits(tenant: string, round: string, now: number): Promise<void> {
      await tables
        .updateTable('post')
        .set({ edit: 'due', next_attempt_at: timeText(now) })
        .where('tenant', '=', tenant)
        .where('round', '=', round)
        .where('kind', '=', 'weekly')
        .where('edit', '=', 'none')
        .execute();
    },
  };
}

function moving(tables: Kysely<PromptTables>) {
  /** Answers whether the post was still in one of the expected states. */
  const move = async (key: PostKey, among: readonly PostState[], to: Updateable<PromptTables['post']>) => {
    const result = await tables
      .updateTable('post')
      .set(to)
      .where('tenant', '=', key.tenant)
      .where('id', '=', key.id)
      .where('state', 'in', [...among])
      .executeTakeFirst();
    return Number(result.numUpdatedRows) > 0;
  };
  return {
    /** What somebody absent was sending may have arrived. Answers how many there were. */
    async orphans(now: number): Promise<number> {
      const result = await tables
        .updateTable('post')
        .set({ state: 'unknown', looks: 0, next_attempt_at: timeText(now) })
        .where('state', '=', 'sending')
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
    claim: (key: PostKey) => move(key, ['planned'], { state: 'sending' }),
    /** It lies in the channel: told by the answer of Teams, or found there. */
    posted: (key: PostKey, at: Posted) => move(key, ['sending', 'unknown'], postedAt(at)),
    /** Somebody pressed the card. The card is untrusted, so the channel must be the post's own. */
    async proved(key: PostKey & Pick<Post, 'channel'>, at: Posted): Promise<void> {
      await tables
        .updateTable('post')
        .set(postedAt(at))
        .where('tenant', '=', key.tenant)
        .where('id', '=', key.id)
        .where('channel', '=', key.channel)
        .where('state', 'in', ['planned', 'sending', 'unknown', 'handed-over'])
        .execute();
    },
    settle: (key: PostKey, among: 'planned' | 'sending' | 'unknown', outcome: Outcome, now: number) =>
      move(key, [among], {
        state: outcome.state,
        reason: outcome.reason ?? null,
        attempts: outcome.attempts,
        looks: outcome.looks,
        next_attempt_at: timeText(now + outcome.waitMs),
      }),
    /** Taken up again later, otherwise unchanged. */
    postpone: (key: PostKey, until: number) =>
      move(key, ['planned', 'unknown', 'posted'], { next_attempt_at: timeText(until) }),
  };
}

function editing(tables: Kysely<PromptTables>) {
  return {
    async edited(key: PostKey, to: { edit: Post['edit']; attempts: number }, until: number): Promise<void> {
      await tables
        .updateTable('post')
        .set({ edit: to.edit, edit_attempts: to.attempts, next_attempt_at: timeText(until) })
        .where('tenant', '=', key.tenant)
        .where('id', '=', key.id)
        .execute();
    },
  };
}
