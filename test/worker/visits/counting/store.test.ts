import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Commitments } from "../../../../worker/policy/commitments/commitments.ts";
import { versions } from "../../../../worker/policy/versions/lock.ts";
import type { Cell } from "../../../../worker/visits/counting/counts.ts";
import { addBatch } from "../../../../worker/visits/counting/daily-cells.ts";
import { sweepVisits } from "../../../../worker/visits/counting/sweep.ts";
import { cell } from "../../../fixtures/visit.ts";

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

describe("counts that are older than the policy keeps them", () => {
  const on = (day: string, indicator: Cell["indicator"] = "total") => ({ ...cell(indicator, "all", 7), day });
  const days = async () => {
    const { results } = await env.DB.prepare("select distinct day from visit_cells order by day").all();
    return results.map(({ day }) => day);
  };

  it("are deleted with the months they were added up in, and the sweep says how many", async () => {
    const cells = ["2026-08-31", "2026-09-14", "2026-09-15", "2026-12-14"].flatMap((day) => [
      on(day),
      on(day, "not-counted"),
    ]);
    await addBatch(env.DB, 0, 1, cells, at);
    const commitments = withRetention("P3M");
    expect(await sweepVisits(env.DB, withRetention("purpose"), "2026-12-14")).toBe(0);
    expect(await sweepVisits(env.DB, commitments, "2026-12-15")).toBe(4);
    expect(await days()).toEqual(["2026-09-15", "2026-12-14"]);
    expect(await env.DB.prepare("select distinct month from visit_months").all()).toMatchObject({
      results: [],
    });
  });

  it("stay for comparison with two years before where the policy leaves it to the purpose", async () => {
    await addBatch(env.DB, 0, 1, [on("2024-11-14"), on("2024-11-15")], at);
    await sweepVisits(env.DB, withRetention("purpose"), "2026-12-15");
    expect(await days()).toEqual(["2024-11-15"]);
  });
});

describe("a month that is over", () => {
  const sums = async () =>
    (await env.DB.prepare("select month, indicator, value, views from visit_months order by 1, 2").all())
      .results;
  const on = (day: string) => [
    { ...cell("total", "all", 3), day },
    { ...cell("page", "/en/", 3), day },
  ];

  it("is added up once, and again when a count comes late", async () => {
    await addBatch(env.DB, 0, 1, [...on("2026-10-01"), ...on("2026-10-31"), ...on("2026-11-01")], at);
    await sweepVisits(env.DB, withRetention("purpose"), "2026-11-01");
    await sweepVisits(env.DB, withRetention("purpose"), "2026-11-02");
    const october = { month: "2026-10", views: 6 };
    expect(await sums()).toMatchObject([october, october]);
    await addBatch(env.DB, 0, 2, on("2026-10-31"), at);
    expect(await sums()).toEqual([]);
    await sweepVisits(env.DB, withRetention("purpose"), "2026-11-02");
    expect(await sums()).toMatchObject([{ views: 9 }, { views: 9 }]);
  });
});

/** The first version's commitments with another period for statistics. */
function withRetention(statistics: Commitments["retention"]["statistics"]): Commitments {
  const [first] = versions;
  if (!first) throw new Error("no version is published");
  return { ...first.commitments, retention: { ...first.commitments.retention, statistics } };
}
