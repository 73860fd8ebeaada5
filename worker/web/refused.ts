import { Fault } from "./fault.ts";

/** The kind of database rule that was violated; `statement` where the statement itself was wrong. */
export type Constraint = "unique" | "not null" | "check" | "foreign key" | "trigger" | "statement";

/** The database refused one of our statements, and its whole batch with it: nothing was stored. */
export class Refused extends Fault {
  override name = "Refused";

  readonly constraint: Constraint;

  /** Which rule it was: columns such as `users.email_index`, or what a trigger of the schema says. */
  readonly rule: string;

  constructor(constraint: Constraint, rule: string, cause?: unknown) {
    super(`the database refused (${constraint}): ${rule}`, { cause });
    this.constraint = constraint;
    this.rule = rule;
  }
}

/** Whether the database refused something because of exactly this rule. */
export function isRefusedBy(error: unknown, constraint: Constraint, rule: string): boolean {
  return error instanceof Refused && error.constraint === constraint && error.rule === rule;
}

/**
 * What the database threw, as our own error; undefined if it failed rather than refused. D1 gives only words, with
 * SQLite's result code after them (https://www.sqlite.org/rescode.html). They are read here and nowhere else.
 */
export function refusalIn(error: unknown): Refused | undefined {
  if (!(error instanceof Error)) return undefined;
  const [, said, code] = answer.exec(error.message) ?? [];
  if (said === undefined || code === undefined) return refusalIn(error.cause);
  if (code !== "CONSTRAINT") return new Refused("statement", said, error);
  const [, kind, rule] = constraintKept.exec(said) ?? [];
  const constraint = kinds.get(kind ?? "");
  return constraint === undefined
    ? new Refused("trigger", said, error)
    : new Refused(constraint, rule ?? "", error);
}

/** `D1_ERROR: UNIQUE constraint failed: users.email_index: SQLITE_CONSTRAINT`, possibly with more after it. */
const answer = /^(?:D1_ERROR: )?(.*?): SQLITE_(CONSTRAINT|ERROR|MISMATCH|TOOBIG)\b/s;

const constraintKept = /^(UNIQUE|NOT NULL|CHECK|FOREIGN KEY) constraint failed(?:: (.*))?$/s;

const kinds: ReadonlyMap<string, Constraint> = new Map([
  ["UNIQUE", "unique"],
  ["NOT NULL", "not null"],
  ["CHECK", "check"],
  ["FOREIGN KEY", "foreign key"],
]);
