import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Database, migrate } from "../../local/migrations.ts";

let miniflare: Miniflare;
let db: Database;
let folder: string;

/** A database for each test. */
const names = ["A", "B", "C", "D", "E"];

beforeAll(() => {
  const script = "export default {}";
  miniflare = new Miniflare(
    convertV4MiniflareOptions({ modules: true, script, d1Databases: [...names], cf: {} }),
  );
});
afterAll(() => miniflare.dispose());

beforeEach(async () => {
  db = await miniflare.getD1Database(names.pop() ?? "");
  folder = mkdtempSync(join(tmpdir(), "migrations-"));
  return () => rmSync(folder, { recursive: true });
});

it("applies each migration once, oldest first, and records it as wrangler does", async () => {
  write("0002_second.sql", "insert into notes values ('second');");
  write("0001_first.sql", "create table notes (text text); -- a comment; with a semicolon");
  expect(await migrate(db, folder)).toEqual(["0001_first.sql", "0002_second.sql"]);
  write("0003_third.sql", "insert into notes values ('third')");
  expect(await migrate(db, folder)).toEqual(["0003_third.sql"]);
  expect(await migrate(db, folder)).toEqual([]);
  expect(await column("select text from notes")).toEqual(["second", "third"]);
  expect(await column("select name from d1_migrations order by id")).toHaveLength(3);
  expect(await column("select applied_at from d1_migrations where id = 1")).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  ]);
});

it("takes a trigger with several statements as one", async () => {
  write(
    "0001_trigger.sql",
    `create table notes (text text);
     create table log (text text, kind text);
     create trigger notes_logged after insert on notes begin
       insert into log values (new.text, case when new.text = 'x;' then 'short' else 'long' end);
       insert into log values ('end;', 'both');
     end;
     insert into notes values ('x;');
     -- the end`,
  );
  await migrate(db, folder);
  expect(await column("select kind from log")).toEqual(["short", "both"]);
});

it("leaves nothing of a migration that fails, names it, and can try again", async () => {
  write("0001_first.sql", "create table notes (text text);");
  write("0002_broken.sql", "insert into notes values ('half'); insert into nowhere values (1);");
  await expect(migrate(db, folder)).rejects.toThrow("0002_broken.sql failed");
  expect(await column("select text from notes")).toEqual([]);
  write("0002_broken.sql", "insert into notes values ('whole');");
  expect(await migrate(db, folder)).toEqual(["0002_broken.sql"]);
});

it("makes the Worker's database, whose every view and trigger finds what it names", async () => {
  expect((await migrate(db))[0]).toBe("0001_schema.sql");
  const views = await column("select name from sqlite_schema where type = 'view'");
  for (const view of views) await db.prepare(`select * from ${String(view)} limit 1`).run();
  expect(views).not.toEqual([]);
  // SQLite rereads every trigger when a table is renamed, and refuses one that names nothing.
  await db.prepare("alter table vault_keys rename to keys").run();
});

it("says above every table what it is for and when its rows end", () => {
  const schema = readFileSync("worker/migrations/0001_schema.sql", "utf8");
  const tables = [...schema.matchAll(/((?:^--.*\n)*)^create table (\w+)/gm)];
  expect(tables.length).toBe(schema.match(/create table/g)?.length);
  for (const [, comment = "", table] of tables)
    expect(comment, table).toMatch(/^-- (?!Rows end)[\s\S]*^-- Rows end: \S/m);
});

function write(name: string, sql: string): void {
  writeFileSync(join(folder, name), sql);
}

async function column(query: string): Promise<unknown[]> {
  return (await db.prepare(query).raw()).map(([value]) => value);
}
