import { readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Problem, reasonOf } from "../../terminal/problem.ts";
import { statementsIn } from "./statements.ts";

/** D1 takes no longer statement (https://developers.cloudflare.com/d1/platform/limits/), in bytes. */
const maxStatement = 100_000;

/** Whether a file is a database rather than a script. */
export function isDatabase(file: string): boolean {
  return readFileSync(file).subarray(0, 15).toString("latin1") === "SQLite format 3";
}

/** What comes first and last: a trigger would act on rows that are put back, and may stand on a view. */
const order: readonly RegExp[] = [
  /^create table/i,
  /^insert/i,
  /^create (?:unique )?index/i,
  /^create view/i,
  /./,
];

/**
 * Makes a database file of a script, such as `wrangler d1 export` writes. That puts triggers before the views they stand
 * on, so it does not run as it is.
 * @throws Problem when the script does not run
 */
export function databaseOfScript(script: string, file: string): void {
  const database = new DatabaseSync(file);
  try {
    const statements = [...statementsIn(readFileSync(script, "utf8"))]
      .map(withoutComment)
      .filter((one) => !/^(?:pragma|$|insert into "?sqlite_sequence)/i.test(one));
    database.exec("begin");
    for (const place of order.keys())
      for (const statement of statements.filter((one) => placeOf(one) === place)) database.exec(statement);
    database.exec("commit");
  } catch (error) {
    throw new Problem(
      `${script} is no copy of a site's database (${reasonOf(error)}): name one that npm run backup wrote.`,
      { cause: error },
    );
  } finally {
    database.close();
  }
}

function placeOf(statement: string): number {
  return order.findIndex((kind) => kind.test(statement));
}

/** A statement without the comments before it. */
function withoutComment(statement: string): string {
  return statement.replace(/^(?:--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|\s)+/, "");
}

/** What a script holds. */
export interface Script {
  rows: number;
  /** Tables with a row that is too long for D1 to take back. */
  tooLong: readonly string[];
}

/**
 * Writes a database as a script that D1 takes: tables, rows, indexes, views, triggers.
 * @param first statements to begin with, such as those that take away what is there
 */
export function writeScript(database: string, script: string, first: readonly string[] = []): Script {
  const db = new DatabaseSync(database, { readOnly: true });
  try {
    const schema = db
      .prepare(
        `select type, name, sql from sqlite_schema
         where sql is not null and name not glob 'sqlite_*' and name not glob '_cf_*' order by rowid`,
      )
      .all() as unknown as { type: string; name: string; sql: string }[];
    const of = (type: string) => schema.filter((one) => one.type === type);
    const inserts = of("table").map(({ name }) => ({ name, statements: [...insertsInto(db, name)] }));
    const lines = [
      "pragma defer_foreign_keys = true",
      ...first,
      ...of("table").map(({ sql }) => sql),
      ...inserts.flatMap(({ statements }) => statements),
      ...["index", "view", "trigger"].flatMap((type) => of(type).map(({ sql }) => sql)),
    ];
    // After a comment at the end of a statement, a semicolon would be part of it.
    writeFileSync(script, lines.map((line) => `${line}\n;\n`).join(""), {
      mode: 0o600,
      flag: "wx",
      flush: true,
    });
    return {
      rows: inserts.reduce((sum, { statements }) => sum + statements.length, 0),
      tooLong: inserts
        .filter(({ statements }) => statements.some((one) => Buffer.byteLength(one) > maxStatement))
        .map(({ name }) => name),
    };
  } catch (error) {
    throw new Problem(`Cannot write ${script} (${reasonOf(error)}).`, { cause: error });
  } finally {
    db.close();
  }
}

/** A statement per row. Columns that the database works out are left out. */
function* insertsInto(db: DatabaseSync, table: string): Generator<string> {
  const columns = (
    db.prepare("select name from pragma_table_xinfo(?) where hidden = 0").all(table) as { name: string }[]
  ).map(({ name }) => `"${name}"`);
  const values = columns.map((column) => `quote(${column})`).join(` || ',' || `);
  for (const { row } of db.prepare(`select ${values} as row from "${table}"`).iterate())
    yield `insert into "${table}" (${columns.join(", ")}) values (${String(row)})`;
}
