import { type Connection } from '../../bot/platform/database/database.ts';
import { actionOf } from '../support/story.ts';
import { type Found, type LedgerRow, type RoundRow } from './tally.ts';

interface Tables {
  post: LedgerRow & { tenant: string; next_attempt_at: string; edit: string };
  round: RoundRow & { tenant: string };
  pulse_ballot: { tenant: string; round: string };
  leader_channel: { tenant: string; id: string; state: string };
}

/** The product's own tables, read past the product. */
export function recordsIn(connection: Connection, tenant: string) {
  const tables = connection.tables<Tables>();
  return {
    rounds: () =>
      tables
        .selectFrom('round')
        .select(['id', 'week', 'state', 'reason', 'pack', 'entry'])
        .where('tenant', '=', tenant)
        .execute(),
    ledger: () =>
      tables
        .selectFrom('post')
        .select(['round', 'channel', 'kind', 'state', 'reason'])
        .where('tenant', '=', tenant)
        .execute(),
    /** Sealed answers of an open round: as many as people who have answered, or somebody counts twice. */
    async ballots(round: string): Promise<number> {
      const of = tables.selectFrom('pulse_ballot').where('tenant', '=', tenant).where('round', '=', round);
      const row = await of.select(({ fn }) => fn.countAll().as('count')).executeTakeFirst();
      return Number(row?.count ?? 0);
    },
    parked: async () => {
      const parked = tables.selectFrom('leader_channel').select('id').where('state', '=', 'parked');
      return (await parked.where('tenant', '=', tenant).execute()).map(({ id }) => id);
    },
    /** When the first of what waits is to be taken up, on the machine's clock; `undefined` = nothing waits. */
    async nextAttemptMs(): Promise<number | undefined> {
      const row = await tables
        .selectFrom('post')
        .select((of) => of.fn.min('next_attempt_at').as('next'))
        .where((where) =>
          where.or([
            where('state', 'in', ['planned', 'sending', 'unknown']),
            where.and([where('state', '=', 'posted'), where('edit', '=', 'due')]),
          ]),
        )
        .executeTakeFirst();
      return row?.next ? Date.parse(row.next) : undefined;
    },
  };
}

/** Which post a card is, by what its buttons carry. */
export function foundIn(messages: readonly { readonly channel: string; readonly card: unknown }[]): Found[] {
  return messages.flatMap(({ channel, card }) => {
    const data = actionOf(card, 'agenda')?.['data'] as { round?: string; on?: string } | undefined;
    if (data?.round === undefined) return [];
    return [{ channel, round: data.round, kind: data.on === 'result' ? 'result' : 'weekly' } as const];
  });
}
