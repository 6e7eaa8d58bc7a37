import { type Connection } from '../../platform/database/database.ts';
import { type Address } from '../../platform/teams/teams.ts';
import { type MinutesTables } from './tables.ts';

/** Where Teams takes messages for a meeting's chat; learnt from what Teams sends us. */
export interface AddressStore {
  keep(address: Address): Promise<void>;
  find(tenant: string, conversation: string): Promise<Address | undefined>;
}

export function addressStore(connection: Connection): AddressStore {
  const tables = connection.tables<MinutesTables>();
  return {
    async keep({ tenant, conversation, serviceUrl }) {
      await tables
        .insertInto('chat_address')
        .values({ tenant, conversation, service_url: serviceUrl })
        .onConflict((conflict) =>
          conflict.columns(['tenant', 'conversation']).doUpdateSet({ service_url: serviceUrl }),
        )
        .execute();
    },
    async find(tenant, conversation) {
      const row = await tables
        .selectFrom('chat_address')
        .select('service_url')
        .where('tenant', '=', tenant)
        .where('conversation', '=', conversation)
        .executeTakeFirst();
      return row && { tenant, conversation, serviceUrl: row.service_url };
    },
  };
}
