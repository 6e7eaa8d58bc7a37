import { type Connection } from '../../platform/database/database.ts';
import { type PostKind, type PostState } from '../model.ts';
import { type SendingKey } from './stops.ts';
import { type PromptTables } from './tables.ts';

export interface SendingStates {
  readonly round: string;
  readonly kind: PostKind;
  readonly state: PostState;
  readonly count: number;
  readonly firstAt: Date | undefined;
  readonly lastAt: Date | undefined;
  /** By the machine's clock. */
  readonly nextAt: Date;
}

export interface Missed {
  readonly id: string;
  readonly channel: string;
  readonly state: 'skipped' | 'handed-over';
  readonly reason: string | undefined;
  readonly at: Date | undefined;
}

const dateOf = (text: string | null): Date | undefined => (text === null ? undefined : new Date(text));

/** The ledger as an administrator follows it. */
export function sendingStore(connection: Connection) {
  const tables = connection.tables<PromptTables>();
  const posts = (tenant: string, rounds: readonly string[]) =>
    tables
      .selectFrom('post')
      .where('tenant', '=', tenant)
      .where('round', 'in', [...rounds, '']);
  return {
    async states(tenant: string, rounds: readonly string[]): Promise<readonly SendingStates[]> {
      const rows = await posts(tenant, rounds)
        .select((of) => [
          ...(['round', 'kind', 'state'] as const),
          of.fn.countAll().as('count'),
          of.fn.min('settled_at').as('first_at'),
          of.fn.max('settled_at').as('last_at'),
          of.fn.max('next_attempt_at').as('next_at'),
        ])
        .groupBy(['round', 'kind', 'state'])
        .execute();
      return rows.map(({ round, kind, state, count, ...at }) => ({
        ...{ round, kind, state, count: Number(count) },
        ...{ firstAt: dateOf(at.first_at), lastAt: dateOf(at.last_at), nextAt: new Date(at.next_at) },
      }));
    },
    /** By round and kind, as `round kind`. */
    async postedSince(
      tenant: string,
      rounds: readonly string[],
      since: Date,
    ): Promise<ReadonlyMap<string, number>> {
      const rows = await posts(tenant, rounds)
        .select((of) => ['round', 'kind', of.fn.countAll().as('count')])
        .where('state', '=', 'posted')
        .where('settled_at', '>', since.toISOString())
        .groupBy(['round', 'kind'])
        .execute();
      return new Map(rows.map(({ round, kind, count }) => [`${round} ${kind}`, Number(count)]));
    },
    /** Those handed over first. */
    async missed({ tenant, round, kind }: SendingKey, limit: number): Promise<readonly Missed[]> {
      const rows = await posts(tenant, [round])
        .select(['id', 'channel', 'state', 'reason', 'settled_at'])
        .where('kind', '=', kind)
        .where('state', 'in', ['skipped', 'handed-over'])
        .orderBy('state')
        .orderBy('channel')
        .limit(limit)
        .execute();
      return rows.map(({ id, channel, state, reason, settled_at }) => ({
        ...{ id, channel, reason: reason ?? undefined, at: dateOf(settled_at) },
        state: state === 'skipped' ? state : 'handed-over',
      }));
    },
  };
}
