import { describe, expect, it } from "vitest";
import { intervalOf, scaleOf, stepsOf } from "../../../../worker/visits/figures/chart.ts";
import { addDays } from "../../../../worker/web/days.ts";

const days = (from: string, views: readonly number[]) =>
  views.map((count, index) => ({ day: addDays(from, index), views: count, visits: 1 }));

// 1 December 2026 is a Tuesday.
const fortnight = days("2026-12-01", [0, 0, 5, 500, 0, 5, 0, 0, 5, 0, 0, 0, 0, 10]);
const before = days("2026-11-17", [10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20]);

describe("somebody who looks at a chart", () => {
  it("sees each day of a month, the weeks of a season and the months of a year, or what was asked for", () => {
    const until = (to: string) => ({ from: "2026-01-01", to });
    expect(intervalOf(until("2026-01-31"), undefined)).toBe("day");
    expect(intervalOf(until("2026-03-31"), undefined)).toBe("week");
    expect(intervalOf(until("2026-12-31"), undefined)).toBe("month");
    expect(intervalOf(until("2026-03-31"), "day")).toBe("day");
    expect(intervalOf(until("2026-12-31"), "day")).toBe("week");
  });

  it("sees the day of a spike, however long a step is", () => {
    const weeks = stepsOf(fortnight, before, "week", "2026-12-14");
    expect(weeks.map(({ from, to, views }) => [from, to, views])).toEqual([
      ["2026-12-01", "2026-12-06", 510],
      ["2026-12-07", "2026-12-13", 5],
      ["2026-12-14", "2026-12-14", 10],
    ]);
    expect(weeks[0]?.busiest.views).toBe(500);
    expect(stepsOf(fortnight, before, "month", "2026-12-14")[0]).toMatchObject({
      views: 525,
      busiest: { views: 500 },
    });
  });

  it("sees behind each step what came as long before, and which step is not over", () => {
    const weeks = stepsOf(fortnight, before, "week", "2026-12-14");
    expect(weeks.map((step) => step.before.views)).toEqual([10, 0, 20]);
    expect(weeks.map(({ isOpen }) => isOpen)).toEqual([false, false, true]);
    expect(stepsOf(fortnight, [], "day", "2027-01-01").every((step) => step.before.views === 0)).toBe(true);
  });

  it("reads a round number at the top", () => {
    expect([0, 7, 11, 250, 999].map(scaleOf)).toEqual([10, 10, 20, 300, 1000]);
  });
});
