import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** A database file with the parts of D1 that commands use. */
export interface OpenDatabase {
  db: D1Database;
  close: () => void;
}

/**
 * Opens the file of a database, also beside a site that uses it: a statement waits ten seconds while the site writes.
 * @param options.readOnly refuses every change
 */
export function openDatabase(file: string, { readOnly = false } = {}): OpenDatabase {
  const database = new DatabaseSync(file, { readOnly, timeout: 10_000 });
  return { db: asD1(database, readOnly ? "begin" : undefined), close: () => database.close() };
}

/** The parts of D1 over a connection, and how a batch begins there. */
export function asD1(database: DatabaseSync, begin = "begin immediate"): D1Database {
  const db = { prepare: (sql: string) => new Statement(database, sql), batch: batchIn(database, begin) };
  return db as unknown as D1Database;
}

/** A statement of D1, with the values bound to it. */
class Statement {
  private readonly database: DatabaseSync;
  private readonly sql: string;
  private readonly values: readonly SQLInputValue[];

  constructor(database: DatabaseSync, sql: string, values: readonly SQLInputValue[] = []) {
    this.database = database;
    this.sql = sql;
    this.values = values;
  }

  bind(...values: (SQLInputValue | boolean)[]): Statement {
    return new Statement(
      this.database,
      this.sql,
      values.map((value) => (typeof value === "boolean" ? Number(value) : value)),
    );
  }

  /** Runs it at once: a batch has no time to wait. */
  now() {
    const before = this.changesSoFar();
    const results = this.database.prepare(this.sql).all(...this.values);
    return { results, success: true, meta: { changes: this.changesSoFar() - before } };
  }

  async all() {
    return this.now();
  }

  async run() {
    return this.now();
  }

  async first(column?: string) {
    const [row] = this.now().results;
    if (row === undefined) return null;
    return column === undefined ? row : row[column];
  }

  private changesSoFar(): number {
    return Number(this.database.prepare("select total_changes() as changes").get()?.changes);
  }
}

/** Runs statements whole or not at all. */
function batchIn(database: DatabaseSync, begin: string) {
  return async (statements: readonly Statement[]) => {
    database.exec(begin);
    try {
      const results = statements.map((statement) => statement.now());
      database.exec("commit");
      return results;
    } catch (error) {
      if (database.isTransaction) database.exec("rollback");
      throw error;
    }
  };
}
