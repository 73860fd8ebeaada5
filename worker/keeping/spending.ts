/**
 * How many statements one run of the cron makes: all jobs together, and each of them. D1 takes 1,000 from one invocation
 * of a Worker (https://developers.cloudflare.com/d1/platform/limits/); the rest is for the portions that are under way
 * when a limit is reached.
 */
export const maxStatements = { together: 700, job: 250 };

/** What the jobs of one run have left together. */
export interface Purse {
  left: number;
}

/** One job's part of it. */
export class Spending {
  #left = maxStatements.job;

  readonly #purse: Purse;

  constructor(purse: Purse) {
    this.#purse = purse;
  }

  /** Whether the job may begin another portion of its work. */
  get isLeft(): boolean {
    return this.#left > 0 && this.#purse.left > 0;
  }

  /** The same database, whose statements are counted. */
  counting(db: D1Database): D1Database {
    return new Proxy(db, {
      get: (target, name) => {
        if (name === "prepare") return (sql: string) => this.#counted(target.prepare(sql));
        if (name === "batch")
          return (statements: D1PreparedStatement[]) => {
            this.#spend(statements.length);
            return target.batch(statements.map((one) => originals.get(one) ?? one));
          };
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  #counted(original: D1PreparedStatement): D1PreparedStatement {
    const statement = new Proxy(original, {
      get: (target, name) => {
        if (name === "bind") return (...values: unknown[]) => this.#counted(target.bind(...values));
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return (...options: unknown[]) => {
          this.#spend(1);
          return value.apply(target, options);
        };
      },
    });
    originals.set(statement, original);
    return statement;
  }

  #spend(statements: number): void {
    this.#left -= statements;
    this.#purse.left -= statements;
  }
}

const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
