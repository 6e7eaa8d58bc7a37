import { type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { Fault } from '../log.ts';

/** The schema could not be brought up to date; the service must not start on it. */
export class MigrationFault extends Fault {
  override readonly name = 'MigrationFault';
}

/** Brings the schema up to date, all missing steps or none of them. Safe to run from several instances at once. */
export async function migrate(
  database: Kysely<unknown>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  await refuseNewerSchema(database, migrations);
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === 'Error')?.migrationName;
  throw new MigrationFault(`The database could not be brought up to date (step ${failed ?? 'unknown'}).`, {
    cause: error,
  });
}

async function refuseNewerSchema(
  database: Kysely<unknown>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const newer = (await executedMigrations(database)).filter((name) => !(name in migrations));
  if (newer.length === 0) return;
  throw new MigrationFault(
    `The database was made by a newer version (it knows ${newer.join(', ')}). ` +
      'Start that version, or restore the backup from before the upgrade.',
  );
}

/** Names of the steps this database has been through, in order. */
export async function executedMigrations(database: Kysely<unknown>): Promise<readonly string[]> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const rows = await (database as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}
