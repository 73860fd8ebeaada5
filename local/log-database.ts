import { Problem } from "../terminal/problem.ts";
import { type CountedLog, countLog } from "./log-import.ts";
import { logStatements } from "./log-statements.ts";

/** What is known of a log to be added. */
export interface LogOptions {
  /** Lines of this day and later are left out; by default, from the first day that the site counted itself. */
  before?: string | undefined;
  /** Whether other logs of the same days are allowed. */
  another: boolean;
}

/**
 * Counts a log and adds its counts to a database, in one transaction.
 * @throws Problem when the log or its days were added before
 */
export async function addLog(
  db: D1Database,
  file: string,
  { before, another }: LogOptions,
): Promise<CountedLog> {
  const log = await countLog(file, before ?? (await firstOwnDay(db)));
  await refuseSame(db, log, file);
  if (!another) await refuseDays(db, log, file);
  await db.batch(logStatements(log, new Date(), another).map((statement) => db.prepare(statement)));
  return log;
}

async function firstOwnDay(db: D1Database): Promise<string | undefined> {
  const query =
    "select min(day) as day from visit_cells where indicator = 'total' and rules not like '%-log'";
  return (await db.prepare(query).first<string | null>("day")) ?? undefined;
}

async function refuseSame(db: D1Database, { digest }: CountedLog, file: string): Promise<void> {
  const known = db.prepare("select imported_at from visit_imports where digest = ?1").bind(digest);
  const importedAt = await known.first<string>("imported_at");
  if (importedAt !== null) throw new Problem(`${file} was imported at ${importedAt}: nothing was added.`);
}

async function refuseDays(db: D1Database, { firstDay, lastDay }: CountedLog, file: string): Promise<void> {
  const query =
    "select first_day, last_day, imported_at from visit_imports where first_day <= ?2 and last_day >= ?1";
  const other = await db.prepare(query).bind(firstDay, lastDay).first<Record<string, string>>();
  if (other === null) return;
  throw new Problem(
    `${file} has lines from ${firstDay} to ${lastDay}. A log of ${other.first_day} to ${other.last_day} was imported ` +
      `at ${other.imported_at}: nothing was added. If this is another log of these days, add --another.`,
  );
}
