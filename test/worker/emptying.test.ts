import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import type { VisitCounter } from "../../worker/visits/counting/visit-counter.ts";
import { answers } from "../fixtures/answers.ts";
import { settled } from "../workerd/afterwards.ts";
import { emptied, madeAnew } from "../workerd/emptying.ts";
import { allTables, grow } from "./routes/growing.ts";
import { makeThings } from "./routes/things.ts";
import { allRows, fillIn } from "./site.ts";

/** A row in each table that is still empty. */
async function fillTheOthers(): Promise<void> {
  const special: Record<string, string> = {
    answer: "'cosigned'",
    hashes: "printf('%064d', 0)",
    position: "0",
    proves: "'records'",
    result: "'done'",
    user_id: "(select id from users where role = 'client' limit 1)",
    size: "(select coalesce(max(size), 1) from log_checkpoints)",
  };
  for (const table of await emptyOnes()) {
    const { results } = await env.DB.prepare("select name, type from pragma_table_info(?1)")
      .bind(table)
      .all<{ name: string; type: string }>();
    const values = results.map(({ name, type }) => {
      if (special[name] !== undefined) return special[name];
      if (name.startsWith("sealed_")) return "'v1.a.sealed.text'";
      return /^int/i.test(type) ? "1" : "'{}'";
    });
    await env.DB.prepare(`insert into ${table} values (${values.join(", ")})`).run();
  }
}

/** The tables in which no row is. */
async function emptyOnes(): Promise<string[]> {
  const full = new Set((await allRows()).map((row) => row.split(" ")[0]));
  return (await allTables()).filter((table) => !full.has(table));
}

/** Everything in the database: its schema, the order in which triggers are called, its numbers, and every row. */
async function everything(): Promise<unknown> {
  const [schema, triggers, numbers, migrations] = await env.DB.batch([
    env.DB.prepare(
      "select type, name, tbl_name, sql from sqlite_schema where name not glob '_cf_*' order by type, name",
    ),
    env.DB.prepare(
      `select tbl_name, sql like '%delete on%' as deletes, json_group_array(name) as names
       from (select * from sqlite_schema where type = 'trigger' order by rowid) group by 1, 2`,
    ),
    env.DB.prepare("select * from sqlite_sequence order by name"),
    env.DB.prepare("select id, name from d1_migrations"),
  ]);
  const parts = [schema, triggers, numbers, migrations].map((found) => found?.results);
  return { parts, rows: await allRows() };
}

describe("what is left between two tests", () => {
  it("is what the migrations make, after every table was filled", { timeout: 600_000 }, async () => {
    await madeAnew();
    const fresh = await everything();
    await makeThings();
    await settled();
    await grow(3);
    await fillTheOthers();
    expect(await emptyOnes()).toEqual([]);
    await emptied();
    expect(await everything()).toEqual(fresh);
  });

  it.each([
    [
      "added a trigger",
      ["create trigger stubborn before delete on erasures begin select raise(abort, 'no'); end"],
    ],
    ["dropped a trigger", ["drop trigger consents_are_kept"]],
    [
      "put another in the place of a trigger",
      [
        "drop trigger last_owner_stays",
        "create trigger last_owner_stays before delete on users begin select 1; end",
        "create trigger stubborn before delete on erasures begin select raise(abort, 'no'); end",
      ],
    ],
    ["dropped a table", ["drop table job_runs"]],
    ["renamed a table", ["alter table visit_cells rename to away"]],
    [
      "renamed a table and gave its name back",
      ["alter table erasures rename to away", "alter table away rename to erasures"],
    ],
    ["added a table", ["create table copy as select * from erasures"]],
    ["added a column", ["alter table erasures add column more text"]],
    ["dropped an index", ["drop index erasures_by_time"]],
    ["added a view", ["create view more as select 1 as one"]],
    ["forgot a migration", ["delete from d1_migrations"]],
  ])("is the same after a test that %s", async (_, statements) => {
    await madeAnew();
    const fresh = await everything();
    await env.DB.prepare("insert into erasures values ('x', '2026-11-26')").run();
    for (const statement of statements) await env.DB.prepare(statement).run();
    expect(await everything()).not.toEqual(fresh);
    await emptied();
    expect(await everything()).toEqual(fresh);
  });
});

describe("an object", () => {
  const share = { key: "a network", cost: 1, max: 1, refillMs: 3_600_000 };
  const take = () => env.LIMITS.getByName("all").take([share], undefined, Date.now());
  const visit = { call: "a call", requests: 1, cells: [] };
  const stubs = () => [
    env.ERASURES.getByName("ledger"),
    env.HEADS.getByName("heads"),
    env.LIMITS.getByName("all"),
    env.LOG_COPY.getByName("log"),
    env.SENT.getByName("sent"),
    env.VISITS.getByName("7"),
  ];

  /** What an object has stored, and whether it has an alarm. */
  const keptIn = (stub: DurableObjectStub) =>
    runInDurableObject(stub, async (_, { storage }) => {
      const tables = storage.sql.exec<{ name: string }>(
        "select name from sqlite_schema where type = 'table'",
      );
      const rows = tables
        .toArray()
        .filter(({ name }) => !name.startsWith("_cf_") && name !== "sqlite_sequence")
        .flatMap(({ name }) => storage.sql.exec(`select * from ${name}`).toArray());
      return [rows.length + (await storage.list()).size, await storage.getAlarm()] as const;
    });

  it("keeps no row and no alarm from one test to the next, and remembers nothing", async () => {
    for (const _ of ["once", "and again, for objects that were emptied"]) {
      expect([await take(), (await take())?.share]).toEqual([undefined, 0]);
      await env.ERASURES.getByName("ledger").record([{ subjectIndex: "x", erasedAt: "2026-11-26" }]);
      await env.LOG_COPY.getByName("log").begin({ from: 0, entries: [], root: "" });
      await env.SENT.getByName("sent").note({ id: "M-1/client", at: "2026-11-26" });
      await env.VISITS.getByName("7").record(visit);
      await fillIn("contact", "/en/contact/", answers.contact);
      await settled();
      await env.HEADS.getByName("heads").look();
      const kept = await Promise.all(stubs().map(keptIn));
      expect(kept.map(([rows, alarm]) => [rows > 0, alarm !== null])).toEqual([
        [true, false],
        [true, false],
        [false, true],
        [true, false],
        [true, false],
        [true, true],
      ]);
      await emptied();
      expect(await Promise.all(stubs().map(keptIn))).toEqual(stubs().map(() => [0, null]));
    }
  });

  it("is emptied once what its alarm has begun is over", async () => {
    const counter = env.VISITS.getByName("7");
    const begun: unknown[] = [];
    await runInDurableObject(counter, (object, { storage }) => {
      vi.spyOn(object as VisitCounter, "flush").mockImplementation(async () => {
        for (let time = 1; time <= 20; time += 1) {
          await scheduler.wait(1);
          await storage.put(String(time), "late");
          await storage.setAlarm(Date.now() + 3_600_000);
          await env.DB.prepare("insert into erasures values (?1, '2026-11-26')").bind(time).run();
        }
      });
      begun.push(object.alarm?.());
    });
    await emptied();
    expect(await keptIn(counter)).toEqual([0, null]);
    expect([begun.length, await allRows()]).toEqual([1, []]);
  });

  it("keeps nothing even if it slept meanwhile", async () => {
    const ledger = env.ERASURES.getByName("ledger");
    await ledger.record([{ subjectIndex: "x", erasedAt: "2026-11-26" }]);
    await evictDurableObject(ledger);
    await emptied();
    expect(await ledger.newest()).toBeUndefined();
  });
});
