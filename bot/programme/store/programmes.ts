import { type Selectable } from 'kysely';
import { type Connection } from '../../platform/database/database.ts';
import { type Programme, type Weekday } from '../model/programme.ts';
import { type ProgrammeTables } from './tables.ts';

/** A programme, and since when it has been running. */
export type KeptProgramme = Programme & { readonly since: Date };

export function programmeStore(connection: Connection) {
  const tables = connection.tables<ProgrammeTables>();
  const from = (row: Selectable<ProgrammeTables['programme']>): KeptProgramme => ({
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
    state: row.state,
    since: new Date(row.since),
  });
  return {
    async of(tenant: string): Promise<readonly KeptProgramme[]> {
      const rows = await tables
        .selectFrom('programme')
        .selectAll()
        .where('tenant', '=', tenant)
        .orderBy('id')
        .execute();
      return rows.map(from);
    },
    /** Of every tenant. */
    async running(): Promise<readonly KeptProgramme[]> {
      const rows = await tables.selectFrom('programme').selectAll().where('state', '=', 'running').execute();
      return rows.map(from);
    },
    async keep(programme: KeptProgramme): Promise<void> {
      const row = {
        pack: programme.pack,
        start_week: programme.startWeek,
        zone: programme.zone,
        post_on: programme.postOn,
        post_at: programme.postAt,
        close_on: programme.closeOn,
        close_at: programme.closeAt,
        late_hours: programme.lateHours,
        state: programme.state,
        since: programme.since.toISOString(),
      };
      await tables
        .insertInto('programme')
        .values({ tenant: programme.tenant, id: programme.id, ...row })
        .onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(row))
        .execute();
    },
  };
}
