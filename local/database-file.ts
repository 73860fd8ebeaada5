import { createHash, createHmac } from "node:crypto";
import { globSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Problem, reasonOf } from "../terminal/problem.ts";

const folderOfDatabases = "d1/miniflare-D1DatabaseObject";

/**
 * The file of a state's database.
 * @throws Problem when there is none yet
 */
export function databaseFile(state: string): string {
  const folder = join(state, "data", folderOfDatabases);
  const [file, ...others] = globSync("*.sqlite", { cwd: folder }).filter(
    (name) => name !== "metadata.sqlite",
  );
  if (!file)
    throw new Problem(
      `There is no site in ${state} yet: npm start makes one, or name its folder with STATE=….`,
    );
  if (others.length > 0)
    throw new Problem(`${folder} has several databases: keep the one that is this site's.`);
  return join(folder, file);
}

/**
 * The file that workerd keeps a database in. Miniflare makes the database a Durable Object named by its id, and workerd
 * calls the file by a hash of that name.
 * @param data where Miniflare keeps its data
 * @param id as wrangler's configuration gives it
 */
export function fileOfId(data: string, id: string): string {
  const key = createHash("sha256").update("miniflare-D1DatabaseObject").digest();
  const hash = (text: string | Buffer) => createHmac("sha256", key).update(text).digest().subarray(0, 16);
  const name = Buffer.concat([hash(id), hash(hash(id))]).toString("hex");
  return join(data, folderOfDatabases, `${name}.sqlite`);
}

/** The tables of the site, without those of SQLite, workerd and wrangler. */
const siteTables = `select name from sqlite_schema
  where type = 'table' and name not glob 'sqlite_*' and name not glob '_cf_*' and name <> 'd1_migrations'`;

/** What a copy of the database holds. */
export interface CopyContents {
  migrations: readonly string[];
  /** Rows in all tables of the site. */
  rows: number;
}

/**
 * Writes a copy of a database that may be in use, whole or not at all.
 * @throws Problem when the copy cannot be written
 */
export function copyDatabase(from: string, to: string): void {
  const database = new DatabaseSync(from, { timeout: 10_000 });
  try {
    database.prepare("vacuum into ?").run(to);
  } catch (error) {
    throw new Problem(`Cannot write ${to} (${reasonOf(error)}).`, { cause: error });
  } finally {
    database.close();
  }
}

/**
 * Reads a copy from beginning to end.
 * @throws Problem when it is no whole copy of a site's database
 */
export function readCopy(file: string): CopyContents {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    const damage = database.prepare("pragma integrity_check").all();
    if (damage.length !== 1 || damage[0]?.integrity_check !== "ok") throw new Error("it is damaged");
    const names = (query: string) =>
      database
        ?.prepare(query)
        .all()
        .map(({ name }) => String(name)) ?? [];
    const tables = names(siteTables);
    const count = (table: string) =>
      Number(database?.prepare(`select count(*) as rows from "${table}"`).get()?.rows);
    return {
      migrations: names("select name from d1_migrations order by name"),
      rows: tables.reduce((sum, table) => sum + count(table), 0),
    };
  } catch (error) {
    throw new Problem(
      `${file} is no copy of a site's database (${reasonOf(error)}): name one that npm run backup wrote.`,
      {
        cause: error,
      },
    );
  } finally {
    database?.close();
  }
}
