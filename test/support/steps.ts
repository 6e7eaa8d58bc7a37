import { type Connection, type Database } from '../../bot/platform/database/database.ts';
import { type Keys } from '../../bot/platform/keys/keys.ts';

/** The power went, or a statement failed, at a step that a test has chosen. */
export class Cut extends Error {}

/** Numbers what a process does to the outside: statements, commits, keys and calls. */
export interface Steps {
  /** Throws `Cut` when this step is the one, or comes after it. */
  step(): void;
  count(): number;
  /** One step before the work and one after it. */
  around<Result>(work: () => Promise<Result>): Promise<Result>;
  database(database: Database): Database;
  keys<Kept extends Keys>(keys: Kept): Kept;
}

/** `fails` says which steps fail: from one on = a crash; a single one = a stumble. */
export function numberedSteps(fails: (step: number) => boolean): Steps {
  let count = 0;
  const step = (): void => {
    count++;
    if (fails(count)) throw new Cut(`step ${count}`);
  };
  const around = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    step();
    const result = await work();
    step();
    return result;
  };
  const connected = (connection: Connection): Connection => ({
    tables: <Tables>() =>
      connection.tables<Tables>().withPlugin({
        transformQuery({ node }) {
          step();
          return node;
        },
        transformResult: ({ result }) => Promise.resolve(result),
      }),
  });
  return {
    step,
    around,
    count: () => count,
    database: (database) => ({
      ...database,
      ...connected(database),
      async transaction(work) {
        const result = await database.transaction(async (connection) => {
          const inside = await work(connected(connection));
          step();
          return inside;
        });
        step();
        return result;
      },
      forget: () => around(async () => database.forget?.()),
    }),
    keys: (keys) => ({
      ...keys,
      create: (id) => around(() => keys.create(id)),
      destroy: (id) => around(() => keys.destroy(id)),
    }),
  };
}

/** Every step is cut once; the last run is the one that nothing cuts. Answers how many steps there are. */
export async function everyCut(work: (steps: Steps) => Promise<void>): Promise<number> {
  for (let at = 1; ; at++)
    try {
      await work(numberedSteps((step) => step >= at));
      return at - 1;
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
    }
}
