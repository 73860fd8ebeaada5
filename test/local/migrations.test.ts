import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, expect, it } from "vitest";
import { migrate } from "../../local/migrations.ts";

let database: DatabaseSync;
let folder: string;

beforeEach(() => {
  database = new DatabaseSync(":memory:");
  folder = mkdtempSync(join(tmpdir(), "migrations-"));
  return () => rmSync(folder, { recursive: true });
});

it("applies each migration once, oldest first, and records it as wrangler does", () => {
  write("0002_second.sql", "insert into notes values ('second');");
  write("0001_first.sql", "create table notes (text text); -- a comment; with a semicolon");
  expect(migrate(database, folder)).toEqual(["0001_first.sql", "0002_second.sql"]);
  write("0003_third.sql", "insert into notes values ('third')");
  expect(migrate(database, folder)).toEqual(["0003_third.sql"]);
  expect(migrate(database, folder)).toEqual([]);
  expect(column("select text from notes")).toEqual(["second", "third"]);
  expect(column("select name from d1_migrations order by id")).toHaveLength(3);
  expect(column("select applied_at from d1_migrations where id = 1")).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  ]);
});

it("takes a trigger with several statements as one", () => {
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
  migrate(database, folder);
  expect(column("select kind from log")).toEqual(["short", "both"]);
});

it("leaves nothing of a migration that fails, names it, and can try again", () => {
  write("0001_first.sql", "create table notes (text text);");
  write("0002_broken.sql", "insert into notes values ('half'); insert into nowhere values (1);");
  expect(() => migrate(database, folder)).toThrow("0002_broken.sql failed");
  expect(column("select text from notes")).toEqual([]);
  write("0002_broken.sql", "insert into notes values ('whole');");
  expect(migrate(database, folder)).toEqual(["0002_broken.sql"]);
});

it("makes the Worker's database, whose every view and trigger finds what it names", () => {
  expect(migrate(database)[0]).toBe("0001_schema.sql");
  const views = column("select name from sqlite_schema where type = 'view'");
  for (const view of views) database.exec(`select * from ${String(view)} limit 1`);
  expect(views).not.toEqual([]);
  // SQLite rereads every trigger when a table is renamed, and refuses one that names nothing.
  database.exec("alter table vault_keys rename to keys");
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

function column(query: string): unknown[] {
  return database
    .prepare(query)
    .all()
    .flatMap((row) => Object.values(row));
}
