import { type Connection } from '../../platform/database/database.ts';
import { type MinutesTables } from './tables.ts';

interface KeptFolder {
  readonly driveId: string;
  readonly folderId: string;
}

/** Where a channel's minutes were last kept. */
export function folderStore(connection: Connection) {
  const tables = connection.tables<MinutesTables>();
  return {
    async find(tenant: string, channel: string): Promise<KeptFolder | undefined> {
      const row = await tables
        .selectFrom('channel_folder')
        .select(['drive', 'folder'])
        .where('tenant', '=', tenant)
        .where('channel', '=', channel)
        .executeTakeFirst();
      return row && { driveId: row.drive, folderId: row.folder };
    },

    async keep(tenant: string, channel: string, { driveId, folderId }: KeptFolder): Promise<void> {
      const where = { drive: driveId, folder: folderId };
      await tables
        .insertInto('channel_folder')
        .values({ tenant, channel, ...where })
        .onConflict((conflict) => conflict.columns(['tenant', 'channel']).doUpdateSet(where))
        .execute();
    },
  };
}
