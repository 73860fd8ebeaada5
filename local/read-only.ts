import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** A database file that is only read, also while a site uses it, with the parts of D1 that reading needs. */
export interface ReadOnlyDatabase {
  db: D1Database;
  close: () => void;
}

export function openReadOnly(file: string): ReadOnlyDatabase {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  const statement = (sql: string, values: readonly SQLInputValue[]) => ({
    bind: (...bound: SQLInputValue[]) => statement(sql, bound),
    all: async () => ({ results: database.prepare(sql).all(...values) }),
    first: async () => database.prepare(sql).get(...values) ?? null,
  });
  const db = { prepare: (sql: string) => statement(sql, []) } as unknown as D1Database;
  return { db, close: () => database.close() };
}
