import { reach } from "./reach.ts";
import { refusalIn } from "./refused.ts";

/**
 * The same database, whose calls throw `Refused` when it refuses something, such as a duplicate key, and `Unreachable`
 * when it fails or does not answer in time.
 */
export function patient(db: D1Database): D1Database {
  return new Proxy(db, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => patientStatement(target.prepare(sql), beginningOf(sql));
      if (name === "batch")
        return (statements: D1PreparedStatement[]) =>
          answerOf("a batch", target.batch(statements.map((one) => originals.get(one) ?? one)));
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();

function patientStatement(original: D1PreparedStatement, begins: string): D1PreparedStatement {
  const statement = new Proxy(original, {
    get(target, name) {
      if (name === "bind") return (...values: unknown[]) => patientStatement(target.bind(...values), begins);
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...options: unknown[]) => answerOf(begins, value.apply(target, options) as Promise<unknown>);
    },
  });
  originals.set(statement, original);
  return statement;
}

async function answerOf<Answer>(asked: string, answer: Promise<Answer>): Promise<Answer> {
  const refusable = answer.catch((error: unknown) => {
    throw refusalIn(error) ?? error;
  });
  return reach(`database: ${asked}`, refusable);
}

/** The beginning of a statement, for the log. Values are bound, so they are not in it. */
function beginningOf(sql: string): string {
  return sql.trim().split(/\s+/).slice(0, 3).join(" ");
}
