import { type Connection } from '../../platform/database/database.ts';
import { type PostKind } from '../model.ts';
import { type PromptTables } from './tables.ts';

/** Posts of a round that have not ended yet. */
interface Unsettled {
  readonly tenant: string;
  readonly round: string;
  readonly kind: PostKind;
  readonly posts: number;
}

/** What the operator may count of the ledger. Of every tenant. */
export function unsettledStore(connection: Connection) {
  const tables = connection.tables<PromptTables>();
  return {
    async byRound(): Promise<readonly Unsettled[]> {
      const rows = await tables
        .selectFrom('post')
        .select((of) => ['tenant', 'round', 'kind', of.fn.countAll().as('posts')])
        .where('state', 'in', ['planned', 'sending', 'unknown'])
        .groupBy(['tenant', 'round', 'kind'])
        .execute();
      return rows.map((row) => ({ ...row, posts: Number(row.posts) }));
    },
    /** Posts and edits that could be taken up by now (machine time, in milliseconds). */
    async waiting(now: number): Promise<number> {
      const row = await tables
        .selectFrom('post')
        .select((of) => of.fn.countAll().as('posts'))
        .where('next_attempt_at', '<=', new Date(now).toISOString())
        .where((where) =>
          where.or([
            where('state', 'in', ['planned', 'unknown']),
            where.and([where('state', '=', 'posted'), where('edit', '=', 'due')]),
          ]),
        )
        .executeTakeFirst();
      return Number(row?.posts ?? 0);
    },
  };
}
