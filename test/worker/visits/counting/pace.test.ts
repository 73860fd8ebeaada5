import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { cell } from "../../../fixtures/visit.ts";

const counter = () => env.VISITS.getByName("0");
const record = (call: string, requests: number) =>
  counter().record({ call, requests, cells: [cell("page", "/en/", requests)] });
const alarmIn = async () => {
  const alarm = await runInDurableObject(counter(), (_, { storage }) => storage.getAlarm());
  return Math.round(((alarm ?? Number.NaN) - Date.now()) / 1000);
};

describe("the pace at which counts are moved to D1", () => {
  it("is slow while few come: they wait the longest delay, from the first of them on", async () => {
    await record("a", 1);
    await record("b", 200);
    expect(await alarmIn()).toBeGreaterThan(Number(env.VISIT_DELAY_SECONDS) - 10);
  });

  it("is at once for the first many, and then once a minute", async () => {
    await record("a", 249);
    await record("b", 1);
    expect(await alarmIn()).toBeLessThanOrEqual(0);
    await runDurableObjectAlarm(counter());
    await record("c", 30_000);
    expect(await alarmIn()).toBeGreaterThan(50);
    expect(await alarmIn()).toBeLessThanOrEqual(60);
  });

  it("keeps views that come one by one in few rows, and never one row a person", async () => {
    for (let view = 0; view < 40; view += 1) await record(`call ${view}`, 1);
    const rows = await runInDurableObject(counter(), (_, { storage }) =>
      storage.sql.exec<{ calls: string }>("select calls from pending").toArray(),
    );
    expect(rows.map(({ calls }) => (JSON.parse(calls) as string[]).length)).toEqual([32, 8]);
  });
});
