import { type Kysely, type Selectable } from 'kysely';
import { type Connection } from '../../platform/database/database.ts';
import { type Programme, type QuietPeriod, type Weekday } from '../model/programme.ts';
import { type ProgrammeTables } from './tables.ts';

/** A programme, and since when it has been running. */
export type KeptProgramme = Programme & { readonly since: Date };

export function programmeStore(connection: Connection) {
  const tables = connection.tables<ProgrammeTables>();
  return { ...reading(tables), ...writing(tables) };
}

function reading(tables: Kysely<ProgrammeTables>) {
  return {
    async of(tenant: string): Promise<readonly KeptProgramme[]> {
      const rows = await tables
        .selectFrom('programme')
        .selectAll()
        .where('tenant', '=', tenant)
        .orderBy('id')
        .execute();
      const changes = await tables
        .selectFrom('programme_change')
        .selectAll()
        .where('tenant', '=', tenant)
        .execute();
      return rows.map((row) => from(row, changes));
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
    /** Without its changed weeks; see `change`. */
    async keep(programme: Omit<KeptProgramme, 'changes'>): Promise<void> {
      const row = {
        pack: programme.pack,
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
        state: programme.state,
        since: programme.since.toISOString(),
      };
      await tables
        .insertInto('programme')
        .values({ tenant: programme.tenant, id: programme.id, ...row })
        .onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(row))
        .execute();
    },
    /** Moves a week to an ISO date, leaves it out, or (`undefined`) lets the rhythm decide again. */
    async change(
      { tenant, id }: Pick<Programme, 'tenant' | 'id'>,
      week: string,
      to: string | undefined,
    ): Promise<void> {
      await tables
        .deleteFrom('programme_change')
        .where('tenant', '=', tenant)
        .where('programme', '=', id)
        .where('week', '=', week)
        .execute();
      if (to === undefined) return;
      const day = to === 'skip' ? null : to;
      await tables.insertInto('programme_change').values({ tenant, programme: id, week, day }).execute();
    },
  };
}

const listOf = (text: string): string[] => (text === '' ? [] : text.split(','));

function from(
  row: Selectable<ProgrammeTables['programme']>,
  changes: readonly Selectable<ProgrammeTables['programme_change']>[],
): KeptProgramme {
  return {
    tenant: row.tenant,
    id: row.id,
    pack: row.pack,
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
    changes: new Map(
      changes
        .filter(({ tenant, programme }) => tenant === row.tenant && programme === row.id)
        .map(({ week, day }) => [week, day ?? 'skip']),
    ),
    state: row.state,
    since: new Date(row.since),
  };
}
