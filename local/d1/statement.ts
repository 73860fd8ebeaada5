/** Runs statements, whole or not at all, and gives what each has found. */
export type RunStatements = (statements: readonly Statement[]) => Promise<D1Result[]>;

/** A statement of D1, with the values bound to it. */
export class Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
  private readonly runAll: RunStatements;

  constructor(runAll: RunStatements, sql: string, values: readonly unknown[] = []) {
    this.runAll = runAll;
    this.sql = sql;
    this.values = values;
  }

  bind(...values: unknown[]): Statement {
    if (values.includes(undefined)) throw new TypeError(`a value of ${this.sql} is undefined`);
    return new Statement(this.runAll, this.sql, values);
  }

  async all() {
    const [result] = await this.runAll([this]);
    return result;
  }

  run() {
    return this.all();
  }

  async first(column?: string) {
    const [row] = ((await this.all())?.results ?? []) as Record<string, unknown>[];
    if (row === undefined) return null;
    return column === undefined ? row : row[column];
  }
}

/** The parts of D1 that commands and tests use, over whatever runs statements. */
export function d1Over(run: RunStatements): D1Database {
  const db = { prepare: (sql: string) => new Statement(run, sql), batch: run };
  return db as unknown as D1Database;
}
