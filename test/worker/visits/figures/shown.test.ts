import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { versions } from "../../../../worker/policy/versions/lock.ts";
import { weeklyLetter } from "../../../../worker/staff/statistics/weekly-letter.ts";
import { type Cell, type Indicator, indicators, reasons } from "../../../../worker/visits/counting/counts.ts";
import { addBatch } from "../../../../worker/visits/counting/daily-cells.ts";
import { sweepVisits } from "../../../../worker/visits/counting/sweep.ts";
import { statisticsCsv } from "../../../../worker/visits/figures/csv.ts";
import type { Statistics } from "../../../../worker/visits/figures/figures.ts";
import { statisticsAt } from "../../../../worker/visits/figures/loading.ts";
import { presets, type StatisticsQuery } from "../../../../worker/visits/figures/query.ts";
import { addDays } from "../../../../worker/web/days.ts";

const today = "2026-12-16";
const days = 75;
const pages = ["/en/", "/en/policy/", "/en/contact/"];
const valuesOf: Partial<Record<Indicator | "not-counted", readonly string[]>> = {
  total: ["all"],
  page: pages,
  hour: pages.flatMap((page) => [`${page} 09`, `${page} 10`]),
  policy: ["2026-11-22"],
  form: ["contact shown", "contact refused", "contact accepted"],
  error: ["4xx 09", "5xx 10"],
  "not-counted": reasons,
};
const names = [...Object.keys(indicators), "not-counted"] as (Indicator | "not-counted")[];

/** A cell of any indicator on any day, with very few views, some of them visits. */
const someCell = fc
  .tuple(
    fc.constantFrom(...names),
    fc.nat({ max: 99 }),
    fc.nat({ max: days }),
    fc.nat({ max: 4 }),
    fc.nat({ max: 4 }),
  )
  .map(([indicator, pick, ago, views, visits]): Cell => {
    const values = valuesOf[indicator] ?? ["one", "other", "none"];
    const value = values[pick % values.length] ?? "";
    const seen = { views: views + 1, visits: Math.min(visits, views + 1) };
    return { day: addDays(today, -ago), rules: "1", indicator, value, ...seen };
  });
const someDay = fc.nat({ max: days }).map((ago) => addDays(today, -ago));
const query = fc.oneof(
  fc.record({ period: fc.constantFrom(...presets) }),
  fc.record({ from: someDay, to: someDay }),
  fc.record({ from: someDay, to: someDay, page: fc.constantFrom(...pages, "/nowhere/") }),
  fc.record({ from: someDay, to: someDay, source: fc.constantFrom("one", "other") }),
  fc.record({ period: fc.constant("today" as const), country: fc.constant("one") }),
);

const total: Cell = { day: today, rules: "1", indicator: "total", value: "all", views: 9, visits: 9 };

/** Every number in something that is shown. */
function numbersIn(shown: unknown): number[] {
  if (typeof shown === "number") return [shown];
  return typeof shown === "object" && shown !== null ? Object.values(shown).flatMap(numbersIn) : [];
}

function numbersOf(statistics: Statistics): number[] {
  const cells = statisticsCsv(statistics)
    .split("\r\n")
    .flatMap((line) => line.split(",").slice(-2));
  const { paragraphs } = weeklyLetter(statistics, "https://www.example.com", "en");
  const figures = paragraphs
    .slice(0, -1)
    .flatMap((text) => [...text.replace(/ \(.*% .*\)/, "").matchAll(/(?<![\d/-])\d+(?![\d/-])/g)]);
  return [
    ...numbersIn(statistics),
    ...cells.filter((cell) => /^\d+$/.test(cell)),
    ...figures.map(([text]) => text),
  ].map(Number);
}

describe("every number that is shown, on any surface", () => {
  it("is a multiple of the smallest group, so that no two of them differ by fewer people", async () => {
    const [version] = versions;
    if (!version) throw new Error("no version is published");
    let checked = 0;
    const check = async (
      cells: readonly Cell[],
      queries: readonly StatisticsQuery[],
      size: number,
      swept: boolean,
    ) => {
      await env.DB.exec("delete from visit_cells; delete from visit_months; delete from visit_shards");
      await addBatch(env.DB, 0, 1, cells, new Date());
      if (swept) await sweepVisits(env.DB, version.commitments, today);
      for (const asked of queries) {
        const commitments = { ...version.commitments, smallestGroup: size };
        const numbers = numbersOf(await statisticsAt(env.DB, asked, commitments, today, true));
        checked += numbers.filter((number) => number > 0).length;
        expect(numbers.filter((number) => number % size !== 0)).toEqual([]);
      }
    };
    const cells = fc.array(someCell, { minLength: 200, maxLength: 600 });
    const queries = fc.array(query, { minLength: 5, maxLength: 5 });
    const property = fc.asyncProperty(cells, queries, fc.integer({ min: 2, max: 12 }), fc.boolean(), check);
    const { failed, counterexample } = await fc.check(property, { numRuns: 20, endOnFailure: true });
    expect(failed, JSON.stringify(counterexample)).toBe(false);
    expect(checked).toBeGreaterThan(1000);
  });

  it("says nothing of a month that is partly deleted, not even to compare with", async () => {
    const [version] = versions;
    if (!version) throw new Error("no version is published");
    const retention = { ...version.commitments.retention, statistics: "P2M" as const };
    const commitments = { ...version.commitments, retention };
    const cells = Array.from({ length: 31 }, (_, index): Cell[] => {
      const day = addDays("2026-10-01", index);
      return names.map((indicator) => ({ ...total, day, indicator, value: valuesOf[indicator]?.[0] ?? "x" }));
    });
    await addBatch(env.DB, 0, 1, cells.flat(), new Date());
    await sweepVisits(env.DB, commitments, today);
    const asked = [
      { from: "2026-10-20", to: "2026-10-20" },
      { from: "2026-10-16", to: "2026-10-31" },
      { from: "2026-11-01", to: "2026-11-30" },
      { from: "2026-11-01", to: "2026-11-30", page: "/en/" },
    ];
    for (const query of asked) {
      const shown = await statisticsAt(env.DB, query, { ...commitments, smallestGroup: 2 }, today, true);
      expect(numbersIn({ ...shown, smallestGroup: 0 }).filter((number) => number > 0)).toEqual([]);
    }
  });

  it("says nothing of a day that one person opened, not even that it was counted", async () => {
    await addBatch(env.DB, 0, 1, [{ ...total, day: "2026-12-10", views: 1, visits: 1 }], new Date());
    const [version] = versions;
    if (!version) throw new Error("no version is published");
    const shown = async (day: string) => {
      const { asOf: _, ...rest } = await statisticsAt(
        env.DB,
        { from: day, to: day },
        version.commitments,
        today,
        true,
      );
      return JSON.stringify(rest).replaceAll(day, "");
    };
    const opened = await shown("2026-12-10");
    await env.DB.exec("delete from visit_cells");
    expect(await shown("2026-12-10")).toBe(opened);
  });
});
