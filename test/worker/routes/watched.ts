import { env } from "cloudflare:workers";

/** A statement that reached the database, and how many rows it read; 0 where it failed. */
export interface Statement {
  sql: string;
  values: readonly unknown[];
  rowsRead: number;
}

/** One call of a binding; a call of the ledger has no statements. */
export interface Call {
  statements: Statement[];
}

/** What stands between a call and its work. Gets the call's number since the list was emptied, from 1. */
export type Gate = (call: number, work: () => Promise<unknown>) => Promise<unknown>;

const open: Gate = (_, work) => work();

/** Mail that leaves after an answer is no part of the request. */
const isDelivery = (sql: string) => /set attempts = attempts \+ 1|set sent_at = sent/.test(sql);

/** Database and ledger with a list of every call, each of which passes a gate. */
export function watchedBindings(gate: Gate = open): {
  calls: Call[];
  bindings: Pick<Env, "DB" | "ERASURES">;
} {
  const calls: Call[] = [];
  const passing = async (statements: Statement[], work: () => Promise<D1Result[]>): Promise<D1Result[]> => {
    if (statements.some(({ sql }) => isDelivery(sql))) return work();
    calls.push({ statements });
    return gate(calls.length, async () => {
      const results = await work();
      for (const [at, { meta }] of results.entries()) {
        const one = statements[at];
        if (one) one.rowsRead = meta.rows_read;
      }
      return results;
    }) as Promise<D1Result[]>;
  };
  const originals = new WeakMap<object, { real: D1PreparedStatement; statement: Statement }>();
  const prepared = (
    real: D1PreparedStatement,
    sql: string,
    values: readonly unknown[],
  ): D1PreparedStatement => {
    const statement = { sql, values, rowsRead: 0 };
    const run = async () => {
      const [result] = await passing([statement], async () => [await real.run()]);
      return result as D1Result;
    };
    const made = {
      bind: (...bound: unknown[]) => prepared(real.bind(...bound), sql, bound),
      run,
      all: run,
      first: async (column?: string) => {
        const row = (await run()).results[0] as Record<string, unknown> | undefined;
        return column === undefined ? (row ?? null) : (row?.[column] ?? null);
      },
    } as unknown as D1PreparedStatement;
    originals.set(made, { real, statement });
    return made;
  };
  const DB = {
    prepare: (sql: string) => prepared(env.DB.prepare(sql), sql, []),
    batch: (many: D1PreparedStatement[]) => {
      const known = many.map((one) => originals.get(one));
      if (known.some((one) => one === undefined)) throw new Error("a statement of another database");
      const all = known as { real: D1PreparedStatement; statement: Statement }[];
      return passing(
        all.map(({ statement }) => statement),
        () => env.DB.batch(all.map(({ real }) => real)),
      );
    },
  } as unknown as D1Database;
  const ERASURES = new Proxy(env.ERASURES, {
    get: (real, name) =>
      name === "getByName"
        ? (of: string) =>
            new Proxy(real.getByName(of), {
              get(stub, method) {
                const value: unknown = Reflect.get(stub, method);
                if (typeof value !== "function") return value;
                return (...given: unknown[]) => {
                  calls.push({ statements: [] });
                  return gate(calls.length, async () => Reflect.apply(value, stub, given));
                };
              },
            })
        : Reflect.get(real, name),
  });
  return { calls, bindings: { DB, ERASURES } };
}
