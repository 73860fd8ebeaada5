import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { indicators } from "../../../../worker/visits/counting/counts.ts";
import { addBatch } from "../../../../worker/visits/counting/daily-cells.ts";
import { wakeCounters } from "../../../../worker/visits/counting/recording.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { cell } from "../../../fixtures/visit.ts";

const counter = () => env.VISITS.getByName("0");
const tally = (call: string, page = "/en/") => ({ call, requests: 1, cells: [cell("page", page)] });

/** Views in D1, by page. */
const pages = async () => {
  const { results } = await env.DB.prepare("select value, views from visit_cells order by value").all();
  return Object.fromEntries(results.map(({ value, views }) => [value, views]));
};

const alarmOf = () => runInDurableObject(counter(), (_, { storage }) => storage.getAlarm());

/** Breaks the table that counts are moved to, as if D1 did not answer. */
const breakD1 = () => env.DB.exec("alter table visit_cells rename to visit_cells_away");
const mendD1 = () => env.DB.exec("alter table visit_cells_away rename to visit_cells");

afterEach(() => vi.restoreAllMocks());

describe("a view that the counter takes", () => {
  it("is stored before the counter answers", async () => {
    await counter().record(tally("a"));
    const rows = await runInDurableObject(counter(), (_, { storage }) =>
      storage.sql.exec("select calls, cells from pending").toArray(),
    );
    expect(rows).toEqual([{ calls: `["a"]`, cells: JSON.stringify([cell("page", "/en/")]) }]);
  });

  it("is stored with those that come at the same time, as one row", async () => {
    const calls = Array.from({ length: 40 }, (_, index) => counter().record(tally(`call ${index}`)));
    await Promise.all(calls);
    const rows = await runInDurableObject(counter(), (_, { storage }) =>
      storage.sql.exec("select cells from pending").toArray(),
    );
    expect(rows.length).toBeLessThan(10);
    await runDurableObjectAlarm(counter());
    expect(await pages()).toEqual({ "/en/": 40 });
  });

  it("counts once when the same call is made twice", async () => {
    await Promise.all([counter().record(tally("a")), counter().record(tally("a"))]);
    await counter().record(tally("a"));
    await runDurableObjectAlarm(counter());
    expect(await pages()).toEqual({ "/en/": 1 });
  });

  it("counts once when the same call is made again after a restart, or after its batch has left", async () => {
    await counter().record(tally("a"));
    await evictDurableObject(counter());
    await counter().record(tally("a"));
    await runDurableObjectAlarm(counter());
    await counter().record(tally("a"));
    await runDurableObjectAlarm(counter());
    expect(await pages()).toEqual({ "/en/": 1 });
  });

  it("is not taken for a repeat when storing it failed", async () => {
    await runInDurableObject(counter(), async (object, { storage }) => {
      storage.sql.exec("alter table pending rename to pending_away");
      const repeat = object.record(tally("a"));
      await expect(Promise.all([object.record(tally("a")), repeat])).rejects.toThrow("pending");
      storage.sql.exec("alter table pending_away rename to pending");
      await object.record(tally("a"));
    });
    await runDurableObjectAlarm(counter());
    expect(await pages()).toEqual({ "/en/": 1 });
  });
});

