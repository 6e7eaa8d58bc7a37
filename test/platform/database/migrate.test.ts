import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { type Database } from '../../../bot/platform/database/database.ts';
import { embeddedDatabase } from '../../../bot/platform/database/embedded.ts';
import { MigrationFault } from '../../../bot/platform/database/migrate.ts';
import { type migrations as released } from '../../../bot/platform/database/migrations/migrations.ts';
import { serverDatabase } from '../../../bot/platform/database/server.ts';
import { postgresForTests, sharedServerVariable, type PostgresForTests } from '../../support/postgres.ts';
import { eachDatabase } from '../../support/databases.ts';

type Migrations = typeof released;

const table = (name: string) => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema.createTable(name).addColumn('id', 'text').execute();
  },
});
const one: Migrations = { '0001-one': table('one') };
const both: Migrations = { ...one, '0002-two': table('two') };
const broken: Migrations = {
  ...one,
  '0002-two': table('two'),
  '0003-three': { up: () => Promise.reject(new Error('no')) },
};

let cleaners: (() => Promise<void>)[] = [];
let server: PostgresForTests | undefined;

afterEach(async () => {
  for (const clean of cleaners.reverse()) await clean();
  cleaners = [];
});

afterAll(async () => {
  if (server !== undefined && 'url' in server) await server.stop();
});

type OpenWith = (migrations: Migrations) => Promise<Database>;

async function sqliteFolder(): Promise<OpenWith> {
  const folder = await mkdtemp(join(tmpdir(), 'lederpuls-migrate-'));
  cleaners.push(() => rm(folder, { recursive: true }));
  return (migrations) => embeddedDatabase(folder, migrations);
}

async function postgresServer(): Promise<OpenWith> {
  server ??= await postgresForTests();
  if ('notRun' in server) throw new Error(`PostgreSQL: not run — ${server.notRun}`);
  const url = await server.emptyDatabase();
  return (migrations) => serverDatabase(url, { migrations });
}

const tables = async (database: Database) =>
  (await database.tables<unknown>().introspection.getTables()).map((found) => found.name).sort();

const serverMissing = process.env[sharedServerVariable] === '';

for (const [name, prepare, missing] of [
  ['SQLite', sqliteFolder, false],
  ['PostgreSQL', postgresServer, serverMissing],
] as const) {
  (missing ? describe.skip : describe)(`the schema on ${name}`, () => {
    it('grows by the steps that are missing', async () => {
      const openWith = await prepare();
      await (await openWith(one)).close();
      const database = await openWith(both);
      expect(await tables(database)).toEqual(['one', 'two']);
      await database.close();
    });

    it('stays as it was when a step fails, and the fault says which', async () => {
      const openWith = await prepare();
      await (await openWith(one)).close();
      await expect(openWith(broken)).rejects.toThrow(/0003-three/);
      const database = await openWith(one);
      expect(await tables(database)).toEqual(['one']);
      await database.close();
    });

    it('is refused when a newer version made it', async () => {
      const openWith = await prepare();
      await (await openWith(both)).close();
      await expect(openWith(one)).rejects.toThrow(MigrationFault);
      await expect(openWith(one)).rejects.toThrow(/newer version.*0002-two/);
    });
  });
}

eachDatabase((_name, open) => {
  describe('the released schema', () => {
    it('has text, whole numbers and bytes only, which mean the same on both engines', async () => {
      const database = await open();
      const found = await database.tables<unknown>().introspection.getTables();
      const types = new Set(
        found.flatMap(({ columns }) => columns.map((column) => column.dataType.toLowerCase())),
      );
      const allowed = ['text', 'integer', 'blob', 'int4', 'bytea'];
      expect([...types].filter((type) => !allowed.includes(type))).toEqual([]);
      expect(found.length).toBeGreaterThan(0);
      await sql`select 1`.execute(database.tables<unknown>());
    });
  });
});
