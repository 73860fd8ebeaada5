import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { Problem } from "../terminal/problem.ts";
import { root } from "./environment.ts";

/**
 * Applies the migrations that a database lacks, oldest first, each whole or not at all. Records them as wrangler does,
 * so `wrangler d1 migrations` agrees about what is applied.
 * @param database that no workerd has open: it does not wait for others to write
 * @param folder with files `0001_name.sql`
 * @returns names of the migrations applied
 */
export function migrate(
  database: DatabaseSync,
  folder: string = join(root, "worker/migrations"),
): readonly string[] {
  database.exec(tableOfWrangler);
  const known = new Set(
    database
      .prepare("select name from d1_migrations")
      .all()
      .map(({ name }) => name),
  );
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  const missing = files.sort().filter((file) => !known.has(file));
  for (const file of missing) apply(database, file, readFileSync(join(folder, file), "utf8"));
  return missing;
}

const tableOfWrangler = `create table if not exists d1_migrations(
  id integer primary key autoincrement,
  name text unique,
  applied_at timestamp default current_timestamp not null
)`;

/** A file goes to SQLite as it is, because only SQLite knows for certain where a trigger's statements end. */
function apply(database: DatabaseSync, file: string, sql: string): void {
  database.exec("begin immediate");
  try {
    database.exec(sql);
    database.prepare("insert into d1_migrations (name) values (?)").run(file);
    database.exec("commit");
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    throw new Problem(`The migration worker/migrations/${file} failed: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
