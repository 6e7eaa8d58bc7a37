import { AsyncLocalStorage } from 'node:async_hooks';
import { type Kysely, type KyselyPlugin } from 'kysely';
import { Fault } from '../log.ts';
import { type Database } from './database.ts';

/** A query on the database itself, made inside one of its transactions: a bug of the caller. */
export class OutsideTransaction extends Fault {
  override readonly name = 'OutsideTransaction';

  constructor() {
    super(
      'Inside a transaction, use the connection it gives: on the database itself this call would never end.',
    );
  }
}

/** Notices calls on the database that come from inside a transaction which is still open. */
interface TransactionGuard {
  inside<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Throws `OutsideTransaction`. */
  readonly refuseInside: () => void;
  /** Refuses queries; belongs on the outer query builder only. */
  readonly plugin: KyselyPlugin;
}

function transactionGuard(): TransactionGuard {
  // Timers and listeners that were started inside carry the mark on; `open` tells when it no longer counts.
  const marks = new AsyncLocalStorage<{ open: boolean }>();
  const refuseInside = () => {
    if (marks.getStore()?.open === true) throw new OutsideTransaction();
  };
  return {
    refuseInside,
    async inside(work) {
      const mark = { open: true };
      try {
        return await marks.run(mark, work);
      } finally {
        mark.open = false;
      }
    },
    plugin: {
      transformQuery({ node }) {
        refuseInside();
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    },
  };
}

/** The half of a database that both engines share: stores on the outside, transactions, and the guard between them. */
export interface GuardedTables extends Pick<Database, 'tables' | 'transaction'> {
  /** Throws `OutsideTransaction`. */
  readonly refuseInside: () => void;
}

export function guardedTables(base: Kysely<unknown>): GuardedTables {
  const guard = transactionGuard();
  const outer = base.withPlugin(guard.plugin);
  return {
    refuseInside: guard.refuseInside,
    tables: <Tables>() => outer as unknown as Kysely<Tables>,
    async transaction(work) {
      guard.refuseInside();
      return base
        .transaction()
        .execute((transaction) =>
          guard.inside(() => work({ tables: <Tables>() => transaction as unknown as Kysely<Tables> })),
        );
    },
  };
}