describe("counts that wait in the counter", () => {
  it("are moved to D1 by its alarm, within the time that wrangler.toml names", async () => {
    const before = Date.now();
    await counter().record(tally("a"));
    const delay = Number(env.VISIT_DELAY_SECONDS) * 1000;
    const alarm = await alarmOf();
    expect(alarm).toBeGreaterThanOrEqual(before + delay);
    expect(alarm).toBeLessThanOrEqual(Date.now() + delay);
    expect(await runDurableObjectAlarm(counter())).toBe(true);
    expect(await pages()).toEqual({ "/en/": 1 });
    expect(await alarmOf()).toBeNull();
  });

  it("are moved once however often they are sent", async () => {
    await counter().record(tally("a"));
    await counter().record(tally("b", "/en/policy/"));
    await Promise.all([counter().flush(), counter().flush(), counter().flush()]);
    await counter().record(tally("c"));
    await counter().flush();
    expect(await pages()).toEqual({ "/en/": 2, "/en/policy/": 1 });
  });

  it("stay while D1 does not answer, with an alarm to try again, and are counted once when it does", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await counter().record(tally("a"));
    await breakD1();
    expect(await runDurableObjectAlarm(counter())).toBe(true);
    expect(logged).toHaveBeenCalledOnce();
    expect(await alarmOf()).toBeGreaterThan(Date.now());
    await counter().record(tally("b"));
    await runDurableObjectAlarm(counter());
    await mendD1();
    await runDurableObjectAlarm(counter());
    expect(await pages()).toEqual({ "/en/": 2 });
    expect(await alarmOf()).toBeNull();
  });

  it("wait ten seconds for D1 and no longer, and are tried again", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await counter().record(tally("a"));
    const never = () => new Promise<never>(() => undefined);
    const statement = { bind: () => statement };
    await runInDurableObject(counter(), async (object) => {
      const real: unknown = Reflect.get(object, "env");
      Reflect.set(object, "env", { ...env, DB: { prepare: () => statement, batch: never } });
      vi.useFakeTimers();
      const ended = object.alarm();
      await vi.advanceTimersByTimeAsync(10_000);
      vi.useRealTimers();
      await ended;
      Reflect.set(object, "env", real);
    });
    expect(logged).toHaveBeenCalledOnce();
    expect(await alarmOf()).toBeGreaterThan(Date.now());
    await runDurableObjectAlarm(counter());
    expect(await pages()).toEqual({ "/en/": 1 });
  });

  it("are counted once when D1 took them and the counter did not hear of it", async () => {
    await counter().record(tally("a"));
    const batches = await runInDurableObject(counter(), async (object, { storage }) => {
      await object.flush();
      const sequence = await env.DB.prepare("select sequence from visit_shards").first<number>("sequence");
      storage.sql.exec(
        "insert into batches (sequence, cells) values (?, ?)",
        sequence,
        JSON.stringify(tally("a").cells),
      );
      await object.flush();
      return storage.sql.exec("select * from batches").toArray();
    });
    expect(batches).toEqual([]);
    expect(await pages()).toEqual({ "/en/": 1 });
  });

  it("are woken by the cron when their alarm was lost", async () => {
    await counter().record(tally("a"));
    await runInDurableObject(counter(), (_, { storage }) => storage.deleteAlarm());
    await wakeCounters(env, new RunReport());
    await vi.waitFor(async () => expect(await pages()).toEqual({ "/en/": 1 }));
  });

  it("are woken by the cron in a shard that VISIT_SHARDS named until lately", async () => {
    const left = env.VISITS.getByName("5");
    await left.record(tally("a"));
    await left.flush();
    await left.record(tally("b"));
    await runInDurableObject(left, (_, { storage }) => storage.deleteAlarm());
    await wakeCounters(env, new RunReport());
    await vi.waitFor(async () => expect(await pages()).toEqual({ "/en/": 2 }));
  });

  it("are moved in time though the clock was put back by a day", async () => {
    await counter().record(tally("a"));
    await runInDurableObject(counter(), (_, { storage }) => storage.setAlarm(Date.now() + 86_400_000));
    await wakeCounters(env, new RunReport());
    await vi.waitFor(async () => expect(await pages()).toEqual({ "/en/": 1 }));
  });

  it("are counted though D1 knows the shard from an object that is gone", async () => {
    await addBatch(env.DB, 0, 500, [cell("page", "/en/")], new Date());
    await counter().record(tally("a"));
    await counter().flush();
    await counter().record(tally("b"));
    await counter().flush();
    expect(await pages()).toEqual({ "/en/": 3 });
  });

  it("say up to when they are counted, but not when the last view came", async () => {
    await counter().record(tally("a"));
    await counter().flush();
    const movedAt = await env.DB.prepare("select moved_at from visit_shards").first<string>("moved_at");
    expect(Date.parse(movedAt ?? "") % (Number(env.VISIT_DELAY_SECONDS) * 1000)).toBe(0);
  });

  it("fit into a row, whatever a flood of made-up values brings", async () => {
    const names = Array.from({ length: 30_000 }, (_, index) => `${index}.${"x".repeat(90)}.example`);
    const made = names.map((name) => cell("referrer", name));
    // As of few requests: those of a busy site are moved at once, before their row can be looked at.
    await counter().record({ call: "a", requests: 1, cells: made });
    await counter().record({ call: "b", requests: 1, cells: made });
    const longest = await runInDurableObject(counter(), (_, { storage }) =>
      storage.sql.exec<{ length: number }>("select max(length(cells)) as length from pending").one(),
    );
    expect(longest.length).toBeLessThan(2_000_000);
    await counter().flush();
    const sum = "select count(*) as places, sum(views) as views from visit_cells";
    const cap = indicators.referrer.cap;
    expect(await env.DB.prepare(sum).first()).toEqual({ places: cap + 1, views: 60_000 });
  });

  it("let the cron set no alarm when there are none", async () => {
    await wakeCounters(env, new RunReport());
    expect(await alarmOf()).toBeNull();
  });

  it("keep a day's places for the values that came first, from one batch to the next", async () => {
    const { cap } = indicators.device;
    const devices = Array.from({ length: cap }, (_, index) => cell("device", `d${index}`));
    await counter().record({ call: "a", requests: 1, cells: devices });
    await counter().flush();
    await counter().record({ call: "b", requests: 1, cells: [cell("device", "late"), cell("device", "d0")] });
    await counter().flush();
    expect(await pages()).toMatchObject({ d0: 2, other: 1 });
    expect(await pages()).not.toHaveProperty("late");
  });
});
