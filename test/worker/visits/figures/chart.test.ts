import { describe, expect, it } from "vitest";
import { scaleOf, stepsDrawn } from "../../../../worker/visits/figures/chart.ts";

const days = (count: number) =>
  Array.from({ length: count }, (_, day) => ({
    label: `day ${day}`,
    views: day,
    visits: 1,
    marked: day === 9,
  }));

describe("somebody who looks at a chart", () => {
  it("sees each day where there is room for it, and else the busiest day of each week, the last with what is left", () => {
    expect(stepsDrawn(days(120))).toEqual(days(120));
    const weeks = stepsDrawn(days(366));
    expect(weeks).toHaveLength(52);
    expect(weeks[1]).toEqual({ label: "day 7", views: 13, visits: 1, marked: true });
    expect(weeks[51]).toEqual({ label: "day 357", views: 365, visits: 1, marked: false });
  });

  it("reads a round number at the top", () => {
    expect([0, 7, 11, 250, 999].map(scaleOf)).toEqual([10, 10, 20, 500, 1000]);
  });
});
