import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { d1Over, type RunStatements, type Statement } from "./d1/statement.ts";

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
  return d1Over(runIn(database, begin));
}

/** Runs everything at once: a transaction has no time to wait. */
function runIn(database: DatabaseSync, begin: string): RunStatements {
  return async (statements) => {
    const [only, another] = statements;
    if (only && !another) return [now(database, only)];
    database.exec(begin);
    try {
      const results = statements.map((statement) => now(database, statement));
      database.exec("commit");
      return results;
    } catch (error) {
      if (database.isTransaction) database.exec("rollback");
      throw error;
    }
  };
}

function now(database: DatabaseSync, { sql, values }: Statement): D1Result {
  const before = changesSoFar(database);
  const bound = values.map((value) => (typeof value === "boolean" ? Number(value) : value));
  const results = database.prepare(sql).all(...(bound as SQLInputValue[]));
  return {
    results,
    success: true,
    meta: { changes: changesSoFar(database) - before },
  } as unknown as D1Result;
}

function changesSoFar(database: DatabaseSync): number {
  return Number(database.prepare("select total_changes() as changes").get()?.changes);
}
