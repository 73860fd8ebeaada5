import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { wakeCounters } from "../../../worker/visits/recording.ts";
import { indicators } from "../../../worker/visits/schema.ts";
import { cell } from "../../fixtures/visit.ts";

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

  it("are counted once when D1 took them and the counter did not hear of it", async () => {
    await counter().record(tally("a"));
    const batches = await runInDurableObject(counter(), async (object, { storage }) => {
      await object.flush();
      storage.sql.exec(
        "insert into batches (sequence, cells) values (1, ?)",
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
    await wakeCounters(env);
    await vi.waitFor(async () => expect(await pages()).toEqual({ "/en/": 1 }));
  });

  it("let the cron set no alarm when there are none", async () => {
    await wakeCounters(env);
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
