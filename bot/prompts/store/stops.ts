import { type Kysely } from 'kysely';
import { type Connection } from '../../platform/database/database.ts';
import { type Post, type PostKind } from '../model.ts';
import { type PromptTables } from './tables.ts';

/** The posts of one kind of a round. */
export interface SendingKey {
  readonly tenant: string;
  readonly round: string;
  readonly kind: PostKind;
}

/**
 * Sendings that somebody has stopped. The stop is a row of its own: what was under way when it came may be planned
 * again later, and must not slip through.
 */
export function stopStore(connection: Connection) {
  const tables = connection.tables<PromptTables>();
  return { ...stops(tables), ...heldPosts(tables) };
}

function stops(tables: Kysely<PromptTables>) {
  return {
    async of(tenant: string): Promise<readonly SendingKey[]> {
      return await tables
        .selectFrom('sending_stop')
        .select(['tenant', 'round', 'kind'])
        .where('tenant', '=', tenant)
        .execute();
    },
    /** Give it a transaction: nothing is claimed after it has been committed. */
    async stop({ tenant, round, kind }: SendingKey, at: Date): Promise<void> {
      await tables
        .insertInto('sending_stop')
        .values({ tenant, round, kind, stopped_at: at.toISOString() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await posts(tables, { tenant, round, kind }, 'planned').set({ state: 'held' }).execute();
    },
    async end({ tenant, round, kind }: SendingKey): Promise<void> {
      await tables
        .deleteFrom('sending_stop')
        .where('tenant', '=', tenant)
        .where('round', '=', round)
        .where('kind', '=', kind)
        .execute();
    },
  };
}

const posts = (
  tables: Kysely<PromptTables>,
  { tenant, round, kind }: SendingKey,
  state: 'planned' | 'held',
) =>
  tables
    .updateTable('post')
    .where('tenant', '=', tenant)
    .where('round', '=', round)
    .where('kind', '=', kind)
    .where('state', '=', state);

function heldPosts(tables: Kysely<PromptTables>) {
  return {
    /** Sendings with posts that are held, of every tenant, and whether the stop still stands. */
    async held(): Promise<readonly (SendingKey & { readonly stopped: boolean })[]> {
      const rows = await tables
        .selectFrom('post')
        .leftJoin('sending_stop', (join) =>
          join
            .onRef('sending_stop.tenant', '=', 'post.tenant')
            .onRef('sending_stop.round', '=', 'post.round')
            .onRef('sending_stop.kind', '=', 'post.kind'),
        )
        .select(['post.tenant', 'post.round', 'post.kind', 'sending_stop.stopped_at'])
        .where('post.state', '=', 'held')
        .distinct()
        .execute();
      return rows.map(({ stopped_at, ...key }) => ({ ...key, stopped: stopped_at !== null }));
    },
    /** One that was planned again, or taken up, while somebody stopped the sending. */
    async hold(post: SendingKey & Pick<Post, 'id'>): Promise<void> {
      await posts(tables, post, 'planned')
        .set({ state: 'held' })
        .where('id', '=', post.id)
        .where((where) =>
          where.exists(
            where
              .selectFrom('sending_stop')
              .select('kind')
              .where('tenant', '=', post.tenant)
              .where('round', '=', post.round)
              .where('kind', '=', post.kind),
          ),
        )
        .execute();
    },
    async release(key: SendingKey, machineMs: number): Promise<void> {
      await posts(tables, key, 'held')
        .set({ state: 'planned', next_attempt_at: new Date(machineMs).toISOString() })
        .execute();
    },
    /** `reason` is a text key. */
    async skipHeld(key: SendingKey, reason: string, at: Date): Promise<void> {
      await posts(tables, key, 'held')
        .set({ state: 'skipped', reason, settled_at: at.toISOString() })
        .execute();
    },
  };
}
