import { describeFailure } from "./failure.ts";
import { reach, Unreachable } from "./reach.ts";

/**
 * The same database, whose calls throw `Unreachable` when it fails or does not answer in time. What it refuses, such as
 * a key that is there already, is thrown as it is.
 */
export function patient(db: D1Database): D1Database {
  return new Proxy(db, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => patientStatement(target.prepare(sql));
      if (name === "batch")
        return (statements: D1PreparedStatement[]) =>
          answerOf(target.batch(statements.map((one) => originals.get(one) ?? one)));
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();

function patientStatement(original: D1PreparedStatement): D1PreparedStatement {
  const statement = new Proxy(original, {
    get(target, name) {
      if (name === "bind") return (...values: unknown[]) => patientStatement(target.bind(...values));
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...options: unknown[]) => answerOf(value.apply(target, options) as Promise<unknown>);
    },
  });
  originals.set(statement, original);
  return statement;
}

async function answerOf<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await reach("database", asked);
  } catch (error) {
    throw error instanceof Unreachable && isRefusal(error.cause) ? error.cause : error;
  }
}

/** SQLite's own codes: a statement of ours was wrong, or a constraint held. */
function isRefusal(error: unknown): boolean {
  return /SQLITE_(?:CONSTRAINT|ERROR|MISMATCH|TOOBIG)/.test(describeFailure(error));
}
