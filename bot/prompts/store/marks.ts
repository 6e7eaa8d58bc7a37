import { type Connection } from '../../platform/database/database.ts';

interface MarkTables {
  posting_mark: { name: string; raised_to: string; look_until: string | null };
}

interface KeptMark {
  /** ISO time. */
  readonly raisedTo: string;
  /** ISO time up to which a restored database does not know what was sent. */
  readonly lookUntil: string | undefined;
}

const NAME = 'posts';

/** Of the whole service, not of a tenant: a backup is restored as a whole. */
export function markStore(connection: Connection) {
  const tables = connection.tables<MarkTables>();
  return {
    async read(): Promise<KeptMark | undefined> {
      const row = await tables
        .selectFrom('posting_mark')
        .selectAll()
        .where('name', '=', NAME)
        .executeTakeFirst();
      return row && { raisedTo: row.raised_to, lookUntil: row.look_until ?? undefined };
    },

    async keep({ raisedTo, lookUntil }: KeptMark): Promise<void> {
      const row = { raised_to: raisedTo, look_until: lookUntil ?? null };
      await tables
        .insertInto('posting_mark')
        .values({ name: NAME, ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute();
    },
  };
}
