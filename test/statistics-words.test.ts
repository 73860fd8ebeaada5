import { expect, it } from "vitest";
import { figuresInWords, findingOf } from "../site/statistics-words.ts";
import type { Statistics } from "../worker/visits/figures/figures.ts";

const today = "2026-11-22";

/** Fifteen views in ten visits, and twenty in ten before. */
const statisticsFrom = (from: string) =>
  ({
    period: { from, to: today },
    today,
    only: undefined,
    smallestGroup: 5,
    totals: {
      now: { views: 15, visits: 10 },
      before: { views: 20, visits: 10 },
      yearBefore: { views: 0, visits: 0 },
    },
    forms: [],
    formsBefore: [],
  }) as unknown as Statistics;

it("says how much there has been today, and compares it with no whole day", () => {
  const unfinished = statisticsFrom(today);
  expect(findingOf(unfinished, "en")).toBe("15 views so far today.");
  expect(figuresInWords(unfinished, "en")[0]).toMatchObject({ value: "15", lines: [] });
});

it("compares a longer period with the one before it", () => {
  const week = statisticsFrom("2026-11-16");
  expect(findingOf(week, "en")).toContain("25%");
  expect(figuresInWords(week, "en")[0]?.lines).toEqual(["−25% on the period before (20)"]);
});
