import { type DatabaseSync, type SQLInputValue } from 'node:sqlite';
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

function asKyselyExpects(raw: DatabaseSync): SqliteDatabase {
  return {
    prepare(sql) {
      const statement = raw.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...(values as SQLInputValue[])).map((row) => ({ ...row })),
        run: (values) => statement.run(...(values as SQLInputValue[])),
        iterate: (values) => statement.iterate(...(values as SQLInputValue[])),
      };
    },
    close() {
      raw.close();
    },
  };
}
