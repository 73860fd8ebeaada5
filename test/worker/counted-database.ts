/** A database that writes down each of its round trips: `batch`, or how the statement begins that was run alone. */
export function countedDatabase(real: D1Database): { trips: string[]; database: D1Database } {
  const trips: string[] = [];
  const database = new Proxy(real, {
    get(db, name) {
      if (name === "batch")
        return (statements: D1PreparedStatement[]) => {
          trips.push("batch");
          return db.batch(statements);
        };
      if (name === "prepare") return (sql: string) => watched(db.prepare(sql), sql, trips);
      const value = Reflect.get(db, name);
      return typeof value === "function" ? value.bind(db) : value;
    },
  });
  return { trips, database };
}

/** Counts a statement that is run by itself; in a batch it is bound only. */
function watched(statement: D1PreparedStatement, sql: string, trips: string[]): D1PreparedStatement {
  for (const name of ["run", "first", "all"] as const) {
    const own = statement[name].bind(statement) as (...args: unknown[]) => Promise<unknown>;
    Object.defineProperty(statement, name, {
      configurable: true,
      value: (...args: unknown[]) => {
        trips.push(sql.trim().slice(0, 40));
        return own(...args);
      },
    });
  }
  const bind = statement.bind.bind(statement);
  Object.defineProperty(statement, "bind", {
    configurable: true,
    value: (...values: unknown[]) => watched(bind(...values), sql, trips),
  });
  return statement;
}
