import { type DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  SqliteAdapter,
  SqliteDialect,
  SqliteQueryCompiler,
  type DialectAdapter,
  type QueryCompiler,
  type SelectModifierNode,
  type SqliteDatabase,
} from 'kysely';

/** Kysely's SQLite dialect over Node's own engine. */
export function nodeSqliteDialect(raw: DatabaseSync): SqliteDialect {
  return new OneConnectionDialect({ database: asKyselyExpects(raw) });
}

class OneConnectionDialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new TransactionalAdapter();
  }

  override createQueryCompiler(): QueryCompiler {
    return new LocklessCompiler();
  }
}

/** SQLite does roll back table changes, so a step of the schema that fails or is killed leaves nothing behind. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** With one connection every transaction is alone: row locks, which stores ask for, hold by themselves. */
class LocklessCompiler extends SqliteQueryCompiler {
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier === 'Distinct' || node.modifier === undefined) super.visitSelectModifier(node);
  }
}

const statementsKept = 300;

interface Prepared {
  readonly statement: StatementSync;
  /** It answers with rows. */
  readonly reader: boolean;
}

/** Preparing costs more than most of our statements take, and they are the same few again and again. */
function statements(raw: DatabaseSync): (sql: string) => Prepared {
  const kept = new Map<string, Prepared>();
  const prepare = (sql: string): Prepared => {
    const statement = raw.prepare(sql);
    return { statement, reader: statement.columns().length > 0 };
  };
  return (sql) => {
    const statement = kept.get(sql) ?? prepare(sql);
    kept.delete(sql);
    kept.set(sql, statement);
    const oldest = kept.keys().next();
    if (kept.size > statementsKept && oldest.done !== true) kept.delete(oldest.value);
    return statement;
  };
}

function asKyselyExpects(raw: DatabaseSync): SqliteDatabase {
  const statementOf = statements(raw);
  return {
    prepare(sql) {
      const { statement, reader } = statementOf(sql);
      return {
        reader,
        all: (values) => statement.all(...(values as SQLInputValue[])).map((row) => ({ ...row })),
        run: (values) => statement.run(...(values as SQLInputValue[])),
        // A row at a time: its statement stays busy meanwhile, so it is one of its own.
        iterate: (values) => raw.prepare(sql).iterate(...(values as SQLInputValue[])),
      };
    },
    close() {
      raw.close();
    },
  };
}
