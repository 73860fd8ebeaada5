/**
 * A database that records each round trip: `batch`, or the beginning of a statement run by itself.
 * @param before awaited before a trip leaves; gets the trip's number, from 1
 */
export function countedDatabase(
  real: D1Database,
  before: (trip: number) => Promise<void> = async () => undefined,
): { trips: string[]; database: D1Database } {
  const trips: string[] = [];
  const database = new Proxy(real, {
    get(db, name) {
      if (name === "batch")
        return async (statements: D1PreparedStatement[]) => {
          await before(trips.push("batch"));
          return db.batch(statements);
        };
      if (name === "prepare")
        return (sql: string) => watched(db.prepare(sql), sql, (trip) => before(trips.push(trip)));
      const value = Reflect.get(db, name);
      return typeof value === "function" ? value.bind(db) : value;
    },
  });
  return { trips, database };
}

/** Counts a statement run by itself; in a batch it is only bound. */
function watched(
  statement: D1PreparedStatement,
  sql: string,
  leaves: (trip: string) => Promise<void>,
): D1PreparedStatement {
  for (const name of ["run", "first", "all"] as const) {
    const own = statement[name].bind(statement) as (...args: unknown[]) => Promise<unknown>;
    Object.defineProperty(statement, name, {
      configurable: true,
      value: async (...args: unknown[]) => {
        await leaves(sql.trim().slice(0, 40));
        return own(...args);
      },
    });
  }
  const bind = statement.bind.bind(statement);
  Object.defineProperty(statement, "bind", {
    configurable: true,
    value: (...values: unknown[]) => watched(bind(...values), sql, leaves),
  });
  return statement;
}
