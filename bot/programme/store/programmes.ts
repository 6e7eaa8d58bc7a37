import { type Kysely, type Selectable } from 'kysely';
import { batches, type Connection } from '../../platform/database/database.ts';
import { type ContentChanges } from '../model/content-order.ts';
import { type QuietPeriod, type Weekday } from '../model/programme.ts';
import { type RunningProgramme } from '../model/programme-changes.ts';
import { type ProgrammeTables } from './tables.ts';

/** A programme as it is kept: what people call it, what they call its days off, and what is changed in its content. */
export type KeptProgramme = RunningProgramme & {
  /** `undefined` = it is called after its pack. */
  readonly name: string | undefined;
  /** By ISO date. */
  readonly dayNames: Readonly<Record<string, string>>;
  readonly content: ContentChanges;
};

export function programmeStore(connection: Connection) {
  const tables = connection.tables<ProgrammeTables>();
  return { ...reading(tables), ...writing(tables) };
}

function reading(tables: Kysely<ProgrammeTables>) {
  const changesOf = (tenant: string) =>
    tables.selectFrom('programme_change').selectAll().where('tenant', '=', tenant);
  return {
    async of(tenant: string): Promise<readonly KeptProgramme[]> {
      const rows = await tables
        .selectFrom('programme')
        .selectAll()
        .where('tenant', '=', tenant)
        .orderBy('id')
        .execute();
      const changes = await changesOf(tenant).execute();
      return rows.map((row) => from(row, changes));
    },
    /** Reads it for a change: whoever else would change it, or open a round, waits until this transaction has ended. */
    async hold(tenant: string, id: string): Promise<KeptProgramme | undefined> {
      const row = await tables
        .updateTable('programme')
        .set((of) => ({ id: of.ref('id') }))
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return undefined;
      return from(row, await changesOf(tenant).where('programme', '=', id).execute());
    },
    /** Of every tenant. */
    async running(): Promise<readonly KeptProgramme[]> {
      const rows = await tables.selectFrom('programme').selectAll().where('state', '=', 'running').execute();
      if (rows.length === 0) return [];
      const changes = await tables.selectFrom('programme_change').selectAll().execute();
      return rows.map((row) => from(row, changes));
    },
  };
}

function writing(tables: Kysely<ProgrammeTables>) {
  return {
    async keep(programme: KeptProgramme): Promise<void> {
      const { tenant, id } = programme;
      const row = rowOf(programme);
      await tables
        .insertInto('programme')
        .values({ tenant, id, ...row })
        .onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(row))
        .execute();
      await tables
        .deleteFrom('programme_change')
        .where('tenant', '=', tenant)
        .where('programme', '=', id)
        .execute();
      const changes = [...programme.changes].map(([week, to]) => ({
        ...{ tenant, programme: id, week },
        day: to === 'skip' ? null : to,
      }));
      for (const batch of batches(changes))
        await tables.insertInto('programme_change').values(batch).execute();
    },
  };
}

const rowOf = (programme: KeptProgramme) => ({
  pack: programme.pack,
  name: programme.name ?? null,
  start_week: programme.startWeek,
  zone: programme.zone,
  post_on: programme.postOn,
  post_at: programme.postAt,
  close_on: programme.closeOn,
  close_at: programme.closeAt,
  late_hours: programme.lateHours,
  every: programme.every,
  nth: programme.nth,
  on_holiday: programme.onHoliday,
  quiet: programme.quiet.join(','),
  days_off: programme.daysOff.join(','),
  day_names: JSON.stringify(programme.dayNames),
  content: JSON.stringify(programme.content),
  state: programme.state,
  since: programme.since.toISOString(),
});

const listOf = (text: string): string[] => (text === '' ? [] : text.split(','));

function from(
  row: Selectable<ProgrammeTables['programme']>,
  changes: readonly Selectable<ProgrammeTables['programme_change']>[],
): KeptProgramme {
  return {
    tenant: row.tenant,
    id: row.id,
    pack: row.pack,
    name: row.name ?? undefined,
    startWeek: row.start_week,
    zone: row.zone,
    postOn: row.post_on as Weekday,
    postAt: row.post_at,
    closeOn: row.close_on as Weekday,
    closeAt: row.close_at,
    lateHours: row.late_hours,
    every: row.every,
    nth: row.nth,
    onHoliday: row.on_holiday,
    quiet: listOf(row.quiet) as QuietPeriod[],
    daysOff: listOf(row.days_off),
    dayNames: JSON.parse(row.day_names) as Record<string, string>,
    content: JSON.parse(row.content) as ContentChanges,
    changes: new Map(
      changes
        .filter(({ tenant, programme }) => tenant === row.tenant && programme === row.id)
        .map(({ week, day }) => [week, day ?? 'skip']),
    ),
    state: row.state,
    since: new Date(row.since),
  };
}
