import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_readConfig } from "wrangler";
import { Problem } from "./command.ts";
import { root } from "./environment.ts";

export type Database = Awaited<ReturnType<Miniflare["getD1Database"]>>;

interface D1Config {
  binding: string;
  database_id: string;
}

/**
 * Brings the database of a folder up to date.
 * @param persistence the folder in which Miniflare keeps its data; no other server may have it open
 * @returns names of the migrations that were applied
 */
export async function migrateFolder(persistence: string): Promise<string[]> {
  return withDatabase(persistence, (db) => migrate(db));
}

/** Opens the database of a folder, without the Worker, for as long as `use` takes. */
export async function withDatabase<Result>(
  persistence: string,
  use: (db: Database) => Promise<Result>,
): Promise<Result> {
  const config: { d1_databases: readonly D1Config[] } = unstable_readConfig({
    config: join(root, "wrangler.toml"),
  });
  const d1Databases = Object.fromEntries(
    config.d1_databases.map(({ binding, database_id }) => [binding, database_id]),
  );
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      d1Databases,
      modules: true,
      script: "export default {}",
      resourcePersistencePath: persistence,
      log: new Log(LogLevel.NONE),
      cf: {},
    }),
  );
  try {
    return await use(await miniflare.getD1Database("DB"));
  } finally {
    await miniflare.dispose();
  }
}

/**
 * Applies the migrations that a database does not have, oldest first, each whole or not at all.
 * They are recorded as wrangler records them, so `wrangler d1 migrations` agrees about what is applied.
 * @param folder with files `0001_name.sql`
 * @returns names of the migrations that were applied
 */
export async function migrate(
  db: Database,
  folder: string = join(root, "worker/migrations"),
): Promise<string[]> {
  await db.prepare(tableOfWrangler).run();
  const { results } = await db.prepare("select name from d1_migrations").all<{ name: string }>();
  const known = new Set(results.map(({ name }) => name));
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  const missing = files.sort().filter((file) => !known.has(file));
  for (const file of missing) await apply(db, file, readFileSync(join(folder, file), "utf8"));
  return missing;
}

const tableOfWrangler = `create table if not exists d1_migrations(
  id integer primary key autoincrement,
  name text unique,
  applied_at timestamp default current_timestamp not null
)`;

/**
 * A file goes to SQLite as it is: only SQLite knows for certain where the statements of a trigger end.
 * The query after it is there because workerd refuses a comment after the last statement.
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
