import { type Selectable } from 'kysely';
import { type Connection } from '../../platform/database/database.ts';
import { type LeaderChannel } from '../model/programme.ts';
import { type ProgrammeTables } from './tables.ts';

export function channelFrom(row: Selectable<ProgrammeTables['leader_channel']>): LeaderChannel {
  return {
    tenant: row.tenant,
    id: row.id,
    name: row.name,
    teamId: row.team_id,
    teamName: row.team_name,
    groupId: row.group_id,
    serviceUrl: row.service_url,
    unit: row.unit ?? undefined,
    programme: row.programme ?? undefined,
    language: row.language,
    state: row.state,
    reason: row.reason ?? undefined,
  };
}

export function channelStore(connection: Connection) {
  const tables = connection.tables<ProgrammeTables>();
  return {
    async of(tenant: string): Promise<readonly LeaderChannel[]> {
      const rows = await tables
        .selectFrom('leader_channel')
        .selectAll()
        .where('tenant', '=', tenant)
        .orderBy('team_name')
        .orderBy('name')
        .orderBy('id')
        .execute();
      return rows.map(channelFrom);
    },
    async find(tenant: string, id: string): Promise<LeaderChannel | undefined> {
      const row = await tables
        .selectFrom('leader_channel')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && channelFrom(row);
    },
    /** Reads it for a change: whoever else would change it waits until this transaction has ended. */
    async hold(tenant: string, id: string): Promise<LeaderChannel | undefined> {
      const row = await tables
        .updateTable('leader_channel')
        .set((of) => ({ id: of.ref('id') }))
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      return row && channelFrom(row);
    },
    async keep(channel: LeaderChannel): Promise<void> {
      const row = {
        name: channel.name,
        team_id: channel.teamId,
        team_name: channel.teamName,
        group_id: channel.groupId,
        service_url: channel.serviceUrl,
        unit: channel.unit ?? null,
        programme: channel.programme ?? null,
        language: channel.language,
        state: channel.state,
        reason: channel.reason ?? null,
      };
      await tables
        .insertInto('leader_channel')
        .values({ tenant: channel.tenant, id: channel.id, ...row })
        .onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(row))
        .execute();
    },
  };
}
