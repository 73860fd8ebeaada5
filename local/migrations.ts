import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Miniflare } from "miniflare";
import { Problem } from "../terminal/problem.ts";
import { root } from "./environment.ts";

export type Database = Awaited<ReturnType<Miniflare["getD1Database"]>>;

/**
 * Applies the migrations that a database lacks, oldest first, each whole or not at all. Records them as wrangler does,
 * so `wrangler d1 migrations` agrees about what is applied.
 * @param folder with files `0001_name.sql`
 * @returns names of the migrations applied
 */
export async function migrate(
  db: Database,
  folder: string = join(root, "worker/migrations"),
): Promise<string[]> {
  await db.prepare(tableOfWrangler).run();
  const missing = await missingIn(db, folder);
  for (const file of missing) await apply(db, file, readFileSync(join(folder, file), "utf8"));
  return missing;
}

/** Names of the migrations that a database lacks, oldest first. */
export async function missingIn(
  db: Pick<Database, "prepare"> | D1Database,
  folder: string = join(root, "worker/migrations"),
): Promise<string[]> {
  const { results } = await db.prepare("select name from d1_migrations").all<{ name: string }>();
  const known = new Set(results.map(({ name }) => name));
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  return files.sort().filter((file) => !known.has(file));
}

const tableOfWrangler = `create table if not exists d1_migrations(
  id integer primary key autoincrement,
  name text unique,
  applied_at timestamp default current_timestamp not null
)`;

/**
 * A file goes to SQLite as it is, because only SQLite knows for certain where a trigger's statements end. The query
 * after it is there because workerd refuses a comment after the last statement.
 */
async function apply(db: Database, file: string, sql: string): Promise<void> {
  try {
    await db.batch([
      db.prepare(`${sql}\n;select 1`),
      db.prepare("insert into d1_migrations (name) values (?1)").bind(file),
    ]);
  } catch (error) {
    throw new Problem(`The migration worker/migrations/${file} failed: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
