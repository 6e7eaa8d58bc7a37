import { type Kysely } from 'kysely';
import { batches, type Connection } from '../../platform/database/database.ts';
import { type PromptTables } from './tables.ts';

/** Where a note lies. The token says whose it is to the owner of the key alone. */
interface NotePlace {
  readonly tenant: string;
  readonly round: string;
  readonly token: string;
}

interface NoteChange {
  readonly from: Uint8Array | undefined;
  readonly to: Uint8Array | undefined;
}

/**
 * The sealed notes. A body is never the same twice, so it also says whether a note is still the one that somebody
 * has read: a note is changed over that body or not at all.
 */
export function noteStore(connection: Connection) {
  const tables = connection.tables<PromptTables>();
  return {
    async of(tenant: string, tokens: readonly string[]) {
      const found: { readonly round: string; readonly token: string; readonly body: Uint8Array }[] = [];
      for (const some of batches(tokens))
        found.push(
          ...(await tables
            .selectFrom('prompt_note')
            .select(['round', 'token', 'body'])
            .where('tenant', '=', tenant)
            .where('token', 'in', [...some])
            .execute()),
        );
      return found;
    },
    /** `undefined` = none. `false` when it was no longer as it was read. */
    async change(at: NotePlace, { from, to }: NoteChange): Promise<boolean> {
      if (from === undefined) return to === undefined || (await added(tables, at, to));
      const was = { ...at, body: from };
      if (to === undefined) {
        const { numDeletedRows } = await tables
          .deleteFrom('prompt_note')
          .where((row) => row.and(was))
          .executeTakeFirst();
        return Number(numDeletedRows) === 1;
      }
      const { numUpdatedRows } = await tables
        .updateTable('prompt_note')
        .set({ body: to })
        .where((row) => row.and(was))
        .executeTakeFirst();
      return Number(numUpdatedRows) === 1;
    },
    /** Answers how many there were. */
    async removeAll(tenant: string, tokens: readonly string[]): Promise<number> {
      let removed = 0;
      for (const some of batches(tokens)) {
        const { numDeletedRows } = await tables
          .deleteFrom('prompt_note')
          .where('tenant', '=', tenant)
          .where('token', 'in', [...some])
          .executeTakeFirst();
        removed += Number(numDeletedRows);
      }
      return removed;
    },
    /** Everybody's notes on a round that ended long ago. Answers how many there were. */
    async removeRound({ tenant, id }: { readonly tenant: string; readonly id: string }): Promise<number> {
      const { numDeletedRows } = await tables
        .deleteFrom('prompt_note')
        .where('tenant', '=', tenant)
        .where('round', '=', id)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

async function added(tables: Kysely<PromptTables>, at: NotePlace, body: Uint8Array): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables
    .insertInto('prompt_note')
    .values({ ...at, body })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0) === 1;
}
