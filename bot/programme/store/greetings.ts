import { type Kysely, type Selectable, type Updateable } from 'kysely';
import { type Connection } from '../../platform/database/database.ts';
import { type Posted } from '../../platform/teams/teams.ts';
import { type Greeting, type GreetingState } from '../model/greeting.ts';

interface GreetingTables {
  greeting: {
    tenant: string;
    channel: string;
    told_at: string | null;
    paused_before: number;
    state: GreetingState;
    is_back: number;
    attempts: number;
    /** The machine's clock. */
    next_attempt_at: string;
    message: string | null;
    conversation: string | null;
    shown: string | null;
  };
}

type Key = Pick<Greeting, 'tenant' | 'channel'>;

const timeText = (ms: number) => new Date(ms).toISOString();

const from = (row: Selectable<GreetingTables['greeting']>): Greeting => ({
  tenant: row.tenant,
  channel: row.channel,
  toldAt: row.told_at === null ? undefined : new Date(row.told_at),
  pausedBefore: row.paused_before === 1,
  state: row.state,
  isBack: row.is_back === 1,
  attempts: row.attempts,
  message: row.message ?? undefined,
  conversation: row.conversation ?? undefined,
  shown: row.shown ?? undefined,
});

/** Times are the machine's, in milliseconds. */
export function greetingStore(connection: Connection) {
  const tables = connection.tables<GreetingTables>();
  return { ...reading(tables), ...telling(tables), ...sending(tables) };
}

function reading(tables: Kysely<GreetingTables>) {
  const all = () => tables.selectFrom('greeting').selectAll();
  return {
    async find({ tenant, channel }: Key): Promise<Greeting | undefined> {
      const row = await all().where('tenant', '=', tenant).where('channel', '=', channel).executeTakeFirst();
      return row && from(row);
    },
    /** To be sent now, of every tenant. */
    async due(nowMs: number, limit: number): Promise<readonly Greeting[]> {
      const rows = await all()
        .where('state', '=', 'planned')
        .where('next_attempt_at', '<=', timeText(nowMs))
        .orderBy('next_attempt_at')
        .orderBy('channel')
        .limit(limit)
        .execute();
      return rows.map(from);
    },
    /** Posted cards that have not said yet that everything is ready, of every tenant. */
    async unfinished(nowMs: number): Promise<readonly Greeting[]> {
      const rows = await all()
        .where('state', '=', 'posted')
        .where((where) => where.or([where('shown', 'is', null), where('shown', '!=', 'ready')]))
        .where('next_attempt_at', '<=', timeText(nowMs))
        .orderBy('channel')
        .execute();
      return rows.map(from);
    },
  };
}

/** What Teams tells of the channel. */
function telling(tables: Kysely<GreetingTables>) {
  return {
    /** Reads it for a change, made where there is none: nobody sends it before this transaction has ended. */
    async hold({ tenant, channel }: Key): Promise<Greeting> {
      const values = { tenant, channel, state: 'none' as const, next_attempt_at: timeText(0) };
      await tables
        .insertInto('greeting')
        .values({ ...values, paused_before: 0, is_back: 0, attempts: 0 })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const row = await tables
        .updateTable('greeting')
        .set((greeting) => ({ state: greeting.ref('state') }))
        .where('tenant', '=', tenant)
        .where('channel', '=', channel)
        .returningAll()
        .executeTakeFirstOrThrow();
      return from(row);
    },
    /** What `hold` gave, changed. */
    async keep(greeting: Greeting, nowMs: number): Promise<void> {
      await tables
        .updateTable('greeting')
        .set({
          told_at: greeting.toldAt?.toISOString() ?? null,
          paused_before: greeting.pausedBefore ? 1 : 0,
          state: greeting.state,
          is_back: greeting.isBack ? 1 : 0,
          attempts: greeting.attempts,
          next_attempt_at: timeText(nowMs),
          message: greeting.message ?? null,
          conversation: greeting.conversation ?? null,
          shown: greeting.shown ?? null,
        })
        .where('tenant', '=', greeting.tenant)
        .where('channel', '=', greeting.channel)
        .execute();
    },
  };
}

function sending(tables: Kysely<GreetingTables>) {
  /** `false` = it was in none of the states. */
  const change = async (
    { tenant, channel }: Key,
    states: readonly GreetingState[],
    set: Updateable<GreetingTables['greeting']>,
  ): Promise<boolean> => {
    const { numUpdatedRows } = await tables
      .updateTable('greeting')
      .set(set)
      .where('tenant', '=', tenant)
      .where('channel', '=', channel)
      .where('state', 'in', [...states])
      .executeTakeFirstOrThrow();
    return Number(numUpdatedRows) > 0;
  };
  const postedAt = ({ message, conversation }: Posted) => ({
    ...{ state: 'posted' as const, message, conversation },
  });
  return {
    claim: (key: Key) => change(key, ['planned'], { state: 'sending' }),
    posted: (key: Key, at: Posted, shown: string) => change(key, ['sending'], { ...postedAt(at), shown }),
    /** Somebody pressed it, so it is there, whatever Teams told us. */
    proved: (key: Key, at: Posted) =>
      change(key, ['lost', 'given-up', 'sending'], { ...postedAt(at), shown: null }),
    settle: (key: Key, to: { state: GreetingState; attempts: number }, againMs: number) =>
      change(key, ['sending'], { ...to, next_attempt_at: timeText(againMs) }),
    /** The card says `now` how far the set-up has come, unless it has been asked for anew meanwhile. */
    async shown(
      { tenant, channel, shown }: Greeting,
      now: string | undefined,
      againMs: number,
    ): Promise<void> {
      await tables
        .updateTable('greeting')
        .set({ shown: now ?? null, next_attempt_at: timeText(againMs) })
        .where('tenant', '=', tenant)
        .where('channel', '=', channel)
        .where('state', '=', 'posted')
        .where('shown', shown === undefined ? 'is' : '=', shown ?? null)
        .execute();
    },
    redraw: (key: Key, nowMs: number) =>
      change(key, ['posted'], { shown: null, next_attempt_at: timeText(nowMs) }),
    /** Whoever was sending is gone, and the message may lie in the channel: rather none than two. */
    async orphans(): Promise<number> {
      const { numUpdatedRows } = await tables
        .updateTable('greeting')
        .set({ state: 'lost' })
        .where('state', '=', 'sending')
        .executeTakeFirstOrThrow();
      return Number(numUpdatedRows);
    },
  };
}
