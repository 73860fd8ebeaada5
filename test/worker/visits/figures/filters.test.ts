import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { versions } from "../../../../worker/policy/versions/lock.ts";
import { addBatch } from "../../../../worker/visits/counting/daily-cells.ts";
import { statisticsAt } from "../../../../worker/visits/figures/loading.ts";
import { onlyOf, type StatisticsQuery } from "../../../../worker/visits/figures/query.ts";
import { cell } from "../../../fixtures/visit.ts";

const day = "2026-12-01";

async function shown(query: StatisticsQuery) {
  const [version] = versions;
  if (!version) throw new Error("no version is published");
  return statisticsAt(env.DB, query, { ...version.commitments, smallestGroup: 5 }, "2026-12-16", true);
}

beforeEach(async () => {
  const cells = [
    cell("total", "all", 30, 20),
    cell("country", "KZ", 15, 10),
    cell("device", "phone", 20, 10),
    cell("referrer", "yandex.ru", 10, 10),
    cell("page", "/en/", 20, 10),
    cell("hour", "/en/ 09", 13, 7),
    cell("hour", "/ru/ 09", 4, 4),
    cell("error", "5xx 03", 7, 0),
  ];
  const today = cells.map((one) => ({ ...one, day: "2026-12-16" }));
  await addBatch(env.DB, 0, 1, [...cells, ...today], new Date());
});

describe("staff who look at one value", () => {
  it.each([
    [{ country: "KZ" }, 15],
    [{ device: "phone" }, 20],
    [{ source: "yandex.ru" }, 10],
    [{ page: "/en/" }, 20],
    [{ country: "XX" }, 0],
  ])("see its figures and days: %o", async (filter, views) => {
    const statistics = await shown({ ...filter, from: day, to: "2026-12-02" });
    expect(statistics.totals.now.views).toBe(views);
    expect(statistics.days.map((one) => one.views)).toEqual([views, 0]);
  });

  it("see one at a time, and are told which filters were left out", () => {
    const query = { country: "KZ", device: "phone", page: "/en/" };
    expect(onlyOf(query)).toEqual({ only: { by: "page", value: "/en/" }, unused: ["country", "device"] });
    expect(onlyOf({})).toEqual({ only: undefined, unused: [] });
  });
});

describe("whoever watches the servers", () => {
  it("sees the load of all pages together by hour, cut into full groups once, and errors by hour", async () => {
    const { hours, errors } = await shown({ from: day, to: day });
    expect(hours).toEqual([{ value: "09", views: 15, visits: 10 }]);
    expect(errors).toMatchObject([{ value: "5xx 03", views: 5 }]);
  });

  it("sees errors of a year by hour, and the load of at most 92 days", async () => {
    const year = { from: "2026-01-01", to: day };
    expect(await shown(year)).toMatchObject({ hours: [], errors: [{ value: "5xx 03" }] });
    expect((await shown({ ...year, page: "/en/" })).hours).toHaveLength(1);
  });

  it("sees the hours of the day before beside those of one day only", async () => {
    expect((await shown({ from: "2026-12-02", to: "2026-12-02" })).hoursBefore).toHaveLength(1);
    expect((await shown({ from: "2026-12-02", to: "2026-12-03" })).hoursBefore).toEqual([]);
  });
});
