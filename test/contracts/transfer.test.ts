import { type Kysely } from 'kysely';
import { type Database } from '../../bot/platform/database/database.ts';
import { exportDatabase, importDatabase, TransferFault } from '../../bot/platform/database/transfer.ts';
import { eachDatabase } from '../support/databases.ts';

interface Tables {
  leaf: { id: string; branch: string | null; rank: number; content: Uint8Array | null };
  branch: { id: string; parent: string | null };
}

const migrations = {
  '0001-tree': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('branch')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('parent', 'text', (column) => column.references('branch.id'))
        .execute();
      await db.schema
        .createTable('leaf')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('branch', 'text', (column) => column.references('branch.id'))
        .addColumn('rank', 'integer', (column) => column.notNull())
        .addColumn('content', 'blob')
        .execute();
    },
  },
};

const leaves = Array.from({ length: 450 }, (_none, index) => ({
  id: `blad ${String(index).padStart(3, '0')} æøå "'\n`,
  branch: index % 2 === 0 ? 'b' : null,
  rank: index,
  content: index % 3 === 0 ? null : new Uint8Array([0, index % 256, 255]),
}));

async function plant(database: Database): Promise<void> {
  const tables = database.tables<Tables>();
  await tables
    .insertInto('branch')
    .values([{ id: 'z', parent: null }])
    .execute();
  await tables
    .insertInto('branch')
    .values([{ id: 'b', parent: 'z' }])
    .execute();
  await tables.insertInto('leaf').values(leaves).execute();
}

const content = async (database: Database) => {
  const tables = database.tables<Tables>();
  const rows = await tables.selectFrom('leaf').selectAll().orderBy('id').execute();
  return {
    branches: await tables.selectFrom('branch').selectAll().orderBy('id').execute(),
    leaves: rows.map((row) => ({ ...row, content: row.content === null ? null : [...row.content] })),
  };
};

async function linesOf(database: Database): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exportDatabase(database)) lines.push(line);
  return lines;
}

// eslint-disable-next-line @typescript-eslint/require-await -- as a file would be read
async function* fed(lines: readonly string[]) {
  yield* lines;
}

eachDatabase((from, openFrom) => {
  eachDatabase((to, openTo) => {
    describe(`moving from ${from} to ${to}`, () => {
      it('takes every row of every table along, and the export stands for itself', async () => {
        const [source, target] = [await openFrom(), await openTo()];
        await plant(source);
        const lines = await linesOf(source);
        await importDatabase(target, fed(lines));
        expect(await content(target)).toEqual(await content(source));
        expect(await linesOf(target)).toHaveLength(lines.length);
      });

      it('leaves the target empty when the export is cut short or has lost a row', async () => {
        const [source, target] = [await openFrom(), await openTo()];
        await plant(source);
        const lines = await linesOf(source);
        for (const broken of [
          lines.slice(0, -1),
          lines.toSpliced(300, 1),
          [],
          ['{"x":'],
          ['{"format":"x"}'],
        ]) {
          await expect(importDatabase(target, fed(broken))).rejects.toThrow(TransferFault);
        }
        expect(await content(target)).toEqual({ branches: [], leaves: [] });
      });

      it('refuses rows that point at nothing', async () => {
        const [source, target] = [await openFrom(), await openTo()];
        await plant(source);
        const lines = (await linesOf(source)).map((line) => line.replace('"parent":"z"', '"parent":"gone"'));
        await expect(importDatabase(target, fed(lines))).rejects.toThrow(/foreign key/i);
        expect(await content(target)).toEqual({ branches: [], leaves: [] });
      });
    });
  }, migrations);

  describe('an import', () => {
    it('refuses a database that is in use', async () => {
      const source = await openFrom();
      await plant(source);
      await expect(importDatabase(source, fed(await linesOf(source)))).rejects.toThrow(/not empty/);
    });
  });
}, migrations);
