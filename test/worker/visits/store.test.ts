import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { addBatch, totalsBetween } from "../../../worker/visits/store.ts";
import { cell } from "../../fixtures/visit.ts";

const at = new Date("2026-12-01T10:00:00Z");
const views = async () =>
  env.DB.prepare("select coalesce(sum(views), 0) as views from visit_cells").first<number>("views");

describe("a batch of counts", () => {
  it("is added once, however often it is sent", async () => {
    const cells = [cell("page", "/en/", 3)];
    await addBatch(env.DB, 0, 1, cells, at);
    await addBatch(env.DB, 0, 1, cells, at);
    expect(await views()).toBe(3);
  });

  it("is added once when it is sent twice at the same time", async () => {
    const cells = [cell("page", "/en/", 3)];
    await Promise.all(Array.from({ length: 8 }, () => addBatch(env.DB, 0, 1, cells, at)));
    expect(await views()).toBe(3);
  });

  it("changes nothing when it comes after a later one of its shard", async () => {
    await addBatch(env.DB, 0, 2, [cell("page", "/en/", 1)], at);
    await addBatch(env.DB, 0, 1, [cell("page", "/en/", 9)], at);
    expect(await views()).toBe(1);
    expect(await env.DB.prepare("select sequence from visit_shards").first("sequence")).toBe(2);
  });

  it("is another one when it comes from another shard", async () => {
    await addBatch(env.DB, 0, 1, [cell("page", "/en/", 1, 1)], at);
    await addBatch(env.DB, 1, 1, [cell("page", "/en/", 2, 0)], at);
    expect(await env.DB.prepare("select views, visits from visit_cells").all()).toMatchObject({
      results: [{ views: 3, visits: 1 }],
    });
  });
});

describe("the totals of a period", () => {
  it("hold both its days, most views first, without the hours", async () => {
    const on = (day: string, value: string, views: number) => ({ ...cell("page", value, views, 1), day });
    const cells = [on("2026-11-30", "a", 50), on("2026-12-01", "a", 1), on("2026-12-02", "b", 3)];
    await addBatch(env.DB, 0, 1, [...cells, on("2026-12-03", "b", 50), cell("hour", "a 09", 7)], at);
    const { groups, asOf } = await totalsBetween(env.DB, "2026-12-01", "2026-12-02");
    expect(Object.fromEntries(groups)).toEqual({
      page: [
        { value: "b", views: 3, visits: 1 },
        { value: "a", views: 1, visits: 1 },
      ],
    });
    expect(asOf).toEqual(at);
  });

  it("are empty before anybody came", async () => {
    expect(await totalsBetween(env.DB, "2026-12-01", "2026-12-02")).toEqual({
      groups: new Map(),
      asOf: undefined,
    });
  });
});
