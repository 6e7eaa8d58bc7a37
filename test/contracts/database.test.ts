import { type Kysely, sql } from 'kysely';
import { type Connection, type Database } from '../../bot/platform/database/database.ts';
import { OutsideTransaction } from '../../bot/platform/database/guard.ts';
import { eachDatabase } from '../support/databases.ts';

interface Tables {
  shelf: { id: string; rank: number; content: Uint8Array | null };
  book: { id: string; shelf: string };
}

const migrations = {
  '0001-library': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('shelf')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('rank', 'integer', (column) => column.notNull())
        .addColumn('content', 'blob')
        .execute();
      await db.schema
        .createTable('book')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('shelf', 'text', (column) => column.notNull().references('shelf.id'))
        .execute();
    },
  },
};

const shelves = (connection: Connection) => connection.tables<Tables>();
const put = (connection: Connection, id: string, rank = 1) =>
  shelves(connection).insertInto('shelf').values({ id, rank, content: null }).execute();
const ids = async (database: Database) =>
  (await shelves(database).selectFrom('shelf').select('id').orderBy('id').execute()).map((row) => row.id);

eachDatabase((_name, open) => {
  describe('a database', () => {
    it('keeps text, numbers and bytes as they were given', async () => {
      const database = await open();
      const content = new Uint8Array([0, 255, 7]);
      await shelves(database)
        .insertInto('shelf')
        .values({ id: 'æøå ’', rank: 2 ** 31 - 1, content })
        .execute();
      const row = await shelves(database).selectFrom('shelf').selectAll().executeTakeFirstOrThrow();
      expect({ ...row, content: [...(row.content ?? [])] }).toEqual({
        id: 'æøå ’',
        rank: 2 ** 31 - 1,
        content: [0, 255, 7],
      });
      expect(row.content?.constructor).toBe(Uint8Array);
    });

    it('gives counts, sums and comparisons as numbers', async () => {
      const database = await open();
      await put(database, 'a', 2);
      await put(database, 'b', 3);
      const row = await shelves(database)
        .selectFrom('shelf')
        .select(({ fn }) => [fn.countAll<number>().as('all'), fn.sum<number>('rank').as('sum')])
        .select(sql<number>`max(rank) > 2`.as('high'))
        .executeTakeFirstOrThrow();
      expect(row).toEqual({ all: 2, sum: 5, high: 1 });
    });

    it('understands a store that locks rows and skips locked ones', async () => {
      const database = await open();
      await put(database, 'a');
      const rows = await database.transaction((connection) =>
        shelves(connection)
          .selectFrom('shelf')
          .select('id')
          .distinct()
          .execute()
          .then(() =>
            shelves(connection).selectFrom('shelf').select('id').limit(1).forUpdate().skipLocked().execute(),
          ),
      );
      expect(rows).toEqual([{ id: 'a' }]);
    });

    it('changes a row that is there, or makes it, in one statement', async () => {
      const database = await open();
      const upsert = (rank: number) =>
        shelves(database)
          .insertInto('shelf')
          .values({ id: 'a', rank, content: null })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ rank }))
          .returning('rank')
          .executeTakeFirstOrThrow();
      await upsert(1);
      expect(await upsert(2)).toEqual({ rank: 2 });
    });

    it('refuses a row that points at nothing', async () => {
      const database = await open();
      await expect(
        shelves(database).insertInto('book').values({ id: 'b', shelf: 'nowhere' }).execute(),
      ).rejects.toThrow(/foreign key/i);
    });

    it('answers that it is well, until it is closed', async () => {
      const database = await open();
      await expect(database.check()).resolves.toBeUndefined();
    });
  });

  describe('a transaction', () => {
    it('keeps everything when its work succeeds', async () => {
      const database = await open();
      const answer = await database.transaction(async (connection) => {
        await put(connection, 'a');
        await put(connection, 'b');
        return 'done';
      });
      expect([answer, await ids(database)]).toEqual(['done', ['a', 'b']]);
    });

    it('keeps nothing when its work fails, and passes the reason on', async () => {
      const database = await open();
      const failing = database.transaction(async (connection) => {
        await put(connection, 'a');
        throw new RangeError('no');
      });
      await expect(failing).rejects.toThrow(RangeError);
      expect(await ids(database)).toEqual([]);
    });

    it('hides its work from others until it is kept', async () => {
      const database = await open();
      let seen: readonly string[] | undefined;
      const reading = database.transaction(async (connection) => {
        await put(connection, 'a');
        // Started outside the transaction's context below, so it may wait for it, but never sees half of it.
        await Promise.resolve();
      });
      const other = ids(database).then((found) => {
        seen = found;
      });
      await Promise.all([reading, other]);
      expect([[], ['a']]).toContainEqual(seen);
    });

    it.each([
      ['a query', (database: Database) => put(database, 'b')],
      ['another transaction', (database: Database) => database.transaction(() => Promise.resolve())],
      ['a lock', (database: Database) => database.exclusive('x', () => Promise.resolve())],
      ['a notice', (database: Database) => database.notify('x', 'y')],
    ])('fails at once on %s past it, instead of waiting for ever', async (_what, use) => {
      const database = await open();
      const nested = database.transaction(async (connection) => {
        await put(connection, 'a');
        await use(database);
      });
      await expect(nested).rejects.toThrow(OutsideTransaction);
      expect(await ids(database)).toEqual([]);
    });

    it('lets what it started go on with the database after it has ended', async () => {
      const database = await open();
      const { later } = await database.transaction((connection) =>
        put(connection, 'a').then(() => ({
          later: new Promise<readonly string[]>((resolve, reject) => {
            setTimeout(() => {
              ids(database).then(resolve, reject);
            }, 50);
          }),
        })),
      );
      expect(await later).toEqual(['a']);
    });

    it('lets fifty people work at once and loses nothing', async () => {
      const database = await open();
      await put(database, 'counter', 0);
      await Promise.all(
        Array.from({ length: 50 }, () =>
          database.transaction(async (connection) => {
            const row = await shelves(connection)
              .selectFrom('shelf')
              .select('rank')
              .where('id', '=', 'counter')
              .forUpdate()
              .executeTakeFirstOrThrow();
            await shelves(connection)
              .updateTable('shelf')
              .set({ rank: row.rank + 1 })
              .execute();
          }),
        ),
      );
      const row = await shelves(database).selectFrom('shelf').select('rank').executeTakeFirstOrThrow();
      expect(row.rank).toBe(50);
    });
  });

  describe('a lock', () => {
    it('is held by one at a time', async () => {
      const database = await open();
      const first = Promise.withResolvers<undefined>();
      const running = database.exclusive('work', () => first.promise);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await database.exclusive('work', () => Promise.resolve())).toBe(false);
      expect(await database.exclusive('other', () => Promise.resolve())).toBe(true);
      first.resolve(undefined);
      expect(await running).toBe(true);
      expect(await database.exclusive('work', () => Promise.resolve())).toBe(true);
    });

    it('is free again after work that failed', async () => {
      const database = await open();
      const failing = database.exclusive('work', () => Promise.reject(new RangeError('no')));
      await expect(failing).rejects.toThrow(RangeError);
      expect(await database.exclusive('work', () => Promise.resolve())).toBe(true);
    });
  });

  describe('a notice', () => {
    it('reaches every listener of its topic and no other, until the listener stops', async () => {
      const database = await open();
      const heard: string[] = [];
      const told = Promise.withResolvers<undefined>();
      const stop = database.listen('minutes', (message) => heard.push(`first ${message}`));
      database.listen('minutes', (message) => {
        heard.push(`second ${message}`);
        if (message === 'two') told.resolve(undefined);
      });
      database.listen('pulses', (message) => heard.push(`never ${message}`));
      await database.notify('minutes', 'one');
      await new Promise((resolve) => setTimeout(resolve, 100));
      stop();
      await database.notify('minutes', 'two');
      await told.promise;
      expect(heard).toEqual(['first one', 'second one', 'second two']);
    });
  });
}, migrations);
