import { sql } from 'kysely';
import { type PulseTables, type StoreAt } from './tables.ts';

/** The sealed ballots of open rounds: the only code that names their table. */
export interface BallotStore {
  /** Inside a transaction: until it ends, nobody else gets past this call with the same token. */
  alone(token: string): Promise<void>;
  /** Inside a transaction: nobody else changes this ballot until it ends. */
  locked(round: RoundRef, token: string): Promise<Uint8Array | undefined>;
  read(round: RoundRef, token: string): Promise<Uint8Array | undefined>;
  all(round: RoundRef): Promise<readonly { readonly token: string; readonly body: Uint8Array }[]>;
  /** Of everybody who has answered, also of those who have withdrawn it since. */
  tokens(round: RoundRef): Promise<ReadonlySet<string>>;
  any(round: RoundRef): Promise<boolean>;
  /** `false` when there was one already. */
  add(round: RoundRef, token: string, body: Uint8Array): Promise<boolean>;
  replace(round: RoundRef, token: string, body: Uint8Array): Promise<void>;
  removeAll(round: RoundRef): Promise<void>;
}

export interface RoundRef {
  readonly tenant: string;
  readonly id: string;
}

export function ballotStore({ connection, engine }: StoreAt): BallotStore {
  const tables = connection.tables<PulseTables>();
  const of = ({ tenant, id }: RoundRef) =>
    tables.selectFrom('pulse_ballot').where('tenant', '=', tenant).where('round', '=', id);
  return {
    async alone(token) {
      if (engine !== 'postgres') return;
      const lock = Buffer.from(token, 'hex').readBigInt64BE().toString();
      await sql`select pg_advisory_xact_lock(${lock}::bigint)`.execute(tables);
    },
    async locked(round, token) {
      const query = of(round).select('body').where('token', '=', token);
      return (await (engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst())?.body;
    },
    async read(round, token) {
      return (await of(round).select('body').where('token', '=', token).executeTakeFirst())?.body;
    },
    // By token, which is as good as random: the order of answering is nobody's business.
    all: (round) => of(round).select(['token', 'body']).orderBy('token').execute(),
    async tokens(round) {
      return new Set((await of(round).select('token').execute()).map(({ token }) => token));
    },
    async any(round) {
      return (await of(round).select('token').limit(1).executeTakeFirst()) !== undefined;
    },
    async add({ tenant, id }, token, body) {
      const { numInsertedOrUpdatedRows } = await tables
        .insertInto('pulse_ballot')
        .values({ tenant, round: id, token, body })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return Number(numInsertedOrUpdatedRows ?? 0) === 1;
    },
    async replace({ tenant, id }, token, body) {
      await tables
        .updateTable('pulse_ballot')
        .set({ body })
        .where('tenant', '=', tenant)
        .where('round', '=', id)
        .where('token', '=', token)
        .execute();
    },
    async removeAll({ tenant, id }) {
      await tables.deleteFrom('pulse_ballot').where('tenant', '=', tenant).where('round', '=', id).execute();
    },
  };
}
