import { type Kysely, type Selectable, type Updateable } from 'kysely';
import { batches, type Connection } from '../../platform/database/database.ts';
import { type Posted } from '../../platform/teams/teams.ts';
import { type Outcome, type Post, type PostState } from '../model.ts';
import { type PromptTables } from './tables.ts';

type PostKey = Pick<Post, 'tenant' | 'id'>;

/** What becomes of a post, and when: by the programme's clock, and by the machine's in milliseconds. */
interface Settled {
  readonly outcome: Outcome;
  readonly at: Date;
  readonly machineMs: number;
}

const isEnd = (state: PostState) => state === 'skipped' || state === 'handed-over';

const timeText = (ms: number) => new Date(ms).toISOString();

/** The ledger: one row for each post of a round in a channel. Times are the machine's, in milliseconds. */
export function postStore(connection: Connection) {
  const tables = connection.tables<PromptTables>();
  return {
    ...reading(tables),
    ...planning(tables),
    ...moving(tables),
    ...editing(tables),
    ...removing(tables),
  };
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
  unanswered: row.unanswered,
  settledAt: row.settled_at === null ? undefined : new Date(row.settled_at),
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
    async get(tenant: string, id: string): Promise<Post | undefined> {
      const row = await tables
        .selectFrom('post')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && from(row);
    },
    /** Where weekly cards lie, of every round that still has its posts. */
    async postedWeekly(tenant: string): Promise<readonly Pick<Post, 'round' | 'channel'>[]> {
      return await tables
        .selectFrom('post')
        .select(['round', 'channel'])
        .where('tenant', '=', tenant)
        .where('kind', '=', 'weekly')
        .where('state', '=', 'posted')
        .execute();
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

/** `when` by the programme's clock. */
const postedAt = (at: Posted, when: Date) => ({
  ...{ state: 'posted' as const, reason: null, settled_at: when.toISOString() },
  ...{ message: at.message, conversation: at.conversation },
});

function planning(tables: Kysely<PromptTables>) {
  return {
    /** A slot that has its post already keeps it. */
    async plan(posts: readonly Pick<Post, 'tenant' | 'id' | 'round' | 'channel' | 'kind'>[], now: number) {
      const rows = posts.map(({ tenant, id, round, channel, kind }) => ({
        ...{ tenant, id, round, channel, kind, state: 'planned' as const, next_attempt_at: timeText(now) },
        ...{ reason: null, message: null, conversation: null, attempts: 0, looks: 0, settled_at: null },
        unanswered: 0,
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

type SlotOf = Pick<Post, 'tenant' | 'id' | 'round' | 'kind'>;

const claiming = (tables: Kysely<PromptTables>, { tenant, id, round, kind }: SlotOf) =>
  tables
    .updateTable('post')
    .set({ state: 'sending' })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('state', '=', 'planned')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('sending_stop')
            .select('kind')
            .where('tenant', '=', tenant)
            .where('round', '=', round)
            .where('kind', '=', kind),
        ),
      ),
    );

function removing(tables: Kysely<PromptTables>) {
  return {
    /** Everything of a round that ended long ago. Answers how many posts went. */
    async remove({ tenant, id }: Pick<Post, 'tenant' | 'id'>): Promise<number> {
      const of = { tenant, round: id };
      await tables
        .deleteFrom('sending_stop')
        .where((stop) => stop.and(of))
        .execute();
      const { numDeletedRows } = await tables
        .deleteFrom('post')
        .where((post) => post.and(of))
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function moving(tables: Kysely<PromptTables>) {
  type To = Updateable<PromptTables['post']>;
  const moving = (key: PostKey, among: readonly PostState[], to: To) =>
    tables
      .updateTable('post')
      .set(to)
      .where('tenant', '=', key.tenant)
      .where('id', '=', key.id)
      .where('state', 'in', [...among]);
  /** Answers whether the post was still in one of the expected states. */
  const move = async (...given: Parameters<typeof moving>) =>
    Number((await moving(...given).executeTakeFirst()).numUpdatedRows) > 0;
  return {
    /**
     * What somebody absent was sending may have arrived. It counts as an attempt, so that nothing they still say of
     * theirs is taken for ours. Answers how many there were.
     */
    async orphans(now: number): Promise<number> {
      const result = await tables
        .updateTable('post')
        .set((of) => ({
          ...{ state: 'unknown', looks: 0, unanswered: 0, next_attempt_at: timeText(now) },
          attempts: of('attempts', '+', 1),
        }))
        .where('state', '=', 'sending')
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
    /** Answers `false` when somebody has stopped the sending: from then on nothing begins. */
    claim: async (post: SlotOf) =>
      Number((await claiming(tables, post).executeTakeFirst()).numUpdatedRows) > 0,
    /** It lies in the channel: told by the answer of Teams, or found there. */
    posted: (key: PostKey, at: Posted, when: Date) => move(key, ['sending', 'unknown'], postedAt(at, when)),
    /** Somebody pressed the card. The card is untrusted, so the channel must be the post's own. */
    async proved(key: PostKey & Pick<Post, 'channel'>, at: Posted, when: Date): Promise<void> {
      await tables
        .updateTable('post')
        .set(postedAt(at, when))
        .where('tenant', '=', key.tenant)
        .where('id', '=', key.id)
        .where('channel', '=', key.channel)
        .where('state', 'in', ['planned', 'held', 'sending', 'unknown', 'handed-over', 'skipped'])
        .execute();
    },
    /** Unless somebody else has taken it over since it was read. */
    async settle(
      post: PostKey & Pick<Post, 'attempts'>,
      among: 'planned' | 'sending' | 'unknown' | 'handed-over',
      { outcome, at, machineMs }: Settled,
    ) {
      const to = {
        state: outcome.state,
        reason: outcome.reason ?? null,
        attempts: outcome.attempts,
        looks: outcome.looks,
        unanswered: outcome.unanswered ?? 0,
        settled_at: isEnd(outcome.state) ? at.toISOString() : null,
        next_attempt_at: timeText(machineMs + outcome.waitMs),
      };
      const own = moving(post, [among], to).where('attempts', '=', post.attempts);
      return Number((await own.executeTakeFirst()).numUpdatedRows) > 0;
    },
    /** A person found it in the channel. */
    found: (key: PostKey, when: Date) =>
      move(key, ['handed-over'], { state: 'posted', reason: null, settled_at: when.toISOString() }),
    /** The card is no longer where it was posted. */
    lost: (key: PostKey) => move(key, ['posted'], { message: null, conversation: null }),
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
